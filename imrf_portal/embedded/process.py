"""A server as a child process: started, waited for, stopped, and never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1
Command = Sequence[str | Path]


class ServiceError(Exception):
    """What went wrong, in one line for the person at the terminal."""


def die_with_parent(sign: signal.Signals, parent: int) -> None:
    """Ask the kernel to signal this process once its parent is gone (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it went before the kernel was asked
            os.kill(os.getpid(), sign)


def start(
    command: Command,
    *,
    stop_sign: signal.Signals,
    log: Path | None,
    owner: int | None = None,
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own: Ctrl-C reaches us, and we stop it in order.

    It writes to its log, or where we write ourselves.
    """
    parent = os.getpid()
    with log.open("ab") if log else nullcontext() as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            user=owner,
            group=owner,
            extra_groups=None if owner is None else [],
            cwd=folder,
            env=env,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(stop_sign, parent),  # noqa: PLW1509 - no threads yet
        )


def run_to_end(
    command: Command, *, owner: int | None, folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run a program that ends by itself, and keep what it said."""
    return subprocess.run(
        command,
        user=owner,
        group=owner,
        extra_groups=None if owner is None else [],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def stop(process: subprocess.Popen[bytes], sign: signal.Signals, *, seconds: float = 15) -> None:
    """Ask a child to end, and insist when it does not."""
    with suppress(ProcessLookupError):
        process.send_signal(sign)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until(ready: Callable[[], bool], seconds: float) -> bool:
    """Whether something became true in time."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def last_line(log: Path) -> str:
    """The end of a log: the reason, most often."""
    lines = log.read_text(errors="replace").split("\n") if log.exists() else []
    return next((line.strip() for line in reversed(lines) if line.strip()), f"see {log}")
