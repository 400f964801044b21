"""Every state by every move by every role. A triple that nobody named fails."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from pledges.models import Pledge
from pledges.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.moves import AlreadyMovedError, NotAllowedError, make_move
from tests.factories.pledges import people_around, pledge_in
from tests.factories.publication import moved

pytestmark = pytest.mark.django_db

# “made”, “-” (refused to this person), or “late”: one may, but not from that state.
TABLES = """
author
             | submit take-back take-up publish schedule return release hold-back correct bring-in
draft        | made   late      -       -       -        -      -       -         -       -
submitted    | late   made      -       -       -        -      -       -         -       -
under-review | late   late      -       -       -        -      -       -         -       -
scheduled    | late   late      -       -       -        -      -       -         -       -
published    | late   late      -       -       -        -      -       -         -       -

secretariat
             | submit take-back take-up publish schedule return release hold-back correct bring-in
draft        | -      -         late    late    late     late   -       late      late    -
submitted    | -      -         made    late    late     late   -       late      late    -
under-review | -      -         late    made    made     made   -       late      late    -
scheduled    | -      -         late    late    late     late   -       made      late    -
published    | -      -         late    late    late     late   -       late      made    -

portal
             | submit take-back take-up publish schedule return release hold-back correct bring-in
draft        | -      -         -       -       -        -      late    -         -       -
submitted    | -      -         -       -       -        -      late    -         -       -
under-review | -      -         -       -       -        -      late    -         -       -
scheduled    | -      -         -       -       -        -      made    -         -       -
published    | -      -         -       -       -        -      late    -         -       -

nobody, outsider, contributor, partner, contributor of a partner, invited partner, \
declined partner, former partner, other organisation, focal point, reviewer, moderator
             | submit take-back take-up publish schedule return release hold-back correct bring-in
draft        | -      -         -       -       -        -      -       -         -       -
submitted    | -      -         -       -       -        -      -       -         -       -
under-review | -      -         -       -       -        -      -       -         -       -
scheduled    | -      -         -       -       -        -      -       -         -       -
published    | -      -         -       -       -        -      -       -         -       -
"""

Triple = tuple[str, str, str]


def read(tables: str) -> Iterator[tuple[Triple, str]]:
    for table in tables.strip().split("\n\n"):
        roles, head, *lines = table.splitlines()
        moves = head.split("|")[1].split()
        for line in lines:
            state, _bar, outcomes = line.partition("|")
            row = zip(moves, outcomes.split(), strict=True)
            for role, (move, outcome) in product(roles.split(", "), row):
                yield (state.strip(), move, role), outcome


NAMED = dict(read(TABLES))


def outcome(pledge: Pledge, move: str, who: Any) -> str:
    """What comes of an attempt, which is taken back."""
    try:
        with transaction.atomic():
            make_move(
                pledge,
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
    pledge = pledge_in(State.DRAFT)
    everybody = {**people_around(pledge), "nobody": AnonymousUser(), "portal": None}
    moved(pledge, to=state)
    moves = [move.slug for move in WORKFLOW]
    written = StateChange.objects.count()

    named = {triple: told for triple, told in NAMED.items() if triple[0] == state}
    assert set(named) == set(product([state.value], moves, everybody))

    with time_machine.travel(timezone.now() + timedelta(hours=2)):  # it is time to release
        found = {
            (state.value, move, role): outcome(pledge, move, everybody[role])
            for move, role in product(moves, everybody)
        }
    assert {triple: told for triple, told in found.items() if told != named[triple]} == {}
    assert StateChange.objects.count() == written


def test_no_state_is_named_that_does_not_exist() -> None:
    assert {state for state, _move, _role in NAMED} == set(WORKFLOW.states)
