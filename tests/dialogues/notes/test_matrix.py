"""Every state of a note by every move by every role. A triple that nobody named fails."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from dialogues.models import BackgroundNote
from dialogues.rules import may_see_note_on_desk, may_write_note
from dialogues.workflow import NOTE_WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.moves import AlreadyMovedError, NotAllowedError, make_move
from stakeholders.choices import Role
from tests.factories.notes import note_in
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import UserFactory, secretariat
from tests.practices.matrices import read

pytestmark = pytest.mark.django_db

# “made”, “-” (refused to this person), or “late”: one may, but not from that state.
TABLES = """
secretariat
             | submit resubmit return publish schedule hold-back release revise withdraw restore
draft        | made   late     late   late    late     late      -       late   late     late
under-review | late   late     made   made    made     late      -       late   late     late
scheduled    | late   late     late   late    late     made      -       late   late     late
published    | late   late     late   late    late     late      -       made   made     late
revising     | late   made     late   late    late     late      -       late   late     late
archived     | late   late     late   late    late     late      -       late   late     made

co-chair, other co-chair
             | submit resubmit return publish schedule hold-back release revise withdraw restore
draft        | -      -        late   -       -        -         -       -      -        -
under-review | -      -        made   -       -        -         -       -      -        -
scheduled    | -      -        late   -       -        -         -       -      -        -
published    | -      -        late   -       -        -         -       -      -        -
revising     | -      -        late   -       -        -         -       -      -        -
archived     | -      -        late   -       -        -         -       -      -        -

contributor of a co-chair, colleague of the secretariat, other State, moderator, outsider, nobody
             | submit resubmit return publish schedule hold-back release revise withdraw restore
draft        | -      -        -      -       -        -         -       -      -        -
under-review | -      -        -      -       -        -         -       -      -        -
scheduled    | -      -        -      -       -        -         -       -      -        -
published    | -      -        -      -       -        -         -       -      -        -
revising     | -      -        -      -       -        -         -       -      -        -
archived     | -      -        -      -       -        -         -       -      -        -

portal
             | submit resubmit return publish schedule hold-back release revise withdraw restore
draft        | -      -        -      -       -        -         late    -      -        -
under-review | -      -        -      -       -        -         late    -      -        -
scheduled    | -      -        -      -       -        -         made    -      -        -
published    | -      -        -      -       -        -         late    -      -        -
revising     | -      -        -      -       -        -         late    -      -        -
archived     | -      -        -      -       -        -         late    -      -        -
"""

NAMED = dict(read(TABLES))

# Who may see it on the desk (s), and write in it (w), by the states in the order of the table.
SIGHT = """
secretariat                  | sw s s s sw s
co-chair                     | -  s s s -  s
other co-chair               | -  s s s -  s
contributor of a co-chair    | -  - - - -  -
colleague of the secretariat | -  - - - -  -
other State                  | -  - - - -  -
moderator                    | -  - - - -  -
outsider                     | -  - - - -  -
"""
STATES = [State(state) for state in dict.fromkeys(state for state, _m, _r in NAMED)]


def people() -> dict[str, Any]:
    return {
        "secretariat": UserFactory(secretariat=True),
        "co-chair": focal_point_of("CRI"),
        "other co-chair": focal_point_of("MEX"),
        "contributor of a co-chair": UserFactory(contributor_of="CRI"),
        "colleague of the secretariat": UserFactory(
            role=Role.CONTRIBUTOR, role__at=secretariat(), second_factor=True
        ),
        "other State": focal_point_of("COL"),
        "moderator": UserFactory(role=Role.MODERATOR),
        "outsider": UserFactory(),
    }


def outcome(note: BackgroundNote, move: str, who: Any) -> str:
    """What comes of an attempt, which is taken back."""
    at = timezone.now() + timedelta(days=1)
    try:
        with transaction.atomic():
            make_move(note, move, by=who, note="Because.", publish_at=at)
            transaction.set_rollback(True)
    except NotAllowedError:
        return "-"
    except AlreadyMovedError:
        return "late"
    return "made"


@pytest.mark.parametrize("state", NOTE_WORKFLOW.states)
def test_every_triple(state: State) -> None:
    note = note_in(state)
    everybody = {**people(), "nobody": AnonymousUser(), "portal": None}
    moves = list(dict.fromkeys(move.slug for move in NOTE_WORKFLOW))
    written = StateChange.objects.count()

    named = {triple: told for triple, told in NAMED.items() if triple[0] == state}
    assert set(named) == set(product([state.value], moves, everybody))

    with time_machine.travel(timezone.now() + timedelta(hours=2)):  # it is time to release
        found = {
            (state.value, move, role): outcome(note, move, everybody[role])
            for move, role in product(moves, everybody)
        }
    assert {triple: told for triple, told in found.items() if told != named[triple]} == {}
    assert StateChange.objects.count() == written


def test_no_triple_is_named_twice_and_every_state_is_named() -> None:
    assert len(list(read(TABLES))) == len(NAMED)
    assert {state for state, _move, _role in NAMED} == set(NOTE_WORKFLOW.states)


@pytest.mark.parametrize("state", STATES)
def test_who_sees_and_writes_it(state: State) -> None:
    note, everybody = note_in(state), people()
    told = {
        line.split("|")[0].strip(): line.split("|")[1].split() for line in SIGHT.split("\n") if line
    }
    assert set(told) == set(everybody)
    found = {
        role: "".join(
            mark
            for mark, may in (
                ("s", may_see_note_on_desk.test(one, note)),
                ("w", may_write_note(one, note)),
            )
            if may
        )
        or "-"
        for role, one in everybody.items()
    }
    assert found == {role: marks[STATES.index(state)] for role, marks in told.items()}
