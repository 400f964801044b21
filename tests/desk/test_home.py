"""The first page of the desk: what waits on me, the most urgent first."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from desk import services
from desk.waiting import Task
from stakeholders.choices import Role
from tests.desk.access import signed_in
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state

pytestmark = pytest.mark.django_db

HOME = reverse("desk:home")


def test_who_has_no_part_yet_is_asked_to_take_one() -> None:
    page = signed_in(UserFactory()).get(HOME).content.decode()
    assert "Anyone may ask to." in page
    assert reverse("desk:join") in page


def test_who_has_asked_is_told_to_wait() -> None:
    person = UserFactory()
    services.ask_to_take_part(organisation=OrganisationFactory(), by=person)
    assert "You asked to take part." in signed_in(person).get(HOME).content.decode()


def test_requests_wait_on_those_who_decide() -> None:
    for _ in range(2):
        services.ask_to_take_part(organisation=state("CRI"), by=UserFactory())
    focal, contributor = UserFactory(focal_point_of="CRI"), UserFactory(contributor_of="CRI")
    assert "2 requests to take part" in signed_in(focal).get(HOME).content.decode()
    assert "2 requests to take part" not in signed_in(contributor).get(HOME).content.decode()


def test_each_sees_the_doors_that_are_theirs() -> None:
    doors = {"focal_points", "outbox", "review_queue", "requests", "people", "settings"}
    people = {
        UserFactory(): {"settings"},
        UserFactory(contributor_of="CRI"): {"settings", "people"},
        UserFactory(role=Role.REPRESENTATIVE): {"settings", "people", "requests"},
        UserFactory(secretariat=True): doors,
    }
    for person, theirs in people.items():
        page = signed_in(person).get(HOME).content.decode()
        assert {door for door in doors if f'href="{reverse(f"desk:{door}")}"' in page} == theirs


def test_tasks_are_sorted_by_the_readers_day() -> None:
    def task(due: date | datetime | None) -> Task:
        return Task(title="", url="", why="", due=due)

    night = datetime(2030, 3, 4, 3, 0, tzinfo=UTC)
    with timezone.override("America/Costa_Rica"):
        assert task(night).day == date(2030, 3, 3)
        ordered = sorted(
            [task(None), task(date(2030, 3, 4)), task(night)], key=lambda task: task.day
        )
    assert [task.due for task in ordered] == [night, date(2030, 3, 4), None]
