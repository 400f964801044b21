"""The one reviewer more that diverging scores call for, by itself."""

from django.db import transaction
from django.utils import timezone

from practices.models import Assignment, Round
from practices.peer_review import kinds
from practices.peer_review.inviting import invite_best
from practices.peer_review.quorum import standing_of
from practices.peer_review.telling import tell_secretariat


@transaction.atomic
def call_further(one_round: Round) -> Assignment | None:
    """Ask one more reviewer if the reviews of the round diverge and nobody was asked yet.

    Safe to call at any time: the round is locked, and of many who call at once one asks.
    """
    current = Round.objects.select_for_update(of=("self",)).get(pk=one_round.pk)
    if not wants_further(current):
        return None
    last = current.assignments.with_names().filter(reviewed_at__isnull=False).latest("reviewed_at")
    called = invite_best(last.practice, None, is_further=True)
    if called is None:
        tell_secretariat(last, kinds.WANTED)
        return None
    Round.objects.filter(pk=current.pk).update(further_called_at=timezone.now())
    tell_secretariat(called, kinds.FURTHER, following=str(called.reviewer))
    return called


def wants_further(one_round: Round) -> bool:
    """The round is open, its reviews diverge, and no further reviewer is at it."""
    if one_round.ended_at is not None or not standing_of(one_round).wants_further:
        return False
    return not one_round.assignments.taken().filter(is_further=True).exists()


def call_all_further() -> int:
    """Make up for what could not be called when it was wanted; returns how many were asked."""
    opened = Round.objects.filter(ended_at=None)
    return sum(1 for one_round in opened if call_further(one_round) is not None)
