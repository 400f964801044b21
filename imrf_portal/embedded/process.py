"""A child process: started, watched, stopped, and never left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
SHORT_LIFE = 10
Command = Sequence[str | Path]


class ServiceError(Exception):
    """What went wrong, in one line for the person at the terminal."""


@dataclass
class Child:
    """One process of ours. It writes to its log, or where we write ourselves."""

    name: str
    command: Command
    stop_sign: signal.Signals = signal.SIGTERM
    log: Path | None = None
    env: Mapping[str, str] | None = None
    owner: int | None = None
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0, init=False)
    # How often in a row it has ended as soon as it was started.
    short_lives: int = field(default=0, init=False)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches us, and we stop all in order."""
        parent, sign = os.getpid(), self.stop_sign
        with self.log.open("ab") if self.log else nullcontext() as output:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if self.log else None,
                user=self.owner,
                group=self.owner,
                extra_groups=None if self.owner is None else [],
                cwd=self.folder,
                env=self.env,
                start_new_session=True,
                preexec_fn=lambda: die_with_parent(sign, parent),  # noqa: PLW1509 - no threads yet
            )
        self.started = time.monotonic()

    def start_again(self) -> None:
        short = time.monotonic() - self.started < SHORT_LIFE
        self.short_lives = self.short_lives + 1 if short else 0
        self.end_orphans()
        self.start()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def how_it_ended(self) -> str:
        code = self.process.poll() if self.process else 0
        return f"signal {-code}" if code and code < 0 else f"code {code}"

    def last_words(self) -> str:
        """The end of its log: the reason, most often."""
        lines = self.log.read_text(errors="replace").split("\n") if self.log else []
        said = (line.strip() for line in reversed(lines) if line.strip())
        return next(said, self.how_it_ended())

    def stop(self, *, seconds: float = 15) -> None:
        """Ask it to end, and insist when it does not."""
        if self.process is None:
            return
        self.process.send_signal(self.stop_sign)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.end_orphans()

    def end_orphans(self) -> None:
        """End what a killed process has left behind: it led a group of its own."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def die_with_parent(sign: signal.Signals, parent: int) -> None:
    """Ask the kernel to signal this process once its parent is gone (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it went before the kernel was asked
            os.kill(os.getpid(), sign)


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


def wait_until(ready: Callable[[], bool], seconds: float) -> bool:
    """Whether something became true in time."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
