"""Asking a reviewer, calling off, asking another instead."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from practices.choices import AssignmentState
from practices.models import Assignment, Practice, Reviewer, Round
from practices.peer_review import kinds
from practices.peer_review.moves import move_assignment
from practices.peer_review.obstacles import obstacles_of, period_of
from practices.peer_review.reasons import Reason
from practices.peer_review.suggestions import suggestions_for
from practices.peer_review.telling import tell_reviewer
from practices.rules import is_examiner
from stakeholders.models import User
from stakeholders.record import acting


class CannotInviteError(Exception):
    """Nothing was written; `problems` says why, for the Secretariat."""

    def __init__(self, problems: "Iterable[str | Promise]") -> None:
        self.problems = [str(problem) for problem in problems]
        super().__init__(" ".join(self.problems))


class NotAllowedError(Exception):
    """This person does not decide on the practice."""


@transaction.atomic
def invite(
    practice: Practice,
    reviewer: Reviewer,
    by: User | None,
    is_further: bool = False,
    reasons: Iterable[Reason] = (),
) -> Assignment:
    """Ask a reviewer to review the practice in its open round, and tell them. `by=None` is the
    portal. Raises CannotInviteError where something stands in the way.
    """
    if by is not None and not is_examiner.test(by, practice):
        raise NotAllowedError
    now = timezone.now()
    one_round = _held(practice, reviewer, now)
    if is_further and one_round.assignments.taken().filter(is_further=True).exists():
        raise CannotInviteError([_("A further reviewer is asked already.")])
    period = period_of(one_round.practice.call, now)
    with acting(by, "invite"):
        made = Assignment.objects.create(
            round=one_round,
            reviewer=reviewer,
            is_further=is_further,
            invited_at=now,
            invited_by=by,
            answer_due_at=period.answer_due_at,
            review_due_at=period.review_due_at,
            reasons_to_ask=[reason.code for reason in reasons],
        )
    tell_reviewer(made, kinds.INVITED)
    return made


def _held(practice: Practice, reviewer: Reviewer, now: datetime) -> Round:
    """The open round. It and the reviewer are locked, so that of two who ask at once the second
    sees what the first did.
    """
    rounds = Round.objects.select_related("practice__call", "practice__organisation__country")
    one_round = (
        rounds.select_for_update(of=("self",)).filter(practice=practice, ended_at=None).first()
    )
    if one_round is None:
        raise CannotInviteError([_("No round of review is open.")])
    locked = Reviewer.objects.select_for_update(of=("self",), no_key=True)
    current = locked.select_related("user").get(pk=reviewer.pk)
    if problems := obstacles_of(one_round, [current], now)[current.pk]:
        raise CannotInviteError(map(str, problems))
    return one_round


@transaction.atomic
def call_off(assignment: Assignment, by: User | None, reason: str = "") -> Assignment:
    """Tell a reviewer who was asked or accepted that they need not review. Raises as the move."""
    ended = move_assignment(assignment, "call off", by=by, reason=reason)
    tell_reviewer(ended, kinds.CALLED_OFF, note=reason.strip())
    return ended


@transaction.atomic
def send_again(assignment: Assignment, by: User) -> Assignment:
    """Renew an invitation that was not answered: with a new token, and its days from today. The
    token of the mail before is worth nothing. Raises CannotInviteError if it was answered.
    """
    if not is_examiner.test(by, assignment.practice):
        raise NotAllowedError
    locked = Assignment.objects.with_names().select_for_update(of=("self",))
    current = locked.get(pk=assignment.pk)
    if current.state != AssignmentState.INVITED:
        raise CannotInviteError([_("It was answered in the meantime.")])
    period = period_of(current.practice.call, timezone.now())
    current.invitation += 1
    current.answer_due_at, current.review_due_at = period.answer_due_at, period.review_due_at
    with acting(by, "invite again"):
        current.save(update_fields=["invitation", "answer_due_at", "review_due_at"])
    tell_reviewer(current, kinds.INVITED)
    return current


@transaction.atomic
def replace(
    assignment: Assignment, reviewer: Reviewer, by: User | None, reasons: Iterable[Reason] = ()
) -> Assignment:
    """Ask another instead; who has not answered or not handed in is called off."""
    if assignment.state in {AssignmentState.INVITED, AssignmentState.ACCEPTED}:
        call_off(assignment, by)
    return invite(
        assignment.practice, reviewer, by, is_further=assignment.is_further, reasons=reasons
    )


def invite_best(
    practice: Practice, by: User | None, *, is_further: bool = False, belonging: str = ""
) -> Assignment | None:
    """Ask the first who is suggested and can still be asked, of one side where one is given.

    None if there is nobody.
    """
    for one in suggestions_for(practice):
        if belonging and one.reviewer.belonging != belonging:
            continue
        try:
            return invite(practice, one.reviewer, by, is_further, one.reasons)
        except CannotInviteError:
            continue  # somebody else was quicker
    return None
