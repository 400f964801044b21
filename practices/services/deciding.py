"""Verbs of the Secretariat on a practice: screen it, decide on its reviews, decide on an appeal."""

from collections.abc import Collection, Sequence

from django.db import transaction

from practices.choices import AssignmentState
from practices.models import PeerReview, Practice, RevisionPoint, Round
from practices.services.errors import PracticeError
from publication.choices import State
from publication.models import StateChange
from publication.moves import AlreadyMovedError, make_move
from stakeholders.models import User

SCREENING = ("take in", "return", "decline")
DECISIONS = ("accept", "ask to revise", "decline")
ON_APPEAL = ("uphold", "reopen")


class ReviewsChangedError(PracticeError):
    """A review came in, or was given back, since the letter was begun."""


@transaction.atomic
def screen(*, practice: Practice, move: str, note: str, by: User) -> StateChange:
    """Take in, return with a note, or decline with a reason. Raises as `make_move`."""
    _check_state(practice, State.SUBMITTED)
    return make_move(practice, _one_of(move, SCREENING), by=by, note=note)


@transaction.atomic
def decide(
    *,
    practice: Practice,
    move: str,
    letter: str,
    points: Sequence[str],
    seen: Collection[str],
    by: User,
) -> StateChange:
    """End the open round with a decision and its letter; to revise, with the points.

    `seen` are the reviews that the letter was written from, as `reviews_in` names them. Raises
    ReviewsChangedError, or as `make_move`, and then nothing is written.
    """
    _one_of(move, DECISIONS)
    _check_state(practice, State.UNDER_REVIEW)
    open_rounds = Round.objects.select_for_update(of=("self",)).filter(practice=practice)
    one_round = open_rounds.get(ended_at=None)
    if set(reviews_in(one_round)) != set(seen):
        raise ReviewsChangedError
    if move == "ask to revise":
        _write_points(one_round, points)
    return make_move(practice, move, by=by, note=letter)


def reviews_in(one_round: Round) -> list[str]:
    """Which reviews are in, each with its revision: one that was given back comes in as another."""
    reviews = PeerReview.objects.filter(
        assignment__round=one_round, assignment__state=AssignmentState.REVIEWED
    )
    return [f"{pk}-{revision}" for pk, revision in reviews.values_list("pk", "revision")]


def _write_points(one_round: Round, points: Sequence[str]) -> None:
    one_round.points.all().delete()
    said = [text.strip() for text in points if text.strip()]
    RevisionPoint.objects.bulk_create(
        RevisionPoint(round=one_round, number=number, text=text)
        for number, text in enumerate(said, 1)
    )


@transaction.atomic
def decide_appeal(*, practice: Practice, move: str, note: str, by: User) -> StateChange:
    """Uphold the decision, or reopen the review. Raises as `make_move`."""
    return make_move(practice, _one_of(move, ON_APPEAL), by=by, note=note)


def _check_state(practice: Practice, state: State) -> None:
    """“Decline” starts from two states: what was begun on the page of one is not done in another.

    Locks the practice, as everybody does before its round.
    """
    current = Practice.objects.select_for_update(of=("self",)).get(pk=practice.pk)
    if current.state != state:
        raise AlreadyMovedError(StateChange.objects.of(practice).last())


def _one_of(move: str, moves: Sequence[str]) -> str:
    if move not in moves:
        raise ValueError(move)
    return move
