"""The seats of a round: when each reviewer was asked, answered and handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random

from imrf_portal.demonstration.practices.reviewers import Entry
from imrf_portal.demonstration.practices.scripted import (
    CALLED_OFF,
    INVITED,
    LAPSED,
    REFUSED,
    REVIEWED,
    Plan,
)
from imrf_portal.demonstration.times import DAY, HOUR, MINUTE, between

DAYS_TO_ANSWER, DAYS_TO_REVIEW = 7 * DAY, 21 * DAY
# What the further reviewer has, and the last hours, which belong to whoever decides.
FOR_FURTHER, BEFORE_DECISION = 12 * DAY, 2 * DAY
JUST_ASKED = 3 * DAY


@dataclass(frozen=True, kw_only=True)
class Seat:
    plan: Plan
    entry: Entry
    invited_at: datetime
    answered_at: datetime | None = None
    reviewed_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def answer_due_at(self) -> datetime:
        return self.invited_at + DAYS_TO_ANSWER

    @property
    def review_due_at(self) -> datetime:
        return self.answer_due_at + DAYS_TO_REVIEW

    @property
    def has_read(self) -> bool:
        return self.answered_at is not None and self.plan.state != REFUSED


@dataclass(frozen=True, kw_only=True)
class Span:
    """From when to when a round lasted; until the day of the first load where it is open."""

    began_at: datetime
    last: datetime
    is_open: bool

    @property
    def end(self) -> datetime:
        return self.last - (MINUTE if self.is_open else BEFORE_DECISION)


def seated(chosen: Sequence[tuple[Plan, Entry]], span: Span, chance: Random) -> Sequence[Seat]:
    """The further reviewer is asked as soon as all others have handed in."""
    until = span.end
    for plan, _entry in chosen:
        if plan.is_further:
            until -= JUST_ASKED if plan.state == INVITED else FOR_FURTHER
    first = [
        Seat(plan=plan, entry=entry, invited_at=_asked_at(plan, span, chance))
        for plan, entry in chosen
        if not plan.is_further
    ]
    seats = [_followed(seat, until, span, chance) for seat in first]
    further = [
        Seat(plan=plan, entry=entry, invited_at=until) for plan, entry in chosen if plan.is_further
    ]
    if further:  # the last of the others has just handed in
        seats[-1] = replace(seats[-1], reviewed_at=until - MINUTE)
    return [*seats, *(_followed(seat, span.end, span, chance) for seat in further)]


def _asked_at(plan: Plan, span: Span, chance: Random) -> datetime:
    """Soon after the round began. Who has not answered yet was asked in place of another."""
    if plan.state == INVITED and span.last - span.began_at > DAYS_TO_ANSWER:
        return between(span.last - JUST_ASKED, span.end, chance)
    return between(span.began_at, min(span.began_at + 2 * DAY, span.end), chance)


def _followed(seat: Seat, until: datetime, span: Span, chance: Random) -> Seat:
    """What became of it: who reviewed handed in before `until`."""
    answered_at = seat.invited_at + chance.randint(3, 70) * HOUR + chance.randint(1, 59) * MINUTE
    if seat.plan.state == INVITED:
        return seat
    if seat.plan.state == LAPSED:
        return replace(seat, ended_at=seat.answer_due_at + chance.randint(2, 58) * MINUTE)
    seat = replace(seat, answered_at=answered_at)
    if seat.plan.state == REFUSED:
        return replace(seat, ended_at=answered_at)
    if seat.plan.state == CALLED_OFF:
        return replace(seat, ended_at=span.last)
    if seat.plan.state == REVIEWED:
        first = min(answered_at + 5 * DAY, until - HOUR)
        return replace(seat, reviewed_at=between(first, until, chance))
    return seat
