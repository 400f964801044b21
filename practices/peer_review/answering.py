"""Verbs of an invitation and of a review that is under way: accept, refuse, step down, give back.

Whoever is lost is replaced by the portal at once, if the round would have too few reviewers.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from practices.choices import Belonging
from practices.models import Assignment
from practices.peer_review import kinds
from practices.peer_review.inviting import invite_best
from practices.peer_review.moves import move_assignment
from practices.peer_review.quorum import FEWEST
from practices.peer_review.telling import got_the_invitation, tell_reviewer, tell_secretariat
from publication.moves import AlreadyMovedError, NotReadyError
from stakeholders.models import User


def accept(*, assignment: Assignment, by: User, declared: bool) -> Assignment:
    """`declared` says that there is no conflict of interest. Raises as `move_assignment`."""
    return move_assignment(assignment, "accept", by=by, declared=declared)


@transaction.atomic
def refuse(
    *, assignment: Assignment, by: User, reason: str = "", has_conflict: bool = False
) -> Assignment:
    """The Secretariat alone reads the reason, or what the conflict is."""
    told = _conflict_in_words(reason) if has_conflict else reason
    lost = move_assignment(assignment, "refuse", by=by, reason=told)
    replace_lost(lost)
    return lost


@transaction.atomic
def step_down(*, assignment: Assignment, by: User, reason: str) -> Assignment:
    """After having accepted, with a reason for the Secretariat. What was written is kept."""
    lost = move_assignment(assignment, "step down", by=by, reason=reason)
    replace_lost(lost)
    return lost


@transaction.atomic
def give_back(*, assignment: Assignment, by: User, reason: str) -> Assignment:
    """The Secretariat asks for a correction: the review does not count until it is in again."""
    given = move_assignment(assignment, "give back", by=by, reason=reason)
    tell_reviewer(given, kinds.GIVEN_BACK, note=reason, about=str(given.review.revision))
    return given


def lapse_unanswered(now: datetime) -> int:
    """End invitations whose time has passed, and ask others; returns how many lapsed."""
    return sum(1 for one in Assignment.objects.unanswered(now).order_by("pk") if _lapse(one))


@transaction.atomic
def _lapse(assignment: Assignment) -> bool:
    """False where it was answered just now."""
    reached = got_the_invitation(assignment)
    try:
        lost = move_assignment(assignment, "lapse", by=None)
    except (AlreadyMovedError, NotReadyError):
        return False
    if reached:
        tell_reviewer(lost, kinds.LAPSED)
    replace_lost(lost)
    return True


def replace_lost(lost: Assignment) -> Assignment | None:
    """Ask the next in place of one who will not review, where one is missing now."""
    following = None
    if is_missed(lost):
        side = "" if lost.is_further else lost.reviewer.belonging
        following = invite_best(lost.practice, None, is_further=lost.is_further, belonging=side)
    name = str(following.reviewer) if following else ""
    tell_secretariat(lost, kinds.LOST, note=lost.reason, following=name)
    return following


def is_missed(lost: Assignment) -> bool:
    """Without this one, the round has fewer of that side than a decision needs."""
    taken = lost.round.assignments.taken()
    if lost.round.ended_at is not None:
        return False
    if lost.is_further:
        return not taken.filter(is_further=True).exists()
    side = Belonging(lost.reviewer.belonging)
    return taken.filter(reviewer__belonging=side).count() < FEWEST[side]


def _conflict_in_words(reason: str) -> str:
    if not reason.strip():
        return _("Has a conflict of interest.")
    return _("Has a conflict of interest: %(reason)s") % {"reason": reason.strip()}
