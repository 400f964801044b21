"""The one function that moves an assignment, and the one module that writes its state."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from practices.choices import AssignmentState
from practices.models import Assignment, Round
from practices.peer_review.workflow import ASSIGNMENT_WORKFLOW
from publication.moves import AlreadyMovedError, NotAllowedError, NotReadyError
from publication.workflow import Attempt, Move
from stakeholders.models import User
from stakeholders.record import acting


@transaction.atomic
def move_assignment(
    assignment: Assignment, name: str, *, by: User | None, reason: str = "", declared: bool = False
) -> Assignment:
    """Make the move and record it, in one transaction. `by=None` is the portal.

    Raises UnknownMoveError, NotAllowedError, AlreadyMovedError or NotReadyError, and then nothing
    is written. Returns the assignment as it is now; the database keeps each version of its row.
    """
    attempt = Attempt(by=by, now=timezone.now(), note=reason.strip(), declared=declared)
    # The round first, as everywhere: so nobody who changes it waits for another in a circle.
    Round.objects.select_for_update(of=("self",)).get(pk=assignment.round_id)
    locked = Assignment.objects.with_names().select_for_update(of=("self",))
    current = locked.get(pk=assignment.pk)
    move = ASSIGNMENT_WORKFLOW.find(name, current.state)
    _check(move, current, attempt)
    with acting(by, move.name):
        changed = Assignment.objects.filter(pk=current.pk, state=move.source)
        if changed.update(state=move.target, **_dates(move, attempt)) != 1:
            raise AlreadyMovedError(None)
    return locked.get(pk=current.pk)


def _check(move: Move, assignment: Assignment, attempt: Attempt) -> None:
    if not move.may.test(attempt.by, assignment):
        raise NotAllowedError(move.name)
    if assignment.state != move.source:
        raise AlreadyMovedError(None)
    problems = list(move.ready(assignment, attempt))
    if problems:
        raise NotReadyError(problems)


def _dates(move: Move, attempt: Attempt) -> dict[str, Any]:
    values: dict[str, Any] = {"reason": attempt.note} if attempt.note else {}
    match move.target:
        case AssignmentState.ACCEPTED if move.source == AssignmentState.INVITED:
            values |= {"no_conflict_at": attempt.now, "answered_at": attempt.now}
        case AssignmentState.REVIEWED:
            values["reviewed_at"] = attempt.now
        case AssignmentState.DECLINED if move.source == AssignmentState.INVITED:
            values |= {"answered_at": attempt.now, "ended_at": attempt.now}
        case AssignmentState.DECLINED | AssignmentState.LAPSED | AssignmentState.CALLED_OFF:
            values["ended_at"] = attempt.now
    return values
