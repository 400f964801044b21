"""SubRip (.srt): no standard says what it is, so what common tools write is read.

Numbers may be missing or wrong, a point may stand for the comma, and blank lines within a text.
"""

import re

from django.utils.translation import gettext_lazy as _

from dialogues.recordings.captioning.problems import Problem, Timed
from dialogues.recordings.captioning.webvtt import ARROW, moment

STAMP = r"([0-9]+):([0-5]?[0-9]):([0-5]?[0-9])(?:[,.]([0-9]{1,3}))?(?![0-9])"
# After the times some tools write where on the picture the text stands.
TIMES = re.compile(rf"\s*{STAMP}\s*-->\s*{STAMP}(?:\s.*)?", re.ASCII)
NUMBER = re.compile(r"\s*[0-9]+\s*")


def read_subrip(text: str) -> tuple[list[Timed], list[Problem]]:
    lines = text.split("\n")
    places = [place for place, line in enumerate(lines) if ARROW in line]
    problems = list(_before_the_first(lines, places))
    cues: list[Timed] = []
    for place, following in zip(places, [*places[1:], None], strict=True):
        end = len(lines) if following is None else _head(lines, following)
        times = _times(lines[place])
        if times is None:
            words = _("The times cannot be read. They are written 00:01:02,345 --> 00:01:05,678.")
            problems.append(Problem(place + 1, words, is_error=True))
            continue
        said = [line for line in lines[place + 1 : end] if line.strip()]
        cues.append(Timed(place + 1, *times, "\n".join(said)))
    return cues, problems


def _head(lines: list[str], place: int) -> int:
    """Where the cue begins whose times stand at this place: at its number, if it has one."""
    has_number = place > 0 and NUMBER.fullmatch(lines[place - 1])
    # A line of figures that no blank line parts from the text before may be said.
    return place - 1 if has_number and (place == 1 or not lines[place - 2].strip()) else place


def _before_the_first(lines: list[str], places: list[int]) -> list[Problem]:
    end = _head(lines, places[0]) if places else 0
    words = _("These words have no times. They are left out.")
    lost = [place for place, line in enumerate(lines[:end]) if line.strip()]
    return [Problem(place + 1, words, is_error=True) for place in lost[:1]]


def _times(line: str) -> tuple[int, int] | None:
    found = TIMES.fullmatch(line)
    if found is None:
        return None
    parts = [part or "0" for part in found.groups()]
    starts, ends = moment(*parts[:4]), moment(*parts[4:])
    return None if starts is None or ends is None else (starts, ends)
