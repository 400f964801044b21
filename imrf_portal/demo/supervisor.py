"""Keeps the parts of the portal running: starts again what died, and stops all of it in order."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from imrf_portal.demo.progress import say
from imrf_portal.embedded.process import Command, ServiceError, last_line, start, stop

SHORT_LIFE = 10
MOST_SHORT_LIVES = 5


@dataclass
class Part:
    """One process that belongs to the portal. Its output goes to its log, or to the terminal."""

    name: str
    command: Command
    log: Path | None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0, init=False)
    short_lives: int = field(default=0, init=False)

    def start(self, env: Mapping[str, str]) -> None:
        self.process = start(self.command, stop_sign=signal.SIGTERM, log=self.log, env=env)
        self.started = time.monotonic()

    def wait(self) -> int:
        return self.process.wait() if self.process else 0

    def stop(self) -> None:
        if self.process:
            stop(self.process, signal.SIGTERM)
            self.end_orphans()

    def end_orphans(self) -> None:
        """End what a killed process left behind: it led a group of its own."""
        if self.process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def how_it_ended(self) -> str:
        code = self.process.poll() if self.process else 0
        return f"signal {-code}" if code and code < 0 else f"code {code}"


class Supervisor:
    """Runs its parts while the block lasts. Call `look` now and then."""

    def __init__(self, parts: Sequence[Part], env: Mapping[str, str]) -> None:
        self.parts = parts
        self.env = env

    def __enter__(self) -> Self:
        for part in self.parts:
            part.start(self.env)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for part in reversed(self.parts):
            part.stop()

    def look(self) -> None:
        """Start again what has ended, unless it never lasts."""
        for part in self.parts:
            if part.process and part.process.poll() is not None:
                self.start_again(part)

    def start_again(self, part: Part) -> None:
        short = time.monotonic() - part.started < SHORT_LIFE
        part.short_lives = part.short_lives + 1 if short else 0
        if part.short_lives > MOST_SHORT_LIVES:
            reason = last_line(part.log) if part.log else part.how_it_ended()
            raise ServiceError(f"The {part.name} does not stay up: {reason}")
        say(f"The {part.name} ended ({part.how_it_ended()}); it is started again.")
        part.end_orphans()
        part.start(self.env)
