"""Every state of an assignment by every move by every role. A triple that nobody named fails."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from practices.choices import AssignmentState, Recommendation
from practices.models import Assignment, Criterion, PeerReview, Score
from practices.peer_review.moves import move_assignment
from practices.peer_review.rubric import lines_of
from practices.peer_review.workflow import ASSIGNMENT_WORKFLOW
from publication.choices import State
from publication.moves import AlreadyMovedError, NotAllowedError
from tests.factories.practices import assigned, practice_in
from tests.practices.matrices import read
from tests.practices.people import people_around

pytestmark = pytest.mark.django_db

# “made”, “-” (refused to this person), or “late”: one may, but not from that state.
TABLES = """
reviewer
           | accept refuse lapse hand-in step-down give-back call-off
invited    | made   made   -     late    late      -         -
accepted   | late   late   -     made    made      -         -
reviewed   | late   late   -     late    late      -         -
declined   | late   late   -     late    late      -         -
lapsed     | late   late   -     late    late      -         -
called-off | late   late   -     late    late      -         -

secretariat
           | accept refuse lapse hand-in step-down give-back call-off
invited    | -      -      -     -       -         late      made
accepted   | -      -      -     -       -         late      made
reviewed   | -      -      -     -       -         made      late
declined   | -      -      -     -       -         late      late
lapsed     | -      -      -     -       -         late      late
called-off | -      -      -     -       -         late      late

portal
           | accept refuse lapse hand-in step-down give-back call-off
invited    | -      -      made  -       -         -         made
accepted   | -      -      late  -       -         -         made
reviewed   | -      -      late  -       -         -         late
declined   | -      -      late  -       -         -         late
lapsed     | -      -      late  -       -         -         late
called-off | -      -      late  -       -         -         late

author, second speaker, contributor, secretariat who speaks for it, colleague of the secretariat,
other reviewer, other organisation, moderator, outsider, nobody
           | accept refuse lapse hand-in step-down give-back call-off
invited    | -      -      -     -       -         -         -
accepted   | -      -      -     -       -         -         -
reviewed   | -      -      -     -       -         -         -
declined   | -      -      -     -       -         -         -
lapsed     | -      -      -     -       -         -         -
called-off | -      -      -     -       -         -         -
"""

NAMED = dict(read(TABLES))


def assignment_in(state: AssignmentState) -> Assignment:
    """It lacks nothing for any move from there."""
    practice = practice_in(State.UNDER_REVIEW)
    if state == AssignmentState.LAPSED:
        made = assigned(practice)
        with time_machine.travel(made.answer_due_at + timedelta(hours=1)):
            return move_assignment(made, "lapse", by=None)
    made = assigned(practice, state)
    if state == AssignmentState.ACCEPTED:
        write_whole(made)
    return made


def write_whole(assignment: Assignment) -> None:
    review = PeerReview.objects.create(
        assignment=assignment, recommendation=Recommendation.ACCEPT, for_author="Well done."
    )
    for line in lines_of(assignment.practice):
        kind = "criterion" if isinstance(line, Criterion) else "principle"
        Score.objects.create(review=review, value=4, **{kind: line})


def outcome(assignment: Assignment, move: str, who: Any) -> str:
    """What comes of an attempt, which is taken back."""
    try:
        with transaction.atomic():
            move_assignment(assignment, move, by=who, reason="Because.", declared=True)
            transaction.set_rollback(True)
    except NotAllowedError:
        return "-"
    except AlreadyMovedError:
        return "late"
    return "made"


@pytest.mark.parametrize("state", ASSIGNMENT_WORKFLOW.states)
def test_every_triple(state: AssignmentState) -> None:
    assignment = assignment_in(state)
    assert assignment.state == state
    around = people_around(assignment.practice, assignment)
    everybody: dict[str, Any] = {**around, "nobody": AnonymousUser(), "portal": None}
    moves = list(dict.fromkeys(move.slug for move in ASSIGNMENT_WORKFLOW))

    named = {triple: told for triple, told in NAMED.items() if triple[0] == state}
    assert set(named) == set(product([state.value], moves, everybody))

    with time_machine.travel(timezone.now() + timedelta(days=8)):  # the time to answer is over
        found = {
            (state.value, move, role): outcome(assignment, move, everybody[role])
            for move, role in product(moves, everybody)
        }
    assert {triple: told for triple, told in found.items() if told != named[triple]} == {}
    assert Assignment.objects.get(pk=assignment.pk).state == state


def test_no_state_is_named_that_does_not_exist() -> None:
    assert {state for state, _move, _role in NAMED} == set(ASSIGNMENT_WORKFLOW.states)


def test_no_triple_is_named_twice() -> None:
    assert len(list(read(TABLES))) == len(NAMED)
