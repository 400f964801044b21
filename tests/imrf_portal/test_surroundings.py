"""What `make demo` refuses before it begins, and the environment that it gives to its parts."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from imrf_portal.demo import surroundings
from imrf_portal.demo.surroundings import Surroundings
from imrf_portal.embedded import ServiceError


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return Surroundings(tmp_path, "127.0.0.1", 8000)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def demo(state: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """The demonstration itself, on the servers of the tests."""
    return subprocess.run(
        [sys.executable, "-m", "imrf_portal.demo"],
        env={**os.environ, "PORTAL_STATE_DIR": str(state), **given},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_port_in_use_is_one_clear_line(tmp_path: Path, taken: int) -> None:
    done = demo(tmp_path, PORT=str(taken))
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        f"Port {taken} is in use. Stop what uses it, or choose another: make demo PORT={taken + 1}"
    ]
    assert done.stderr == ""


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000 "])
def test_a_port_that_is_none_is_one_clear_line(tmp_path: Path, port: str) -> None:
    done = demo(tmp_path, PORT=port)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == f"PORT must be a number from 1 to 65535, not {port!r}.\n"


def test_an_address_of_another_machine_is_refused(around: Surroundings) -> None:
    elsewhere = Surroundings(around.state, "203.0.113.7", 8000)
    with pytest.raises(ServiceError, match=r"^Cannot listen on 203.0.113.7, port 8000: .+\.$"):
        surroundings.check_port(elsewhere)


def test_a_full_disk_is_told_beforehand(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(around.state)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=12 * 1024**2))
    with pytest.raises(ServiceError, match=r"^The disk is full: .+ has 12 MB left and needs 1024"):
        surroundings.check_room(around)


def test_the_secret_lasts_and_is_ours_alone(around: Surroundings) -> None:
    first = surroundings.environment(around, {}, debug=False)
    assert len(first["SECRET_KEY"]) > 50
    assert first["SECRET_KEY"] == surroundings.environment(around, {}, debug=False)["SECRET_KEY"]
    assert (around.state / "secret_key").stat().st_mode & 0o077 == 0


def test_what_the_user_has_set_stays(around: Surroundings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "demo.example.org")
    monkeypatch.setenv("DATABASE_URL", "postgresql://mine/x")
    monkeypatch.setenv("SECRET_KEY", "")
    env = surroundings.environment(around, {"CACHE_URL": "redis://found/1"}, debug=False)
    assert env["ALLOWED_HOSTS"] == "demo.example.org"
    assert env["DATABASE_URL"] == "postgresql://mine/x"
    assert env["SECRET_KEY"]
    assert (env["DEBUG"], env["DEMONSTRATION"]) == ("0", "1")
    assert env["DJANGO_SETTINGS_MODULE"] == "imrf_portal.settings"
