"""Why somebody on the roster cannot be asked to review a practice in its open round."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.choices import AssignmentState
from practices.models import Assignment, Call, Practice, Reviewer, Round
from practices.peer_review.conflicts import Conflict, conflicts_of
from practices.roster.load import is_away, loads_of
from publication.models import StateChange
from stakeholders.choices import Role
from stakeholders.models import User


class Reason(Enum):
    NOT_ON_ROSTER = "not-on-roster"
    SECRETARIAT = "secretariat"
    ASKED = "asked"
    REFUSED = "refused"
    READ_BEFORE_APPEAL = "read-before-appeal"
    AWAY = "away"
    FULL = "full"


WORDS: Mapping[Reason, Promise] = {
    Reason.NOT_ON_ROSTER: _("Not on the roster."),
    Reason.SECRETARIAT: _("Works for the Secretariat, which decides."),
    Reason.ASKED: _("Asked in this round already."),
    Reason.REFUSED: _("Refused to review this practice before."),
    Reason.READ_BEFORE_APPEAL: _("Reviewed it before the appeal."),
    Reason.AWAY: _("Away in the time of the review."),
    Reason.FULL: _("Has taken as many reviews this semester as they want."),
}


@dataclass(frozen=True)
class Obstacle:
    reason: Reason

    def __str__(self) -> str:
        return str(WORDS[self.reason])


@dataclass(frozen=True)
class Period:
    """The time of a review that is asked for now."""

    asked_at: datetime
    answer_due_at: datetime
    review_due_at: datetime


def period_of(call: Call, now: datetime) -> Period:
    """Who answers on the last day still has all the days that the call gives to review."""
    answer_due_at = now + timedelta(days=call.days_to_answer)
    return Period(now, answer_due_at, answer_due_at + timedelta(days=call.days_to_review))


def obstacles_of(
    one_round: Round, reviewers: Collection[Reviewer], now: datetime
) -> Mapping[int, list[Obstacle | Conflict]]:
    """By the number of each reviewer; the list is empty where they can be asked."""
    practice = one_round.practice
    history, standing = _history(one_round), _standing(reviewers)
    loads = loads_of(reviewers, now)
    conflicts = conflicts_of(practice, reviewers)
    period = period_of(practice.call, now)
    return {
        one.pk: [
            *conflicts[one.pk],
            *(Obstacle(reason) for reason in history.get(one.pk, ())),
            *(Obstacle(reason) for reason in standing.get(one.pk, ())),
            *(Obstacle(reason) for reason in _of_their_own(one, loads[one.pk], period)),
        ]
        for one in reviewers
    }


def _of_their_own(reviewer: Reviewer, load: int, period: Period) -> list[Reason]:
    found = {
        Reason.AWAY: is_away(reviewer, period.asked_at.date(), period.review_due_at.date()),
        Reason.FULL: load >= reviewer.most_a_semester,
    }
    return [reason for reason, holds in found.items() if holds]


def _standing(reviewers: Collection[Reviewer]) -> Mapping[int, list[Reason]]:
    """Who is not on the roster, or belongs to those who decide."""
    numbers = [one.pk for one in reviewers]
    active = set(Reviewer.objects.active().filter(pk__in=numbers).values_list("pk", flat=True))
    deciders = set(User.objects.holding(Role.SECRETARIAT).values_list("pk", flat=True))
    return {
        one.pk: [
            *([] if one.pk in active else [Reason.NOT_ON_ROSTER]),
            *([Reason.SECRETARIAT] if one.user_id in deciders else []),
        ]
        for one in reviewers
    }


def _history(one_round: Round) -> Mapping[int, set[Reason]]:
    """What happened between a reviewer and this practice before."""
    reopened_at = _reopened_at(one_round.practice)
    found: dict[int, set[Reason]] = {}
    rows = Assignment.objects.filter(round__practice=one_round.practice).select_related("round")
    for one in rows:
        reasons = found.setdefault(one.reviewer_id, set())
        has_read = one.no_conflict_at is not None
        if one.round_id == one_round.pk:
            reasons.add(Reason.ASKED)
        elif one.state == AssignmentState.DECLINED:
            reasons.add(Reason.REFUSED)
        elif has_read and reopened_at is not None and one.round.began_at < reopened_at:
            reasons.add(Reason.READ_BEFORE_APPEAL)
    return found


def _reopened_at(practice: Practice) -> datetime | None:
    """When an appeal was heard last."""
    reopened = StateChange.objects.of(practice).filter(move="reopen").last()
    return reopened.at if reopened else None
