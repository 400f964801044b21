"""The supervisor: starts again what died, gives up on what never lasts, and leaves nothing."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from imrf_portal.demo import supervisor as module
from imrf_portal.demo.supervisor import Part, Supervisor
from imrf_portal.embedded import process as process_module
from imrf_portal.embedded.process import ServiceError, wait_until

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
# A parent with a child, as gunicorn and Celery are.
FAMILY = "import os, time; print(os.fork(), flush=True); time.sleep(60)"


def part(tmp_path: Path, program: str) -> Part:
    return Part("toy", (sys.executable, "-c", program), tmp_path / "toy.log")


def pid(one: Part) -> int:
    assert one.process
    return one.process.pid


def says(one: Part, text: str) -> bool:
    return one.log is not None and one.log.exists() and text in one.log.read_text()


def watch(one: Part, seconds: float) -> None:
    end = time.monotonic() + seconds
    with Supervisor([one], os.environ) as supervisor:
        while time.monotonic() < end:
            supervisor.look()


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_a_killed_part_is_started_again_and_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toy = part(tmp_path, SLEEP)
    with Supervisor([toy], os.environ) as supervisor:
        supervisor.look()
        first = pid(toy)
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: toy.process is not None and toy.process.poll() is not None, 5)
        supervisor.look()
        assert pid(toy) != first
    assert gone(pid(toy))
    assert capsys.readouterr().out == "The toy ended (signal 9); it is started again.\n"


def test_the_children_of_a_killed_part_end_too(tmp_path: Path) -> None:
    toy = part(tmp_path, FAMILY)
    with Supervisor([toy], os.environ) as supervisor:
        assert wait_until(lambda: says(toy, "\n"), 5)
        assert toy.log
        child = int(next(line for line in toy.log.read_text().split("\n") if line not in {"", "0"}))
        os.kill(pid(toy), signal.SIGKILL)
        assert wait_until(lambda: toy.process is not None and toy.process.poll() is not None, 5)
        supervisor.look()
        assert wait_until(lambda: gone(child), 5)


def test_a_part_that_never_lasts_is_given_up_with_its_reason(tmp_path: Path) -> None:
    toy = part(tmp_path, "import sys; sys.exit('no such table')")
    with pytest.raises(ServiceError, match=r"^The toy does not stay up: no such table$"):
        watch(toy, seconds=20)


def test_a_part_that_once_lasted_may_fall_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHORT_LIFE", 0)
    toy = part(tmp_path, "print('done')")
    with Supervisor([toy], os.environ) as supervisor:
        for _ in range(8):
            first = pid(toy)
            assert toy.process
            toy.process.wait(5)
            supervisor.look()
            assert pid(toy) != first


def test_a_part_that_does_not_listen_is_ended_by_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('up', flush=True); time.sleep(60)"
    )
    monkeypatch.setattr(
        module, "stop", lambda process, sign: process_module.stop(process, sign, seconds=0.2)
    )
    toy = part(tmp_path, stubborn)
    with Supervisor([toy], os.environ):
        assert wait_until(lambda: says(toy, "up"), 5)
    assert gone(pid(toy))
