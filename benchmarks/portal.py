"""`make demo` as a process of its own, to be measured, broken and watched."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from imrf_portal.embedded.process import wait_until

ROOT = Path(__file__).resolve().parent.parent
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


class Portal:
    """A demonstration on its own state folder and port, with nothing of our environment."""

    def __init__(self, state: Path) -> None:
        self.state = state
        with socket.create_server(("127.0.0.1", 0)) as server:
            self.port = server.getsockname()[1]
        self.output = state / "output"
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "imrf_portal.demo"],
                cwd=ROOT,
                env={**kept, "PORTAL_STATE_DIR": str(state), "PORT": str(self.port)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        return self.output.read_text()

    def wait_until_ready(self, seconds: float) -> None:
        ready = wait_until(
            lambda: "Ctrl-C stops" in self.said() or self.process.poll() is not None, seconds
        )
        if not ready or self.process.poll() is not None:
            raise RuntimeError(f"The portal did not become ready:\n{self.said()}")

    def get(self, path: str) -> tuple[int, str]:
        """Status and page; 0 where nobody answers."""
        try:
            return self._get(path)
        except (OSError, http.client.HTTPException):
            return 0, ""

    def _get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()

    def stop(self, sign: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(sign)
        return self.process.wait(60)

    def processes(self) -> dict[int, str]:
        """Those that work on this state folder, whoever is their parent, with their commands."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has ended meanwhile
                command = (folder / "cmdline").read_bytes()
                if str(self.state).encode() in command + (folder / "environ").read_bytes():
                    found[int(folder.name)] = command.replace(b"\0", b" ").decode()
        return found

    def processes_of(self, words: str) -> list[int]:
        """The oldest first: the parent of the others."""
        return sorted(pid for pid, command in self.processes().items() if words in command)

    def environment(self) -> dict[str, str]:
        """What a process needs to join in."""
        sockets = self.state / "embedded"
        return {
            "DEBUG": "0",
            "DEMONSTRATION": "1",
            "SECRET_KEY": (self.state / "secret_key").read_text(),
            "ALLOWED_HOSTS": "localhost,127.0.0.1",
            "PORTAL_STATE_DIR": str(self.state),
            "DATABASE_URL": f"postgresql://portal@/imrf_portal?host={sockets}",
            "CELERY_BROKER_URL": f"redis+socket://{sockets}/valkey.sock?virtual_host=0",
            "CACHE_URL": f"unix://{sockets}/valkey.sock?db=1",
            "LOG_LEVEL": "CRITICAL",
        }


@contextmanager
def passing_state() -> Iterator[Path]:
    """A state folder that goes again, and that the database's user can enter when we are root."""
    with tempfile.TemporaryDirectory(prefix="imrf-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder).resolve()


@contextmanager
def running() -> Iterator[Portal]:
    with passing_state() as state:
        portal = Portal(state)
        try:
            portal.wait_until_ready(180)
            yield portal
        finally:
            portal.stop()
