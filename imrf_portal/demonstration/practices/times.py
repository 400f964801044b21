"""When made-up practices were begun and moved, and when the calls were open."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from imrf_portal.demonstration.practices.scripted import OPEN_ROUNDS
from imrf_portal.demonstration.practices.stories import Story
from imrf_portal.demonstration.states import BEING_PREPARED
from imrf_portal.demonstration.times import DAY, at_work
from publication.choices import State
from publication.workflow import Move

# Days from the move before, or from the beginning, to each move.
PACE = {
    "submit": range(10, 31),
    "take back": range(1, 4),
    "take in": range(3, 9),
    "return": range(3, 9),
    "decline": range(3, 9),
    "withdraw": range(9, 15),
    "resubmit": range(14, 31),
    "appeal": range(5, 20),
    "uphold": range(6, 12),
    "reopen": range(6, 12),
    "publish": range(3, 9),
    "schedule": range(2, 4),
    "release": range(7, 12),
    "hold back": range(2, 4),
    "correct": range(40, 140),
    "archive": range(300, 420),
    "restore": range(20, 40),
}
# What ends a round of review takes longer.
OF_A_ROUND = range(46, 61)
# From when to when practices of a forum that is over were begun.
BEGUN = {
    2022: (date(2021, 6, 21), date(2021, 10, 4)),
    2026: (date(2023, 1, 9), date(2025, 4, 28)),
}
EARLY = timedelta(days=100)
# How many days ago the last move of a practice of the forum being prepared was made.
AGO = range(4, 12)


@dataclass(frozen=True, kw_only=True)
class Window:
    """When a thematic call is open: dates, or days from the day of the first load."""

    opens: date
    due: date
    extended: date | None = None

    @property
    def last(self) -> date:
        return self.extended or self.due


def windows(today: date) -> Mapping[str, Window]:
    return {
        "towns": Window(opens=date(2024, 9, 2), due=date(2025, 2, 28)),
        "climate": Window(opens=today - 150 * DAY, due=today - 12 * DAY, extended=today + 35 * DAY),
        "children": Window(opens=today - 160 * DAY, due=today + 60 * DAY),
    }


@dataclass(frozen=True)
class Times:
    """The moments of one practice: when it was begun, and one for each of its moves."""

    begun: datetime
    moves: tuple[datetime, ...]
    publication: datetime


def times_of(story: Story, path: Sequence[Move], today: date, chance: Random) -> Times:
    """`path` are the rows of the table that it went through."""
    gaps = list(_gaps(path, chance))
    day = _begun(story, gaps, today, chance)
    begun = at_work(day, chance)
    moments: list[datetime] = []
    for gap in gaps:
        day += gap * DAY
        moments.append(at_work(day, chance))
    return Times(begun, tuple(moments), _coming(today, chance))


def _coming(today: date, chance: Random) -> datetime:
    return at_work(today + chance.randint(9, 20) * DAY, chance)


def _gaps(path: Sequence[Move], chance: Random) -> Iterator[int]:
    for move in path:
        ends_round = move.source == State.UNDER_REVIEW and move.name != "withdraw"
        yield chance.choice(OF_A_ROUND if ends_round else PACE[move.name])


def _begun(story: Story, gaps: Sequence[int], today: date, chance: Random) -> date:
    if story.year == BEING_PREPARED:
        ago = OPEN_ROUNDS[story.text][0] if story.text in OPEN_ROUNDS else chance.choice(AGO)
        return today - (ago + sum(gaps)) * DAY
    if story.call != "standing":
        window = windows(today)[story.call]
        handed_in = window.opens + chance.randint(20, (window.last - window.opens).days - 5) * DAY
        return handed_in - gaps[0] * DAY
    first, last = BEGUN[story.year]
    if "archive" in story.moves:  # so that all of it fits in before today
        last = first + EARLY
    return first + chance.randint(0, (last - first).days) * DAY


def midnight(day: date) -> datetime:
    """The moment before which all that has happened by that day lies."""
    return datetime.combine(day, time(), tzinfo=UTC)
