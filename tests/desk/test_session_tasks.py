"""What waits in dialogues: sessions to attend, and what the Secretariat has still to do."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.session_tasks import session_tasks
from dialogues.registering.places import cancel
from publication.moves import make_move
from stakeholders.models import User
from tests.dialogues.sessions.comers import comer, confirmed, open_session
from tests.factories.dialogues import captions, recording, session
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def titles(user: User) -> list[str]:
    return [task.title for task in session_tasks(User.objects.get(pk=user.pk))]


def held(days_ago: int = 5, **fields: Any) -> Any:
    return open_session(starts_at=timezone.now() - timedelta(days=days_ago), **fields)


def test_who_is_registered_finds_the_session_by_its_day() -> None:
    of, person = open_session(title_en="Regular routes"), UserFactory()
    comer(of, person)
    (task,) = session_tasks(person)
    assert (task.title, task.due) == ("Regular routes", of.starts_at)
    assert task.url == of.get_absolute_url()
    assert "You are registered" in task.why


def test_so_does_who_waits_and_whose_address_was_confirmed_before() -> None:
    of = open_session(capacity=1)
    confirmed(of, "amara@example.com")
    person, waits = UserFactory(email="amara@example.com"), UserFactory()
    comer(of, waits)
    assert [task.why for task in session_tasks(person)] == ["You are registered for this session."]
    assert "waiting list" in next(iter(session_tasks(waits))).why


def test_what_is_over_called_off_or_given_back_waits_no_longer() -> None:
    person = UserFactory()
    comer(open_session(), person)
    place = comer(open_session(), person)
    cancel(place)
    off = open_session()
    comer(off, person)
    make_move(off, "call off", by=examiner(), note="A strike.")
    assert len(titles(person)) == 1
    held()
    assert len(titles(person)) == 1


def test_the_secretariat_is_told_what_is_to_be_announced() -> None:
    session()
    session()
    assert titles(examiner()) == ["2 sessions to announce"]
    assert titles(UserFactory(role="moderator")) == []


def test_and_what_a_session_lacks_once_it_is_held() -> None:
    held()
    whole = held(summary_en="It was said.")
    captions(recording(whole), "Good morning.")
    assert titles(examiner()) == ["1 session without a recording", "1 session without a summary"]


def test_a_recording_without_captions_waits() -> None:
    recording(held(summary_en="It was said."))
    assert titles(examiner()) == ["1 recording without captions"]


def test_what_is_long_past_waits_no_longer() -> None:
    held(days_ago=200)
    assert titles(examiner()) == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_many(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    person = examiner()
    for _time in range(many):
        comer(open_session(), person)
        session()
        held()
    fresh = User.objects.get(pk=person.pk)
    list(session_tasks(fresh))
    with django_assert_num_queries(5):
        assert len(list(session_tasks(fresh))) == many + 3
