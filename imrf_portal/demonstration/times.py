"""When the reviews of a forum were begun, written and moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from compact.models import Cycle
from imrf_portal.demonstration.states import Story

# By UTC: morning in San José, afternoon in Geneva.
WORKING_HOURS = range(14, 18)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SATURDAY = 5
# Three days at most, and a weekend.
MOST_DAYS_A_MOVE = 5


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The pace of one forum, in days. `handed_in` and `last` count from `opened`.

    The more moves a review has made, the earlier it was handed in.
    """

    opened: date
    begun: range
    handed_in: range
    between_moves: range
    last: int
    years: range


HELD = {
    2022: Calendar(
        opened=date(2021, 9, 20),
        begun=range(40),
        handed_in=range(112, 190),
        between_moves=range(2, 10),
        last=150,
        years=range(2018, 2022),
    ),
    2026: Calendar(
        opened=date(2025, 9, 15),
        begun=range(50),
        handed_in=range(112, 200),
        between_moves=range(2, 10),
        last=150,
        years=range(2022, 2026),
    ),
}


def calendar_of(cycle: Cycle) -> Calendar | None:
    """None where reviews were not opened: then there is nothing to show either."""
    if cycle.year in HELD or cycle.reviews_open_at is None:
        return HELD.get(cycle.year)
    opened = cycle.reviews_open_at.date()
    # All of it fits into the sixty days for which the cycle has been open at the first load.
    return Calendar(
        opened=opened,
        begun=range(1, 7),
        handed_in=range(16, 57),
        between_moves=range(1, 4),
        last=57,
        years=range(opened.year - 2, opened.year + 1),
    )


@dataclass(frozen=True)
class Times:
    """The moments of one review: when it was begun, one for each of its moves, and what comes."""

    begun: datetime
    moves: tuple[datetime, ...]
    last: datetime
    publication: datetime

    def writing(self, story: Story) -> tuple[datetime, datetime]:
        """From when to when its answers were first written."""
        return self.begun, (self.moves[0] if story.is_handed_in else self.last) - HOUR


def times_of(story: Story, calendar: Calendar, chance: Random) -> Times:
    begun = at_work(calendar.opened + chance.choice(calendar.begun) * DAY, chance)
    moments: list[datetime] = []
    handed_in = calendar.handed_in[: -MOST_DAYS_A_MOVE * len(story.moves) or None]
    day = calendar.opened + chance.choice(handed_in) * DAY
    for _move in story.moves:
        moments.append(at_work(day, chance))
        day = moments[-1].date() + chance.choice(calendar.between_moves) * DAY
    last = datetime.combine(
        calendar.opened + calendar.last * DAY, time(WORKING_HOURS.stop), tzinfo=UTC
    )
    publication = at_work(last.date() + chance.randint(10, 30) * DAY, chance)
    return Times(begun, tuple(moments), last, publication)


def at_work(day: date, chance: Random) -> datetime:
    """A moment in working hours of that day, or of the Monday after."""
    while day.weekday() >= SATURDAY:
        day += DAY
    clock = time(chance.choice(WORKING_HOURS), chance.randrange(60), chance.randrange(60))
    return datetime.combine(day, clock, tzinfo=UTC)


def between(start: datetime, end: datetime, chance: Random) -> datetime:
    """A moment in between, in working hours as far as there is room."""
    moment = at_work((start + (end - start) * chance.random()).date(), chance)
    return min(max(moment, start + MINUTE), end - MINUTE)


def in_order(count: int, start: datetime, end: datetime, chance: Random) -> Sequence[datetime]:
    return sorted(between(start, end, chance) for _number in range(count))
