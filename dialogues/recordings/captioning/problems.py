"""What a file of captions says, and what is wrong with it, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Problem:
    """`line` counts from 1; 0 is the file as a whole. An error loses something, a warning not."""

    line: int
    words: Text
    is_error: bool = False


@dataclass(frozen=True)
class Timed:
    """A line as it stands in the file: where, from when until when, with its markup."""

    line: int
    starts_ms: int
    ends_ms: int
    payload: str


@dataclass(frozen=True)
class Spoken:
    """A line as it is kept."""

    line: int
    starts_ms: int
    ends_ms: int
    speaker: str
    text: str


@dataclass(frozen=True)
class Reading:
    """What was read, in the order in which it is said; `source` is the file as text."""

    source: str
    lines: list[Spoken] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_error]


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.line, not problem.is_error))
