"""Many at once, each on a connection of its own: never more people than places."""

from functools import partial

import pytest

from dialogues.choices import RegistrationState
from dialogues.models import Registration
from dialogues.registering.places import cancel, confirm, register
from tests.dialogues.sessions.comers import anew, asked, changed, comer, open_session
from tests.factories.stakeholders import UserFactory
from tests.races import Attempt, at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)
PLACED, WAITING = RegistrationState.PLACED, RegistrationState.WAITING


def count(state: str) -> int:
    return Registration.objects.filter(state=state).count()


def test_eight_people_and_three_places() -> None:
    of = open_session(capacity=3)
    people = [UserFactory() for _time in range(8)]
    assert refusals(at_once(*(partial(register, session=of, by=one) for one in people))) == []
    assert (count(PLACED), count(WAITING)) == (3, 5)


def test_confirming_and_registering_at_once_keep_to_the_places() -> None:
    of = open_session(capacity=2)
    links = [asked(of, f"person{number}@example.com") for number in range(3)]
    people = [UserFactory() for _time in range(3)]
    attempts: list[Attempt] = [
        *(partial(confirm, one) for one in links),
        *(partial(register, session=of, by=one) for one in people),
    ]
    assert refusals(at_once(*attempts)) == []
    assert (count(PLACED), count(WAITING)) == (2, 4)


def test_a_double_click_takes_one_place() -> None:
    of, person = open_session(capacity=5), UserFactory()
    click = partial(register, session=of, by=person)
    assert refusals(at_once(click, click, click)) == []
    assert count(PLACED) == 1


def test_two_who_leave_let_two_move_up() -> None:
    of = open_session(capacity=2)
    first, second, third, fourth, fifth = (comer(of) for _time in range(5))
    assert refusals(at_once(partial(cancel, first), partial(cancel, second))) == []
    assert anew(third).state == anew(fourth).state == PLACED
    assert anew(fifth).state == WAITING


def test_places_become_more_while_people_register_and_leave() -> None:
    of = open_session(capacity=1)
    first = comer(of)
    comer(of)
    newcomer = UserFactory()
    attempts: list[Attempt] = [
        partial(changed, of, capacity=2),
        partial(cancel, first),
        partial(register, session=of, by=newcomer),
    ]
    assert refusals(at_once(*attempts)) == []
    assert (count(PLACED), count(WAITING)) == (2, 0)
