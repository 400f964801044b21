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

from publication.choices import State
from publication.models import StateChange
from publication.moves import AlreadyMovedError, NotAllowedError, make_move
from reviews.models import Review
from reviews.workflow import WORKFLOW
from tests.factories.publication import moved, review_in
from tests.factories.reviews import people_around

pytestmark = pytest.mark.django_db

# “made”, “-” (refused to this person), or “late”: one may, but not from that state.
TABLES = """
focal point, second focal point
             | submit take-back take-up publish schedule return release hold-back correct withdraw restore
draft        | made   late      -       -       -        -      -       -         -       -        -
submitted    | late   made      -       -       -        -      -       -         -       -        -
under-review | late   late      -       -       -        -      -       -         -       -        -
scheduled    | late   late      -       -       -        -      -       -         -       -        -
published    | late   late      -       -       -        -      -       -         -       -        -
archived     | late   late      -       -       -        -      -       -         -       -        -

secretariat
             | submit take-back take-up publish schedule return release hold-back correct withdraw restore
draft        | -      -         late    late    late     late   -       late      late    late     late
submitted    | -      -         made    late    late     late   -       late      late    late     late
under-review | -      -         late    made    made     made   -       late      late    late     late
scheduled    | -      -         late    late    late     late   -       made      late    late     late
published    | -      -         late    late    late     late   -       late      made    made     late
archived     | -      -         late    late    late     late   -       late      late    late     made

portal
             | submit take-back take-up publish schedule return release hold-back correct withdraw restore
draft        | -      -         -       -       -        -      late    -         -       -        -
submitted    | -      -         -       -       -        -      late    -         -       -        -
under-review | -      -         -       -       -        -      late    -         -       -        -
scheduled    | -      -         -       -       -        -      made    -         -       -        -
published    | -      -         -       -       -        -      late    -         -       -        -
archived     | -      -         -       -       -        -      late    -         -       -        -

nobody, outsider, foreign focal point, foreign contributor, contributor with a section, \
contributor without, former focal point, representative, reviewer, moderator
             | submit take-back take-up publish schedule return release hold-back correct withdraw restore
draft        | -      -         -       -       -        -      -       -         -       -        -
submitted    | -      -         -       -       -        -      -       -         -       -        -
under-review | -      -         -       -       -        -      -       -         -       -        -
scheduled    | -      -         -       -       -        -      -       -         -       -        -
published    | -      -         -       -       -        -      -       -         -       -        -
archived     | -      -         -       -       -        -      -       -         -       -        -
"""  # noqa: E501

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


def outcome(review: Review, move: str, who: Any) -> str:
    """What comes of an attempt, which is taken back."""
    try:
        with transaction.atomic():
            make_move(
                review,
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


def people(review: Review) -> dict[str, Any]:
    return {**people_around(review), "nobody": AnonymousUser(), "portal": None}


@pytest.mark.parametrize("state", WORKFLOW.states)
def test_every_triple(state: State) -> None:
    review = review_in(State.DRAFT)
    everybody = people(review)  # while it is a draft, so that sections can be handed over
    moved(review, to=state)
    moves = [move.slug for move in WORKFLOW]
    written = StateChange.objects.count()

    named = {triple: told for triple, told in NAMED.items() if triple[0] == state}
    assert set(named) == set(product([state.value], moves, everybody))

    with time_machine.travel(timezone.now() + timedelta(hours=2)):  # it is time to release
        found = {
            (state.value, move, role): outcome(review, move, everybody[role])
            for move, role in product(moves, everybody)
        }
    assert {triple: told for triple, told in found.items() if told != named[triple]} == {}
    assert StateChange.objects.count() == written


def test_no_state_is_named_that_does_not_exist() -> None:
    assert {state for state, _move, _role in NAMED} == set(WORKFLOW.states)
