"""WebVTT, read as the standard says (https://www.w3.org/TR/webvtt1/, section 6), and told by line.

A browser leaves out in silence what it cannot read. Here it is told to whoever sent the file.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from dialogues.recordings.captioning.problems import Problem, Timed

STAMP = r"(?:([0-9]+):([0-5][0-9])|([0-5][0-9])):([0-5][0-9])\.([0-9]{3})(?![0-9])"
BLANKS = r"[ \t\f]*"
TIMES = re.compile(f"{BLANKS}{STAMP}{BLANKS}-->{BLANKS}{STAMP}")
ARROW = "-->"
# What needs no times: a remark, a style sheet, a region.
APART = re.compile(r"(NOTE|STYLE|REGION)(?![^\s:])")
# Hours of more figures are no recording's, and Python would take its time to read them.
LONGEST_HOURS = 6


def is_webvtt(text: str) -> bool:
    return bool(re.match(r"WEBVTT(?:[ \t\n]|\Z)", text))


def read_webvtt(text: str) -> tuple[list[Timed], list[Problem]]:
    """Of a text that `is_webvtt`, with its line ends as they should be."""
    reader = _Reader(text.split("\n"))
    reader.read()
    return reader.cues, reader.problems


def moment(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int | None:
    """In milliseconds; None where no recording is as long."""
    if hours and len(hours.lstrip("0")) > LONGEST_HOURS:
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(thousandths.ljust(3, "0"))


@dataclass
class _Reader:
    lines: list[str]
    at: int = 1
    cues: list[Timed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        if self._has_more and self.lines[self.at]:
            self._block(in_header=True)
        while self._has_more:
            if self.lines[self.at]:
                self._block()
            else:
                self.at += 1

    @property
    def _has_more(self) -> bool:
        return self.at < len(self.lines)

    def _block(self, *, in_header: bool = False) -> None:
        """Lines up to a blank one, or up to an arrow that begins the next cue."""
        first = resume = self.at
        times: tuple[int, int] | None = None
        arrow, text = 0, list[str]()
        while self._has_more and (line := self.lines[self.at]):
            if ARROW in line:
                place = self.at - first
                if in_header or place > 1 or arrow:
                    self.at = resume
                    break
                arrow = self.at + 1
                times = self._times(line)
                text = [] if times else text
            else:
                text.append(line)
            self.at += 1
            resume = self.at
        if times:
            self.cues.append(Timed(arrow, *times, "\n".join(text)))
        elif text and not (in_header or arrow or APART.match(text[0])):
            words = _("These words have no times. They are left out.")
            self.problems.append(Problem(first + 1, words, is_error=True))

    def _times(self, line: str) -> tuple[int, int] | None:
        found = TIMES.match(line)
        if found is None:
            self._tell(
                _("The times cannot be read. They are written 00:01:02.345 --> 00:01:05.678.")
            )
            return None
        hours, minutes, only, *rest = found.groups()
        hours_after, minutes_after, only_after, *rest_after = rest[2:]
        starts = moment(hours, minutes or only, rest[0], rest[1])
        ends = moment(hours_after, minutes_after or only_after, rest_after[0], rest_after[1])
        if starts is None or ends is None:
            self._tell(_("No recording is as long as this."))
            return None
        return starts, ends

    def _tell(self, words: object) -> None:
        self.problems.append(Problem(self.at + 1, words, is_error=True))  # type: ignore[arg-type]
