"""Verbs of writing a review: save the draft, hand it in. Nothing is written over another tab's."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from practices.choices import AssignmentState
from practices.models import Assignment, PeerReview, Round
from practices.peer_review import kinds
from practices.peer_review.further import call_further
from practices.peer_review.moves import move_assignment
from practices.peer_review.telling import tell_reviewer, tell_secretariat
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from stakeholders.models import User

# What a form starts from while nothing was saved: the first save of two tabs is refused to one.
FIRST_REVISION = 1


def may_write(user: User, assignment: Assignment) -> bool:
    """The reviewer who accepted, until the review is handed in or the round is over."""
    return (
        assignment.reviewer.user_id == user.pk
        and assignment.state == AssignmentState.ACCEPTED
        and assignment.round.ended_at is None
    )


@transaction.atomic
def save_review(
    *, assignment: Assignment, base: int, write: Callable[[PeerReview], None], by: User
) -> PeerReview:
    """Save whatever the draft holds, over the revision that the writer has seen.

    Raises StaleSaveError, or ClosedDraftError once it is handed in, called off or decided.
    """
    # Locked, so that no save slips in behind the review that was handed in.
    current = Assignment.objects.with_names().select_for_update(of=("self",)).get(pk=assignment.pk)
    if not may_write(by, current):
        raise ClosedDraftError
    review, _new = PeerReview.objects.get_or_create(
        assignment=current, defaults={"revision": FIRST_REVISION}
    )
    seen = PeerReview.objects.filter(pk=review.pk, revision=base)
    if seen.update(revision=F("revision") + 1, saved_at=timezone.now()) != 1:
        raise StaleSaveError
    review.refresh_from_db()
    write(review)
    return review


@transaction.atomic
def hand_in(*, assignment: Assignment, by: User) -> Assignment:
    """The review counts from now on, and is told to the Secretariat. Where the reviews of the
    round diverge, one more is called for. Raises as `move_assignment`.
    """
    # One at a time a round: the last to hand in sees all that are in.
    one_round = Round.objects.select_for_update(of=("self",)).get(pk=assignment.round_id)
    done = move_assignment(assignment, "hand in", by=by)
    about = str(done.review.revision)
    tell_reviewer(done, kinds.RECEIVED, about=about)
    tell_secretariat(done, kinds.HANDED_IN, about=about)
    call_further(one_round)
    return done
