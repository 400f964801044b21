"""Rounds begin and end with the moves of the practice, in the same transaction."""

from django.db.models import Max

from practices.choices import AssignmentState, Recommendation
from practices.models import Assignment, Practice, Round
from practices.peer_review import kinds
from practices.peer_review.inviting import call_off
from practices.peer_review.telling import tell_reviewer
from publication.choices import State
from publication.workflow import Attempt, Move

DECISIONS = {
    "accept": Recommendation.ACCEPT,
    "ask to revise": Recommendation.REVISE,
    "decline": Recommendation.DECLINE,
}


def follow_up(practice: Practice, move: Move, attempt: Attempt) -> None:
    """What else a move of a practice changes."""
    if move.source == State.UNDER_REVIEW:
        end_round(practice, move, attempt)
    if move.target == State.UNDER_REVIEW:
        begin_round(practice, attempt)
    if move.target == State.ACCEPTED and move.source == State.UNDER_REVIEW:
        Practice.objects.filter(pk=practice.pk).update(reviewed_at=attempt.now)
    if move.target == State.PUBLISHED and move.source in {State.ACCEPTED, State.SCHEDULED}:
        thank(practice)


def begin_round(practice: Practice, attempt: Attempt) -> Round:
    last = practice.rounds.aggregate(last=Max("number"))["last"] or 0
    return Round.objects.create(practice=practice, number=last + 1, began_at=attempt.now)


def end_round(practice: Practice, move: Move, attempt: Attempt) -> None:
    """With the decision and its letter, or without where it was withdrawn. Reviewers may stop."""
    decision = DECISIONS.get(move.name, "")
    ended = practice.rounds.filter(ended_at=None)
    of_round = Assignment.objects.with_names().filter(round__in=list(ended))
    open_still = list(of_round.open())
    reviewed = list(of_round.filter(state=AssignmentState.REVIEWED))
    ended.update(
        ended_at=attempt.now,
        decision=decision,
        letter=attempt.note if decision else "",
        decided_by=attempt.by if decision else None,
    )
    for assignment in open_still:
        call_off(assignment, None)
    for assignment in reviewed if decision else []:
        tell_reviewer(assignment, kinds.DECIDED)


def thank(practice: Practice) -> None:
    """Each who reviewed it, in whichever round, once."""
    reviewed = Assignment.objects.with_names().filter(
        round__practice=practice, state=AssignmentState.REVIEWED
    )
    last = {assignment.reviewer_id: assignment for assignment in reviewed.order_by("reviewed_at")}
    for assignment in last.values():
        tell_reviewer(assignment, kinds.THANKS)
