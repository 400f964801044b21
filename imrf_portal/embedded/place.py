"""Where the servers keep their data, and as whom they run.

Postgres refuses to run as root, so under root it runs as `nobody`, in a folder of its own below
the state folder. When `nobody` cannot get there (a state folder below /root, say), that folder
lies among the temporary files that outlive a restart of the machine, and `remark` says so.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from imrf_portal.embedded.process import ServiceError

LONGEST_SOCKET_FOLDER = 85  # the kernel allows about 104 characters, and the socket's name follows


class InUseError(ServiceError):
    """Another process has claimed the state folder."""


@dataclass(frozen=True)
class Place:
    """A folder for data and logs, a folder for sockets, and who owns both (None: ourselves)."""

    data: Path
    sockets: Path
    owner: int | None


@contextmanager
def claim(state_dir: Path) -> Iterator[None]:
    """Take the state folder for this process alone, for as long as it runs."""
    state = state_dir.resolve()
    state.mkdir(parents=True, exist_ok=True)
    with (state / "running").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise InUseError(
                f"{state} is in use by process {lock.read().strip() or 'unknown'}. "
                "Stop that one, or set PORTAL_STATE_DIR to another folder."
            ) from None
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


@contextmanager
def open_place(state: Path) -> Iterator[Place]:
    """The folders, with new logs; the sockets' own folder goes again."""
    place = find_place(state)
    for log in place.data.glob("*.log"):
        log.unlink()
    try:
        yield place
    finally:
        if place.sockets != place.data:
            shutil.rmtree(place.sockets, ignore_errors=True)


def find_place(state_dir: Path) -> Place:
    """The folders below (or for) a state folder, made when they are not there."""
    state = state_dir.resolve()
    owner = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    if owner is not None:
        open_to_others(state)
    data = data_folder(state)
    own_folder(data, owner)
    sockets = data
    if len(str(data)) > LONGEST_SOCKET_FOLDER:
        sockets = elsewhere(state, tempfile.gettempdir())
        own_folder(sockets, owner)
    return Place(data, sockets, owner)


def data_folder(state: Path) -> Path:
    if os.geteuid() != 0 or reachable(state):
        return state / "embedded"
    return elsewhere(state, "/var/tmp")  # noqa: S108 - own_folder refuses a planted one


def remark(state: Path) -> str:
    """What a person should know about where the data lies; most often nothing."""
    data = data_folder(state)
    if data.parent == state:
        return ""
    return f"The database runs as nobody, who cannot enter {state}: its data is in {data}"


def open_to_others(state: Path) -> None:
    """Let others pass through the state folder itself, which is ours; never through its parents."""
    mode = state.stat().st_mode
    if state.stat().st_uid == os.geteuid() and not mode & stat.S_IXOTH:
        state.chmod(stat.S_IMODE(mode) | stat.S_IXGRP | stat.S_IXOTH)


def reachable(path: Path, *, needs: int = stat.S_IXOTH) -> bool:
    """Whether a user who owns nothing may pass through all folders down to here."""
    passing = all(folder.stat().st_mode & stat.S_IXOTH for folder in path.parents)
    return passing and path.stat().st_mode & needs == needs


def elsewhere(state: Path, preferred: str) -> Path:
    """A folder outside that the same state folder finds again."""
    name = "imrf-portal-" + hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
    return Path(preferred if Path(preferred).is_dir() else tempfile.gettempdir()) / name


def own_folder(folder: Path, owner: int | None) -> None:
    """Make a private folder, and refuse one that somebody else laid there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    allowed = {os.geteuid(), owner}
    if folder.is_symlink() or folder.stat().st_uid not in allowed:
        raise ServiceError(f"{folder} belongs to somebody else; remove it or set PORTAL_STATE_DIR.")
    if owner is not None:
        os.chown(folder, owner, owner)
