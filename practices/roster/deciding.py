"""The Secretariat takes on the roster or not, takes an invitation back, and retires."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from practices.choices import AssignmentState, RosterState
from practices.models import Assignment, Reviewer
from practices.peer_review.inviting import call_off
from practices.roster import kinds
from practices.roster.errors import ChangedMeanwhileError, NoReasonError, NotAllowedError
from practices.roster.joining import give_role, tell
from practices.roster.rules import may_look_after
from stakeholders.choices import Role
from stakeholders.models import Membership, User
from stakeholders.record import acting
from stakeholders.services.roles import finish


@dataclass(frozen=True)
class Step:
    source: RosterState
    target: RosterState
    tells: str
    needs_note: bool = False


STEPS: Mapping[str, Step] = {
    "accept": Step(RosterState.APPLIED, RosterState.ACTIVE, kinds.ACCEPTED),
    "decline": Step(RosterState.APPLIED, RosterState.DECLINED, kinds.DECLINED, needs_note=True),
    "take-back": Step(RosterState.INVITED, RosterState.DECLINED, ""),
    "retire": Step(RosterState.ACTIVE, RosterState.RETIRED, kinds.RETIRED),
}


@transaction.atomic
def decide(*, reviewer: Reviewer, step: str, by: User, note: str = "") -> Reviewer:
    """Make one of the steps. Retiring is one's own to do as well. KeyError if there is no such."""
    wanted = STEPS[step]
    is_leaving = step == "retire" and reviewer.user == by
    if not (may_look_after(by, reviewer) or is_leaving):
        raise NotAllowedError
    note = note.strip()
    if wanted.needs_note and not note:
        raise NoReasonError
    locked = Reviewer.objects.select_for_update(of=("self",)).select_related("user", "organisation")
    current = locked.get(pk=reviewer.pk)
    if current.state != wanted.source:
        raise ChangedMeanwhileError
    current.state, current.note = wanted.target, note[:500]
    current.decided_at, current.decided_by = timezone.now(), by
    with acting(by, step):
        current.save()
        _change_role(current, wanted.target, by)
    if wanted.tells and not is_leaving:
        about = current.decided_at.isoformat()
        tell(current, wanted.tells, current.user, about=about, note=note[:500])
    return current


def _change_role(reviewer: Reviewer, state: RosterState, by: User) -> None:
    if state == RosterState.ACTIVE:
        give_role(reviewer, by=by)
    if state == RosterState.RETIRED:
        held = Membership.objects.active().filter(user=reviewer.user, role=Role.REVIEWER)
        for membership in held.select_related("user"):
            finish(membership, by=by, note=reviewer.note[:300])
        _call_off_the_unanswered(reviewer)


def _call_off_the_unanswered(reviewer: Reviewer) -> None:
    """What was accepted can still be finished."""
    asked = Assignment.objects.filter(reviewer=reviewer, state=AssignmentState.INVITED)
    for assignment in asked.with_names():
        call_off(assignment, None)
