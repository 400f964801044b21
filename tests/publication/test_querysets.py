"""Reads that are the same in every room."""

from datetime import timedelta

import pytest
from django.utils import timezone

from publication import rooms
from publication.choices import State
from reviews.models import Review
from tests.factories.publication import WAYS, moved
from tests.factories.reviews import begun, filled, forum

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each() -> dict[State, Review]:
    cycle = forum()
    codes = dict(zip(WAYS, ("CRI", "MEX", "KEN", "FJI", "TUR"), strict=True))
    return {
        state: moved(filled(begun(iso3, cycle=cycle)), to=state) for state, iso3 in codes.items()
    }


def test_everybody_sees_what_is_published(one_of_each: dict[State, Review]) -> None:
    assert list(Review.objects.published()) == [one_of_each[State.PUBLISHED]]


def test_the_secretariat_is_waited_on_from_submission_to_publication(
    one_of_each: dict[State, Review],
) -> None:
    waiting = [State.SUBMITTED, State.UNDER_REVIEW, State.SCHEDULED]
    assert set(Review.objects.waiting_on_secretariat()) == {one_of_each[s] for s in waiting}


def test_what_is_due_is_scheduled_and_its_time_has_come(
    one_of_each: dict[State, Review],
) -> None:
    scheduled = one_of_each[State.SCHEDULED]
    assert scheduled.publish_at
    just_before = scheduled.publish_at - timedelta(microseconds=1)
    assert list(Review.objects.due_for_publication(just_before)) == []
    assert list(Review.objects.due_for_publication(scheduled.publish_at)) == [scheduled]
    assert list(Review.objects.due_for_publication(timezone.now() + timedelta(days=99))) == [
        scheduled
    ]


def test_a_room_reads_its_own_items_with_their_names(one_of_each: dict[State, Review]) -> None:
    room = rooms.named("reviews")
    assert room.items.count() == len(WAYS)
    assert {item.code for item in room.items.with_names()} == {
        review.code for review in one_of_each.values()
    }


def test_only_the_last_state_is_published(one_of_each: dict[State, Review]) -> None:
    for state, review in one_of_each.items():
        assert review.is_published == (state == State.PUBLISHED)
