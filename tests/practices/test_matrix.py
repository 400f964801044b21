"""Every state of a practice by every move by every role. A triple that nobody named fails."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from practices.models import Assignment, Practice, RevisionPoint
from practices.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.moves import AlreadyMovedError, NotAllowedError, make_move
from tests.factories.practices import assigned, open_round, practice_in, quorum
from tests.practices.matrices import read
from tests.practices.people import people_around

pytestmark = pytest.mark.django_db

# “made”, “-” (refused to this person), or “late”: one may, but not from that state.
TABLES = """
author, second speaker, secretariat who speaks for it
             | submit take-back take-in return decline withdraw accept ask-to-revise resubmit appeal
draft        | made   late      -       -      -       late     -      -             late     late
submitted    | late   made      -       -      -       late     -      -             late     late
under-review | late   late      -       -      -       made     -      -             late     late
scheduled    | late   late      -       -      -       late     -      -             late     late
published    | late   late      -       -      -       late     -      -             late     late
revising     | late   late      -       -      -       late     -      -             made     late
accepted     | late   late      -       -      -       late     -      -             late     late
declined     | late   late      -       -      -       late     -      -             late     made
appealed     | late   late      -       -      -       late     -      -             late     late
archived     | late   late      -       -      -       late     -      -             late     late

author, second speaker, secretariat who speaks for it
             | uphold reopen publish schedule hold-back release correct archive restore
draft        | -      -      -       -        -         -       -       late    -
submitted    | -      -      -       -        -         -       -       late    -
under-review | -      -      -       -        -         -       -       late    -
scheduled    | -      -      -       -        -         -       -       late    -
published    | -      -      -       -        -         -       -       made    -
revising     | -      -      -       -        -         -       -       late    -
accepted     | -      -      -       -        -         -       -       late    -
declined     | -      -      -       -        -         -       -       late    -
appealed     | -      -      -       -        -         -       -       late    -
archived     | -      -      -       -        -         -       -       late    -

secretariat
             | submit take-back take-in return decline withdraw accept ask-to-revise resubmit appeal
draft        | -      -         late    late   late    -        late   late          -        -
submitted    | -      -         made    made   made    -        late   late          -        -
under-review | -      -         late    late   made    -        made   made          -        -
scheduled    | -      -         late    late   late    -        late   late          -        -
published    | -      -         late    late   late    -        late   late          -        -
revising     | -      -         late    late   late    -        late   late          -        -
accepted     | -      -         late    late   late    -        late   late          -        -
declined     | -      -         late    late   late    -        late   late          -        -
appealed     | -      -         late    late   late    -        late   late          -        -
archived     | -      -         late    late   late    -        late   late          -        -

secretariat
             | uphold reopen publish schedule hold-back release correct archive restore
draft        | late   late   late    late     late      -       late    late    late
submitted    | late   late   late    late     late      -       late    late    late
under-review | late   late   late    late     late      -       late    late    late
scheduled    | late   late   late    late     made      -       late    late    late
published    | late   late   late    late     late      -       made    made    late
revising     | late   late   late    late     late      -       late    late    late
accepted     | late   late   made    made     late      -       late    late    late
declined     | late   late   late    late     late      -       late    late    late
appealed     | made   made   late    late     late      -       late    late    late
archived     | late   late   late    late     late      -       late    late    made

portal
             | submit take-back take-in return decline withdraw accept ask-to-revise resubmit appeal
draft        | -      -         -       -      -       -        -      -             -        -
submitted    | -      -         -       -      -       -        -      -             -        -
under-review | -      -         -       -      -       -        -      -             -        -
scheduled    | -      -         -       -      -       -        -      -             -        -
published    | -      -         -       -      -       -        -      -             -        -
revising     | -      -         -       -      -       -        -      -             -        -
accepted     | -      -         -       -      -       -        -      -             -        -
declined     | -      -         -       -      -       -        -      -             -        -
appealed     | -      -         -       -      -       -        -      -             -        -
archived     | -      -         -       -      -       -        -      -             -        -

portal
             | uphold reopen publish schedule hold-back release correct archive restore
draft        | -      -      -       -        -         late    -       -       -
submitted    | -      -      -       -        -         late    -       -       -
under-review | -      -      -       -        -         late    -       -       -
scheduled    | -      -      -       -        -         made    -       -       -
published    | -      -      -       -        -         late    -       -       -
revising     | -      -      -       -        -         late    -       -       -
accepted     | -      -      -       -        -         late    -       -       -
declined     | -      -      -       -        -         late    -       -       -
appealed     | -      -      -       -        -         late    -       -       -
archived     | -      -      -       -        -         late    -       -       -

contributor, colleague of the secretariat, reviewer, other reviewer,
other organisation, moderator, outsider, nobody
             | submit take-back take-in return decline withdraw accept ask-to-revise resubmit appeal
draft        | -      -         -       -      -       -        -      -             -        -
submitted    | -      -         -       -      -       -        -      -             -        -
under-review | -      -         -       -      -       -        -      -             -        -
scheduled    | -      -         -       -      -       -        -      -             -        -
published    | -      -         -       -      -       -        -      -             -        -
revising     | -      -         -       -      -       -        -      -             -        -
accepted     | -      -         -       -      -       -        -      -             -        -
declined     | -      -         -       -      -       -        -      -             -        -
appealed     | -      -         -       -      -       -        -      -             -        -
archived     | -      -         -       -      -       -        -      -             -        -

contributor, colleague of the secretariat, reviewer, other reviewer,
other organisation, moderator, outsider, nobody
             | uphold reopen publish schedule hold-back release correct archive restore
draft        | -      -      -       -        -         -       -       -       -
submitted    | -      -      -       -        -         -       -       -       -
under-review | -      -      -       -        -         -       -       -       -
scheduled    | -      -      -       -        -         -       -       -       -
published    | -      -      -       -        -         -       -       -       -
revising     | -      -      -       -        -         -       -       -       -
accepted     | -      -      -       -        -         -       -       -       -
declined     | -      -      -       -        -         -       -       -       -
appealed     | -      -      -       -        -         -       -       -       -
archived     | -      -      -       -        -         -       -       -       -
"""

NAMED = dict(read(TABLES))


def ready_in(state: State) -> tuple[Practice, Assignment | None]:
    """A practice that lacks nothing for any move from there, and somebody who reviews it."""
    practice = practice_in(state)
    if state == State.UNDER_REVIEW:
        quorum(practice)
        RevisionPoint.objects.create(round=open_round(practice), number=1, text="The cost.")
        return practice, assigned(practice)
    RevisionPoint.objects.filter(round__practice=practice).update(answer="It is in.")
    return practice, Assignment.objects.filter(round__practice=practice).first()


def outcome(practice: Practice, move: str, who: Any) -> str:
    """What comes of an attempt, which is taken back."""
    try:
        with transaction.atomic():
            make_move(
                practice,
                move,
                by=who,
                note="Because.",
                declared=True,
                publish_at=timezone.now() + timedelta(days=1),
            )
            transaction.set_rollback(True)
    except NotAllowedError:
        return "-"
    except AlreadyMovedError:
        return "late"
    return "made"


@pytest.mark.parametrize("state", WORKFLOW.states)
def test_every_triple(state: State) -> None:
    practice, assignment = ready_in(state)
    around = people_around(practice, assignment)
    everybody: dict[str, Any] = {**around, "nobody": AnonymousUser(), "portal": None}
    moves = list(dict.fromkeys(move.slug for move in WORKFLOW))
    written = StateChange.objects.count()

    named = {triple: told for triple, told in NAMED.items() if triple[0] == state}
    assert set(named) == set(product([state.value], moves, everybody))

    with time_machine.travel(timezone.now() + timedelta(hours=2)):  # it is time to release
        found = {
            (state.value, move, role): outcome(practice, move, everybody[role])
            for move, role in product(moves, everybody)
        }
    assert {triple: told for triple, told in found.items() if told != named[triple]} == {}
    assert StateChange.objects.count() == written


def test_no_state_is_named_that_does_not_exist() -> None:
    assert {state for state, _move, _role in NAMED} == set(WORKFLOW.states)


def test_no_triple_is_named_twice() -> None:
    assert len(list(read(TABLES))) == len(NAMED)
