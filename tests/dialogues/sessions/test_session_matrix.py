"""Every state of a session by every move by every role. A triple that nobody named fails."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from dialogues.models import Session
from dialogues.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.moves import AlreadyMovedError, NotAllowedError, make_move
from stakeholders.models import User
from tests.dialogues.sessions.comers import anew, comer, in_state
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory
from tests.practices.matrices import read

pytestmark = pytest.mark.django_db

# “made”, “-” (refused to this person), or “late”: one may, but not from that state.
TABLES = """
secretariat
             | publish schedule release hold-back correct call-off restore
draft        | made    made     -       late      late    late     late
scheduled    | late    late     -       made      late    late     late
published    | late    late     -       late      made    made     late
archived     | late    late     -       late      late    late     made

portal
             | publish schedule release hold-back correct call-off restore
draft        | -       -        late    -         -       -        -
scheduled    | -       -        made    -         -       -        -
published    | -       -        late    -         -       -        -
archived     | -       -        late    -         -       -        -

organiser, who is registered, moderator, reviewer, focal point, outsider, nobody
             | publish schedule release hold-back correct call-off restore
draft        | -       -        -       -         -       -        -
scheduled    | -       -        -       -         -       -        -
published    | -       -        -       -         -       -        -
archived     | -       -        -       -         -       -        -
"""
CASES = dict(read(TABLES))
STATES = [State(state) for state in WORKFLOW.states]
NAMES = list(dict.fromkeys(move.slug for move in WORKFLOW))
TIME_TO_COME = timedelta(hours=1)


def people_around(session: Session) -> dict[str, Any]:
    network = OrganisationFactory()
    session.organisers.add(network)
    registered = UserFactory()
    if session.is_published:
        comer(session, registered)
    people: dict[str, User | AnonymousUser | None] = {
        "secretariat": examiner(),
        "portal": None,
        "organiser": UserFactory(role="representative", role__at=network),
        "who is registered": registered,
        "moderator": UserFactory(role="moderator"),
        "reviewer": UserFactory(role="reviewer"),
        "focal point": UserFactory(focal_point_of="CRI"),
        "outsider": UserFactory(),
        "nobody": AnonymousUser(),
    }
    return people


def attempt(session: Session, name: str, by: Any) -> str:
    move = WORKFLOW.find(name, session.state)
    at = timezone.now() + TIME_TO_COME if name == "schedule" else None
    try:
        make_move(session, move.name, by=by, note="So that it is right.", publish_at=at)
    except NotAllowedError:
        return "-"
    except AlreadyMovedError:
        return "late"
    return "made"


@pytest.mark.parametrize(("state", "name"), list(product(STATES, NAMES)))
def test_who_may_do_what_and_when(state: State, name: str) -> None:
    roles = {role for _state, _move, role in CASES}
    outcomes = {}
    session = in_state(state)
    who = people_around(session)
    assert roles == set(who)
    before = StateChange.objects.of(session).count()
    for role in sorted(roles):
        with transaction.atomic():
            with time_machine.travel(timezone.now() + 2 * TIME_TO_COME, tick=False):
                outcomes[role] = attempt(anew(session), name, who[role])
            has_moved = StateChange.objects.of(session).count() > before
            assert has_moved == (outcomes[role] == "made")
            transaction.set_rollback(True)
    assert outcomes == {role: CASES[state.value, name, role] for role in roles}


def test_the_table_names_every_triple_and_no_other() -> None:
    roles = {role for _state, _move, role in CASES}
    assert set(CASES) == set(product([state.value for state in STATES], NAMES, roles))
