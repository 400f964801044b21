"""What waits on whom once a practice is published: an adaptation to confirm, the yearly word."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from desk.published_practice_tasks import published_practice_tasks
from practices.choices import AdaptationState
from practices.models import Practice
from practices.services.still_true import say_still_true
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.pledges import speaker_of
from tests.factories.practices import author_of
from tests.factories.publication import examiner
from tests.practices.people import people_around
from tests.practices.shelf import adapted, shelved

pytestmark = pytest.mark.django_db


def waiting(user: User) -> list[str]:
    return [task.title for task in published_practice_tasks(User.objects.get(pk=user.pk))]


@pytest.fixture
def practice() -> Practice:
    return shelved(title="Vans")


def test_an_adaptation_waits_on_the_practice_s_people_alone(practice: Practice) -> None:
    told = adapted(practice, state=AdaptationState.TOLD)
    people = {**people_around(practice), "adapter": speaker_of(told.organisation)}
    asked = {name for name, user in people.items() if waiting(user)}
    assert asked == {"author", "second speaker", "secretariat who speaks for it"}
    (task,) = published_practice_tasks(people["author"])
    assert task.title == "Confirm an adaptation of Vans"
    assert task.url.endswith(f"/adaptations/{told.pk}/")
    assert str(told.organisation) in task.why


def test_after_two_weeks_it_waits_on_the_secretariat_too(practice: Practice) -> None:
    adapted(practice, state=AdaptationState.TOLD)
    assert waiting(examiner()) == []
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert waiting(examiner()) == ["Confirm an adaptation of Vans"]


def test_one_s_own_waits_on_the_secretariat_at_once(practice: Practice) -> None:
    adapted(practice, practice.organisation, state=AdaptationState.TOLD)
    assert waiting(author_of(practice)) == []
    assert waiting(examiner()) == ["Confirm an adaptation of Vans"]


@pytest.mark.parametrize("state", [AdaptationState.CONFIRMED, AdaptationState.DECLINED])
def test_what_is_decided_waits_on_nobody(practice: Practice, state: AdaptationState) -> None:
    adapted(practice, state=state)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert waiting(author_of(practice)) == waiting(examiner()) == []


def test_the_yearly_word_waits_on_the_practice_s_people(practice: Practice) -> None:
    assert waiting(author_of(practice)) == []
    with time_machine.travel(timezone.now() + timedelta(days=367)):
        assert waiting(author_of(practice)) == ["Is it still true? Vans"]
        assert waiting(examiner()) == []
        say_still_true(practice=practice, by=author_of(practice))
        assert waiting(author_of(practice)) == []


def test_it_stands_on_the_desk(practice: Practice) -> None:
    adapted(practice, state=AdaptationState.TOLD)
    page = signed_in(author_of(practice)).get("/en/desk/").content.decode()
    assert "Confirm an adaptation of Vans" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_more_cost_no_more_queries(
    rows: int, practice: Practice, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    old = timezone.now() - timedelta(days=400)
    for _number in range(rows):
        adapted(practice, state=AdaptationState.TOLD)
        shelved(practice.organisation, at=old)
    user = User.objects.get(pk=author_of(practice).pk)
    assert user.roles_held
    with django_assert_num_queries(2):
        assert len(list(published_practice_tasks(user))) == 2 * rows
