"""Lines of captions against each other and against the recording."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from dialogues.recordings.captioning.encodings import is_written_in
from dialogues.recordings.captioning.problems import Problem, Spoken
from dialogues.recordings.captioning.writing import timestamp

# A week: what lies beyond it is a slip of the pen.
LONGEST = 7 * 24 * 3_600_000


def check(
    lines: list[Spoken], *, language: str, milliseconds: int | None
) -> tuple[list[Spoken], list[Problem]]:
    """The lines that can be kept, in the order in which they are said, and what is to be told."""
    problems = list(_backward(lines))
    kept = [line for line in lines if line.starts_ms < line.ends_ms <= LONGEST]
    problems += _out_of_order(kept)
    kept.sort(key=lambda line: (line.starts_ms, line.line))
    problems += _overlapping(kept)
    problems += _after_the_end(kept, milliseconds)
    if kept and not is_written_in(" ".join(line.text for line in kept), language):
        problems.append(Problem(0, _("The letters are not those of the language that was chosen.")))
    return kept, problems


def _backward(lines: list[Spoken]) -> Iterator[Problem]:
    for line in lines:
        if line.ends_ms <= line.starts_ms:
            words = _("It ends at %(end)s, before or when it begins, at %(start)s. It is left out.")
            times = {"start": timestamp(line.starts_ms), "end": timestamp(line.ends_ms)}
            yield Problem(line.line, words % times, is_error=True)
        elif line.ends_ms > LONGEST:
            yield Problem(line.line, _("No recording is as long as this."), is_error=True)


def _out_of_order(lines: list[Spoken]) -> Iterator[Problem]:
    latest = 0
    for line in lines:
        if line.starts_ms < latest:
            words = _("It begins before an earlier line of the file. It was put into its place.")
            yield Problem(line.line, words)
        latest = max(latest, line.starts_ms)


def _overlapping(lines: list[Spoken]) -> Iterator[Problem]:
    """Two voices of one cue have the same times, and are no mistake."""
    before: Spoken | None = None
    for line in lines:
        if before and line.line != before.line and line.starts_ms < before.ends_ms:
            words = _("It begins at %(start)s, while line %(line)s still stands, until %(end)s.")
            yield Problem(
                line.line,
                words
                % {
                    "start": timestamp(line.starts_ms),
                    "line": before.line,
                    "end": timestamp(before.ends_ms),
                },
            )
        if before is None or line.ends_ms >= before.ends_ms:
            before = line


def _after_the_end(lines: list[Spoken], milliseconds: int | None) -> Iterator[Problem]:
    late = [line for line in lines if milliseconds and line.starts_ms >= milliseconds]
    if late:
        words = _("From this line on, %(count)s lines begin after the recording has ended.")
        yield Problem(late[0].line, words % {"count": len(late)})
