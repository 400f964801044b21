"""Who reviewed each made-up practice: rounds, the reviewers asked in each, what became of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from imrf_portal.demonstration.practices.histories import History
from imrf_portal.demonstration.practices.planning import plans_of
from imrf_portal.demonstration.practices.reviewers import ROSTER, Entry
from imrf_portal.demonstration.practices.scripted import FIRST_REVIEWER, LAPSED, REFUSED, Plan
from imrf_portal.demonstration.practices.seats import (
    DAYS_TO_ANSWER,
    DAYS_TO_REVIEW,
    Seat,
    Span,
    seated,
)
from imrf_portal.demonstration.practices.times import midnight
from publication.choices import State

JULY = 7
LOST = {REFUSED, LAPSED}


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One round of review. `ended_at` is None and `end` empty while it is open.

    `end` is the move that ended it; `is_heard` says that an appeal had been heard before.
    """

    number: int
    began_at: datetime
    ended_at: datetime | None
    end: str
    is_heard: bool
    seats: Sequence[Seat] = ()

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def further_called_at(self) -> datetime | None:
        return next((seat.invited_at for seat in self.seats if seat.plan.is_further), None)


def rounds_in(history: History) -> Iterator[Panel]:
    """The rounds of a practice, without anybody in them."""
    number, began_at, is_heard = 0, None, False
    for move, at in history.made:
        if began_at is not None and move.source == State.UNDER_REVIEW:
            yield _round(number, began_at, at, move.name, is_heard)
            began_at = None
        is_heard = is_heard or move.name == "reopen"
        if move.target == State.UNDER_REVIEW:
            number, began_at = number + 1, at
    if began_at is not None:
        yield _round(number, began_at, None, "", is_heard)


def _round(
    number: int, began_at: datetime, ended_at: datetime | None, end: str, is_heard: bool
) -> Panel:
    return Panel(number=number, began_at=began_at, ended_at=ended_at, end=end, is_heard=is_heard)


class Panels:
    """Seats reviewers round by round, in the order in which the rounds began.

    `barred` are, by the code of a practice, the organisations with a conflict of interest in it.
    """

    def __init__(self, today: date, barred: Mapping[str, set[str]]) -> None:
        self.today = today
        self.barred = barred
        self.load: Counter[tuple[str, int, bool]] = Counter()

    def of(self, histories: Sequence[History]) -> Mapping[str, Sequence[Panel]]:
        """By the code of the practice."""
        found: dict[str, list[Panel]] = {history.story.code: [] for history in histories}
        rounds = [(panel, history) for history in histories for panel in rounds_in(history)]
        for panel, history in sorted(rounds, key=lambda row: (row[0].began_at, row[1].story.code)):
            earlier = found[history.story.code]
            earlier.append(self._filled(panel, history, earlier))
        return found

    def _filled(self, panel: Panel, history: History, earlier: Sequence[Panel]) -> Panel:
        chance = Random(f"{history.story.code} round {panel.number}")  # noqa: S311 - made up
        span = Span(
            began_at=panel.began_at,
            last=panel.ended_at or midnight(self.today),
            is_open=panel.is_open,
        )
        chosen: list[tuple[Plan, Entry]] = []
        barred = _not_again(panel, earlier)
        known = {seat.entry.address for one in earlier for seat in one.seats}
        for plan in plans_of(history.story, panel.end, chance):
            pool = self._pool(plan, history, panel, barred)
            if not pool and plan.state in LOST:
                continue
            entry = min(pool, key=self._rank(history, panel, known, chance))
            chosen.append((plan, entry))
            barred.add(entry.address)
            self.load[_semester(entry, panel)] += plan.state not in LOST
        return replace(panel, seats=seated(chosen, span, chance))

    def _rank(
        self, history: History, panel: Panel, known: set[str], chance: Random
    ) -> Callable[[Entry], tuple[bool, int, float]]:
        """Who read it in an earlier round, who has read least and knows the objective."""

        def rank(entry: Entry) -> tuple[bool, int, float]:
            knows = history.story.objective in entry.objectives
            taken = self.load[_semester(entry, panel)]
            return entry.address not in known, taken - 2 * knows, chance.random()

        return rank

    def _pool(
        self, plan: Plan, history: History, panel: Panel, barred: set[str]
    ) -> Sequence[Entry]:
        """Those who can be asked; if need be, with much to do or without the language."""
        if plan.who:
            return [entry for entry in ROSTER if entry.address == plan.who]
        able = [
            entry
            for entry in ROSTER
            if entry.belonging == plan.side
            and entry.address not in barred
            and entry.is_on_roster(panel.began_at)
            and entry.is_on_roster(panel.ended_at or panel.began_at)
            and entry.country not in history.body.countries
            and entry.at not in self.barred[history.story.code]
            # The first is kept for what the tour shows.
            and not (panel.is_open and entry.address == FIRST_REVIEWER)
        ]
        reading = [e for e in able if history.story.language in e.languages]
        return [e for e in reading if self._has_time(e, panel)] or reading or able

    def _has_time(self, entry: Entry, panel: Panel) -> bool:
        if self._is_away(entry, panel):
            return False
        return not panel.is_open or self.load[_semester(entry, panel)] < entry.most

    def _is_away(self, entry: Entry, panel: Panel) -> bool:
        first = panel.began_at.date()
        last = (panel.ended_at or panel.began_at + DAYS_TO_ANSWER + DAYS_TO_REVIEW).date()
        return any(
            self.today + timedelta(days=start) <= last and first <= self.today + timedelta(days=end)
            for start, end in entry.away
        )


def _not_again(panel: Panel, earlier: Sequence[Panel]) -> set[str]:
    """Who refused to review it before; after an appeal, also who read it."""
    return {
        seat.entry.address
        for one in earlier
        for seat in one.seats
        if seat.plan.state == REFUSED or (panel.is_heard and not one.is_heard and seat.has_read)
    }


def _semester(entry: Entry, panel: Panel) -> tuple[str, int, bool]:
    return entry.address, panel.began_at.year, panel.began_at.month >= JULY
