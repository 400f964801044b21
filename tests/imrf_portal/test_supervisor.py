"""The supervisor: starts again what died, gives up on what never lasts, and leaves nothing."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from imrf_portal.demo.supervisor import look_after, running
from imrf_portal.embedded import process as process_module
from imrf_portal.embedded.process import Child, ServiceError, wait_until

SLEEP = "import time; print('up', flush=True); time.sleep(60)"
# A parent with a child, as gunicorn and Celery are.
FAMILY = "import os, time; print(os.fork(), flush=True); time.sleep(60)"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"


def toy(tmp_path: Path, program: str) -> Child:
    return Child("The toy", (sys.executable, "-c", program), log=tmp_path / "toy.log")


def pid(child: Child) -> int:
    assert child.process
    return child.process.pid


def says(child: Child, text: str) -> bool:
    return child.log is not None and child.log.exists() and text in child.log.read_text()


def kill(child: Child) -> None:
    os.kill(pid(child), signal.SIGKILL)
    assert wait_until(child.has_ended, 5)


def gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"


def watch(child: Child, seconds: float) -> None:
    end = time.monotonic() + seconds
    with running([child]):
        while time.monotonic() < end:
            look_after([child])


def test_a_killed_part_is_started_again_and_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    child = toy(tmp_path, SLEEP)
    with running([child]):
        look_after([child])
        first = pid(child)
        kill(child)
        look_after([child])
        assert pid(child) != first
    assert gone(pid(child))
    assert capsys.readouterr().out == "The toy ended (signal 9); it is started again.\n"


def test_the_children_of_a_killed_part_end_too(tmp_path: Path) -> None:
    child = toy(tmp_path, FAMILY)
    with running([child]):
        assert wait_until(lambda: says(child, "0\n"), 5)
        assert child.log
        grandchild = max(int(line) for line in child.log.read_text().split())
        kill(child)
        assert not gone(grandchild)
        look_after([child])
        assert wait_until(lambda: gone(grandchild), 5)


def test_a_part_that_never_lasts_is_given_up_with_its_reason(tmp_path: Path) -> None:
    child = toy(tmp_path, "import sys; sys.exit('no such table')")
    with pytest.raises(ServiceError, match=r"^The toy does not stay up: no such table$"):
        watch(child, seconds=20)


def test_a_part_without_a_log_is_given_up_with_its_code() -> None:
    child = Child("The toy", (sys.executable, "-c", "raise SystemExit(3)"))
    with pytest.raises(ServiceError, match=r"^The toy does not stay up: code 3$"):
        watch(child, seconds=20)


def test_a_part_that_each_time_lasted_may_fall_often(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_module, "SHORT_LIFE", 0)
    child = toy(tmp_path, SLEEP)
    with running([child]):
        for _ in range(8):
            first = pid(child)
            kill(child)
            look_after([child])
            assert pid(child) != first


def test_a_part_that_does_not_listen_is_ended_by_force(tmp_path: Path) -> None:
    child = toy(tmp_path, STUBBORN)
    child.start()
    assert wait_until(lambda: says(child, "up"), 5)
    child.stop(seconds=0.2)
    assert gone(pid(child))


def test_parts_are_stopped_in_the_reverse_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[str] = []
    stop = Child.stop

    def note_and_stop(self: Child) -> None:
        stopped.append(self.name)
        stop(self)

    monkeypatch.setattr(Child, "stop", note_and_stop)
    children = [Child(name, (sys.executable, "-c", SLEEP), log=tmp_path / name) for name in "abc"]
    with running(children):
        pass
    assert stopped == ["c", "b", "a"]
