"""What the portal needs around it: room on the disk, a free port, an environment."""

import errno
import os
import secrets
import shutil
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from imrf_portal.embedded import ServiceError

ROOT = Path(__file__).resolve().parent.parent.parent
ROOM_NEEDED = 1024**3
LAST_PORT = 65535


@dataclass(frozen=True)
class Surroundings:
    """Where the portal keeps what it must find again, and where it listens."""

    state: Path
    bind: str
    port: int

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def address(self) -> str:
        """The address for a browser on this machine; passkeys want a name, not a number."""
        return os.environ.get("PORTAL_ADDRESS") or f"http://localhost:{self.port}"


def read() -> Surroundings:
    state = Path(os.environ.get("PORTAL_STATE_DIR") or ROOT / "var").resolve()
    port = os.environ.get("PORT") or "8000"
    if not (port.isdecimal() and 0 < int(port) <= LAST_PORT):
        raise ServiceError(f"PORT must be a number from 1 to {LAST_PORT}, not {port!r}.")
    return Surroundings(state, os.environ.get("BIND") or "127.0.0.1", int(port))


def check_room(around: Surroundings) -> None:
    around.logs.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(around.state).free
    if free < ROOM_NEEDED:
        raise ServiceError(
            f"The disk is full: {around.state} has {free // 1024**2} MB left and needs 1024."
        )


def clear_logs(around: Surroundings) -> None:
    """Begin new logs, so that what they say is of this run."""
    for log in around.logs.glob("*.log"):
        log.unlink()


def check_port(around: Surroundings) -> None:
    family = socket.AF_INET6 if ":" in around.bind else socket.AF_INET
    try:
        socket.create_server((around.bind, around.port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise ServiceError(
                f"Port {around.port} is in use. Stop what uses it, or choose another: "
                f"make demo PORT={around.port + 1}"
            ) from None
        raise ServiceError(
            f"Cannot listen on {around.bind}, port {around.port}: {error.strerror}."
        ) from None


def environment(around: Surroundings, servers: Mapping[str, str], *, debug: bool) -> dict[str, str]:
    """The environment of every part; what the user has set stays."""
    chosen = {
        "SECRET_KEY": lasting_secret(around.state / "secret_key"),
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "PORTAL_ADDRESS": around.address,
    }
    given = {name: value for name, value in os.environ.items() if value}
    settled = {
        "DJANGO_SETTINGS_MODULE": "imrf_portal.settings",
        "DEBUG": "1" if debug else "0",
        "DEMONSTRATION": "1",
        "PORTAL_STATE_DIR": str(around.state),
        "BIND": around.bind,
        "PORT": str(around.port),
    }
    return {**chosen, **servers, **given, **settled}


def lasting_secret(file: Path) -> str:
    """A secret of this state folder, so that people stay signed in over a restart."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()
