"""The launcher of the embedded servers, tried as a process of its own, in folders of its own."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
import redis

from imrf_portal.embedded import place
from imrf_portal.embedded.place import find_place
from imrf_portal.embedded.process import ServiceError, wait_until

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import sys, pathlib
from imrf_portal.embedded import ServiceError, services
try:
    with services(pathlib.Path(sys.argv[1])) as found:
        print(*(f"{name}={address}" for name, address in found.items()), flush=True)
        sys.stdin.read()
except ServiceError as error:
    sys.exit(str(error))
"""
Holder = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def state() -> Iterator[Path]:
    """A folder that `nobody` can reach too; pytest's own are closed to all but its user."""
    with tempfile.TemporaryDirectory(prefix="imrf-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder).resolve()


@pytest.fixture
def hold() -> Iterator[Holder]:
    """Start a process that runs the servers until its standard input ends."""
    started: list[subprocess.Popen[str]] = []

    def start(state: Path, **given: str) -> subprocess.Popen[str]:
        names = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")
        env = {name: value for name, value in os.environ.items() if name not in names}
        process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(state)],
            cwd=ROOT, env=env | given, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(BrokenPipeError):
            process.communicate(timeout=20)


def addresses(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout
    return dict(pair.split("=", 1) for pair in process.stdout.readline().split())


def note(found: dict[str, str], text: str) -> None:
    with psycopg.connect(found["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE notes (text text)")
        connection.execute("INSERT INTO notes VALUES (%s)", [text])


def notes(found: dict[str, str]) -> list[str]:
    with psycopg.connect(found["DATABASE_URL"]) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM notes")]


def servers_of(state: Path) -> list[str]:
    """The command lines of the processes that run on a state folder."""
    lines = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            lines.append((process / "cmdline").read_bytes().decode(errors="replace"))
    return [line for line in lines if str(state / "embedded") in line]


def test_the_servers_start_stop_and_keep_the_data(state: Path, hold: Holder) -> None:
    first = hold(state)
    found = addresses(first)
    note(found, "é 移 ع")
    assert redis.Redis.from_url(found["CACHE_URL"]).ping()
    first.communicate(timeout=20)
    assert first.returncode == 0
    assert servers_of(state) == []

    assert notes(addresses(hold(state))) == ["é 移 ع"]


def test_a_killed_parent_leaves_no_server_and_no_broken_data(state: Path, hold: Holder) -> None:
    first = hold(state)
    found = addresses(first)
    note(found, "kept")
    first.kill()
    # Started at once, while the servers of the first may still be on their way out.
    assert notes(addresses(hold(state))) == ["kept"]
    first.wait()


def test_servers_end_with_a_killed_parent(state: Path, hold: Holder) -> None:
    process = hold(state)
    addresses(process)
    assert servers_of(state)
    process.kill()
    process.wait()
    assert wait_until(lambda: servers_of(state) == [], 15)


def test_what_a_killed_server_leaves_does_not_hinder_the_next(state: Path, hold: Holder) -> None:
    first = hold(state)
    note(addresses(first), "kept")
    pid = int((state / "embedded/postgres/postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    first.kill()
    first.wait()
    assert notes(addresses(hold(state))) == ["kept"]


def test_a_state_folder_is_for_one_process_at_a_time(state: Path, hold: Holder) -> None:
    first = hold(state)
    addresses(first)
    second = hold(state)
    _, said = second.communicate(timeout=20)
    assert second.returncode == 1
    assert said == (
        f"{state} is in use by process {first.pid}. "
        "Stop that one, or set PORTAL_STATE_DIR to another folder.\n"
    )


def test_only_what_the_environment_does_not_name_is_started(state: Path, hold: Holder) -> None:
    process = hold(state, DATABASE_URL="postgresql://elsewhere/x", CACHE_URL="redis://elsewhere/1")
    assert list(addresses(process)) == ["CELERY_BROKER_URL"]
    assert not (state / "embedded" / "postgres").exists()


def test_a_first_start_that_was_cut_short_is_begun_anew(state: Path, hold: Holder) -> None:
    unfinished = find_place(state).data / "postgres.new"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18")
    assert addresses(hold(state))


def test_a_server_that_fails_gives_its_reason(state: Path, hold: Holder) -> None:
    (find_place(state).data / "postgres").mkdir()
    process = hold(state)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert said.startswith("PostgreSQL did not start: ")
    assert said.count("\n") == 1


def test_a_long_path_gets_a_short_folder_for_sockets(state: Path, hold: Holder) -> None:
    found = addresses(hold(state / ("long" * 25)))
    with psycopg.connect(found["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_folder_that_somebody_else_laid_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    planted = tmp_path / "planted"
    planted.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ServiceError, match="belongs to somebody else"):
        place.own_folder(planted, None)


def test_data_lies_below_a_state_folder_that_only_we_could_enter(state: Path) -> None:
    state.chmod(0o700)
    assert find_place(state).data == state / "embedded"
    assert place.remark(state) == ""


def test_data_of_root_lies_elsewhere_only_below_a_closed_folder(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = state / "closed"
    (closed / "state").mkdir(parents=True)
    closed.chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda *arguments: None)
    data = find_place(closed / "state").data
    assert not data.is_relative_to(state)
    assert data == find_place(closed / "state").data
    said = place.remark(closed / "state")
    assert said.endswith(f"cannot enter {closed / 'state'}: its data is in {data}")
    data.rmdir()
