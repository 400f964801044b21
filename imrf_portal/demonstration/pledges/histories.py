"""The history of one made-up pledge: its moves, its partners, its reports, with all their times."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from imrf_portal.demonstration.pledges.bodies import Body, Goal, body_of
from imrf_portal.demonstration.pledges.stories import Story
from imrf_portal.demonstration.pledges.words import sentences_in
from imrf_portal.demonstration.states import BEING_PREPARED
from imrf_portal.demonstration.times import DAY, MINUTE, at_work
from pledges.choices import PartnerState, Stage

MONTH, YEAR = timedelta(days=30.4), timedelta(days=365)
SETTLED = timedelta(days=60)  # from publication to the first report, at least
HOW_OFTEN_ON_COURSE = {Stage.FULFILLED: 1, Stage.IN_PROGRESS: 0.55, Stage.DISCONTINUED: 0}
ALMOST = Decimal("0.96")
ONE = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The pace of one forum, in days. `begun` counts from `opened`, the rest from one another."""

    opened: date
    begun: range
    handed_in: range
    between_moves: range


HELD = {
    2022: Calendar(
        opened=date(2022, 1, 10),
        begun=range(75),
        handed_in=range(9, 35),
        between_moves=range(2, 9),
    ),
    2026: Calendar(
        opened=date(2025, 7, 14),
        begun=range(250),
        handed_in=range(9, 35),
        between_moves=range(2, 9),
    ),
}
# What was begun on a day of its own, in days from the opening.
BEGUN = {"PLG-2022-0147": 40, "PLG-2026-0021": 42}


def calendar_of(year: int, today: date) -> Calendar:
    """The forum being prepared was opened sixty days before the first load; all fits into that."""
    coming = Calendar(
        opened=today - 60 * DAY,
        begun=range(1, 9),
        handed_in=range(9, 20),
        between_moves=range(1, 3),
    )
    return coming if year == BEING_PREPARED else HELD[year]


@dataclass(frozen=True)
class Joining:
    """A partner: asked, and decided where it has."""

    name: str
    state: PartnerState
    invited_at: datetime
    decided_at: datetime | None

    def has_left(self, moment: datetime) -> bool:
        gone = self.decided_at if self.state is PartnerState.LEFT else None
        return gone is not None and gone <= moment


@dataclass(frozen=True)
class Said:
    """What was reported on one target on one day."""

    value: Decimal
    as_of: date
    evidence: str
    at: datetime


@dataclass(frozen=True)
class Told:
    """A word besides the figures: a new stage, or that nothing is new."""

    stage: Stage | None
    reason: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class History:
    story: Story
    body: Body
    begun: datetime
    moves: tuple[datetime, ...]
    publication: datetime
    stage: Stage
    partners: Sequence[Joining]
    reports: Sequence[Sequence[Said]]  # of each goal
    news: Sequence[Told]

    @property
    def news_at(self) -> datetime | None:
        said = [report.at for reports in self.reports for report in reports]
        return max([*said, *(told.at for told in self.news)], default=None)

    @property
    def published_at(self) -> datetime | None:
        return self._at("publish") or self._at("release")

    @property
    def corrected_at(self) -> datetime | None:
        return self._at("correct")

    def _at(self, name: str) -> datetime | None:
        pairs = zip(self.story.moves, self.moves, strict=True)
        return next((at for move, at in pairs if move == name), None)


def history_of(story: Story, today: date, actions: Mapping[int, Sequence[str]]) -> History:
    """The same every time: all chance in it is drawn from the code of the pledge."""
    chance = Random(f"{story.code} history")  # noqa: S311 - made up, not secret
    calendar = calendar_of(story.year, today)
    days = BEGUN.get(story.code, chance.choice(calendar.begun))
    begun = at_work(calendar.opened + days * DAY, chance)
    moves = tuple(_moves(story, begun, calendar, chance))
    body = body_of(story, begun.date(), actions)
    last = _last_word(story, moves, today, chance)
    moments = _yearly(moves[-1], last, chance) if last else []
    return History(
        story=story,
        body=body,
        begun=begun,
        moves=moves,
        publication=at_work(today + chance.randint(9, 30) * DAY, chance),
        stage=story.stage if moments else Stage.PLANNING,
        partners=list(_partners(story, begun, moves, chance)),
        reports=[_said(story, goal, moves[-1:], moments, chance) for goal in body.goals],
        news=list(_news(story, moments, chance)),
    )


def _moves(story: Story, begun: datetime, calendar: Calendar, chance: Random) -> Iterator[datetime]:
    day = begun.date() + chance.choice(calendar.handed_in) * DAY
    for name in story.moves:
        if name == "correct":
            day += chance.randint(20, 80) * DAY
        at = at_work(day, chance)
        yield at
        day = at.date() + chance.choice(calendar.between_moves) * DAY


def _last_word(
    story: Story, moves: Sequence[datetime], today: date, chance: Random
) -> datetime | None:
    """When something was heard of the pledge last; None if nothing has been."""
    if not story.is_published:
        return None
    day = today - story.silent * MONTH - chance.randint(3, 25) * DAY
    at = at_work(day - 3 * DAY, chance)  # a weekend may come in between
    return at if at > moves[-1] + SETTLED else None


def _yearly(first: datetime, last: datetime, chance: Random) -> list[datetime]:
    """Once a year, backwards from the last."""
    moments = [last]
    while moments[-1] - YEAR > first + SETTLED:
        moments.append(at_work((moments[-1] - YEAR).date() + chance.randint(-9, 9) * DAY, chance))
    return moments[::-1]


def _said(
    story: Story,
    goal: Goal,
    published: Sequence[datetime],
    moments: Sequence[datetime],
    chance: Random,
) -> list[Said]:
    if story.stage is Stage.PLANNING or not moments:
        return []
    begun = published[0].date()
    told = list(_told(story, goal, begun, moments, chance) if goal.told is None else goal.told)
    many = min(len(told), len(moments))
    return [
        Said(value, _end_of_last_month(moment), evidence, moment)
        for (value, evidence), moment in zip(told[-many:], moments[-many:], strict=True)
    ]


def _end_of_last_month(moment: datetime) -> date:
    return moment.date().replace(day=1) - DAY


def _told(
    story: Story, goal: Goal, begun: date, moments: Sequence[datetime], chance: Random
) -> Iterator[tuple[Decimal, str]]:
    """On course, or behind with a reason, or reached at last where the pledge is fulfilled."""
    words = sentences_in(story.language)
    on_course = chance.random() < HOW_OFTEN_ON_COURSE[story.stage]
    way = Decimal(0)
    for number, moment in enumerate(moments, 1):
        elapsed = (moment.date() - begun) / (goal.due_on - begun)
        pace = chance.uniform(0.9, 1.2) if on_course else chance.uniform(0.2, 0.5)
        way = max(way, min(Decimal(elapsed * pace), ALMOST))
        if story.stage is Stage.FULFILLED and number == len(moments):
            way = ONE + Decimal(chance.randint(0, 9)) / 100
        evidence = str(chance.choice(words["evidence"]))
        if not on_course and number == len(moments):
            evidence = f"{evidence} {chance.choice(words['behind'])}"
        yield _value(goal, way), evidence


def _value(goal: Goal, way: Decimal) -> Decimal:
    """A whole number; of large ones a multiple of ten. No share exceeds a hundred."""
    step = -1 if abs(goal.value) > 1000 else 0  # noqa: PLR2004 - from here on it is large
    reached = round(goal.baseline + way * (goal.value - goal.baseline), step)
    most = Decimal(100) if goal.value < 100 else None  # noqa: PLR2004 - per cent
    return (min(reached, most) if most else reached).quantize(Decimal("0.01"))


def _news(story: Story, moments: Sequence[datetime], chance: Random) -> Iterator[Told]:
    """In progress with the first report, at its end with the last; else each year nothing new."""
    if story.stage is Stage.PLANNING:
        yield from (Told(None, "", moment) for moment in moments)
        return
    later = 20 * MINUTE
    reason = str(chance.choice(sentences_in(story.language)["discontinued"]))
    for moment in moments[:1]:
        yield Told(Stage.IN_PROGRESS, "", moment + later)
    if story.stage is not Stage.IN_PROGRESS:
        for moment in moments[-1:]:
            is_end = story.stage is Stage.DISCONTINUED
            yield Told(story.stage, reason if is_end else "", moment + 2 * later)


def _partners(
    story: Story, begun: datetime, moves: Sequence[datetime], chance: Random
) -> Iterator[Joining]:
    """Asked while it was a draft, and decided before it was submitted; who left, left later."""
    for name, state in story.partners:
        invited = begun + chance.randint(20, 240) * MINUTE
        if state is PartnerState.INVITED:
            yield Joining(name, state, invited, None)
        elif state is PartnerState.LEFT and moves:
            gone = at_work(moves[-1].date() + chance.randint(9, 40) * DAY, chance)
            yield Joining(name, state, invited, gone)
        else:
            decided = at_work(invited.date() + chance.randint(1, 3) * DAY, chance)
            yield Joining(name, state, invited, decided)
