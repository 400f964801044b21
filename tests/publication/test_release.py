"""Publication at its time: nobody sees it before, everybody after, and twice is harmless."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notices.models import Notice
from publication import rooms, services
from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from publication.services import CannotCiteError, citations_from, citations_of, cite, release_due
from publication.tasks import release
from reviews.models import Review
from tests.factories.publication import examiner, history, moved, published, review_in
from tests.factories.reviews import attached, begun, filled, focal_point_of, forum

pytestmark = pytest.mark.django_db


@pytest.fixture
def soon() -> datetime:
    return timezone.now() + timedelta(hours=3)


@pytest.fixture
def review(soon: datetime) -> Review:
    """Accepted, with a file, and to be published soon."""
    draft = filled(begun(), o05_progress="Three regular pathways.")
    attached(draft)
    return moved(draft, to=State.SCHEDULED, publish_at=soon)


@pytest.fixture
def clock(soon: datetime) -> Iterator[Any]:
    with time_machine.travel(soon - timedelta(seconds=1), tick=False) as traveller:
        yield traveller


def addresses(review: Review) -> list[str]:
    """Everything of a review that the public could ask for."""
    file = review.attachments.get()
    return [
        review.get_absolute_url(),
        reverse("reviews:answer", args=[review.code, "o05-progress"]),
        reverse("reviews:attachment", args=[review.code, file.pk]),
    ]


def seen(review: Review) -> set[int]:
    return {Client().get(address).status_code for address in addresses(review)}


def listed() -> str:
    return Client().get(reverse("reviews:list")).content.decode()


def test_a_second_before_its_time_nobody_sees_it(review: Review, clock: Any) -> None:
    assert release_due(timezone.now()) == 0
    assert seen(review) == {404}
    assert review.code not in listed()
    assert rooms.find_published(review.code) is None
    with pytest.raises(CannotCiteError):
        cite(source=begun("MEX", cycle=forum()), part="x", code=review.code, by=examiner())


def test_at_its_time_everybody_sees_it(review: Review, clock: Any) -> None:
    clock.shift(timedelta(seconds=1))
    assert release() == 1
    assert seen(review) == {200}
    assert review.code in listed()
    assert rooms.find_published(review.code) == review
    review.refresh_from_db()
    assert (review.state, review.published_at) == (State.PUBLISHED, timezone.now())


def test_until_it_is_released_a_time_that_has_come_shows_nothing(
    review: Review, clock: Any
) -> None:
    """What everybody sees is decided by the state alone, never by a clock beside it."""
    clock.shift(timedelta(days=1))
    assert seen(review) == {404}


def test_twice_is_harmless(review: Review, clock: Any) -> None:
    clock.shift(timedelta(hours=1))
    assert [release_due(timezone.now()) for _turn in range(3)] == [1, 0, 0]
    assert [name for name, _from, _to in history(review)].count("release") == 1
    assert Notice.objects.filter(kind="reviews.release.author").count() == 1


def test_a_run_that_was_missed_is_made_up(review: Review, clock: Any) -> None:
    clock.shift(timedelta(days=30))
    assert release_due(timezone.now()) == 1


def test_it_is_the_portal_that_releases_with_a_snapshot(review: Review, clock: Any) -> None:
    clock.shift(timedelta(hours=1))
    release_due(timezone.now())
    change = StateChange.objects.of(review).last()
    assert change
    assert (change.by, change.by_name) == (None, "IMRF Portal")
    assert change.digest == StateChange.objects.of(review).get(move="submit").digest


def test_what_was_held_back_is_not_released(review: Review, clock: Any) -> None:
    make_move(review, "hold back", by=examiner())
    clock.shift(timedelta(days=1))
    assert release_due(timezone.now()) == 0
    assert seen(review) == {404}


def test_only_what_is_due_is_released(review: Review, clock: Any) -> None:
    later = moved(
        filled(begun("MEX", cycle=review.cycle)),
        to=State.SCHEDULED,
        publish_at=timezone.now() + timedelta(days=2),
    )
    clock.shift(timedelta(days=1))
    assert release_due(timezone.now()) == 1
    assert list(Review.objects.published()) == [review]
    later.refresh_from_db()
    assert later.state == State.SCHEDULED


def test_one_that_is_put_off_in_the_last_moment_does_not_stop_the_others(
    review: Review, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = moved(
        filled(begun("MEX", cycle=review.cycle)),
        to=State.SCHEDULED,
        publish_at=timezone.now() + timedelta(minutes=1),
    )
    clock.shift(timedelta(hours=1))
    boss = examiner()

    def put_off_first(item: Review, name: str, by: None) -> StateChange:
        if item == review:
            make_move(item, "hold back", by=boss)
            later = timezone.now() + timedelta(days=1)
            make_move(item, "schedule", by=boss, publish_at=later)
        return make_move(item, name, by=by)

    monkeypatch.setattr(services, "make_move", put_off_first)
    assert release_due(timezone.now()) == 1
    assert list(Review.objects.published()) == [other]


def test_citations_of_what_is_not_published_are_shown_at_neither_end(
    review: Review, clock: Any
) -> None:
    source = published("MEX")
    citing = cite(source=review, part="o05-progress", code=source.code, by=focal_point_of("CRI"))
    assert citations_of(source) == []
    clock.shift(timedelta(hours=1))
    release_due(timezone.now())
    assert citations_of(source) == [citing]
    assert citations_from(review) == [citing]


def test_each_scheduled_review_tells_its_authors_the_time(review: Review) -> None:
    notice = Notice.objects.get(kind="reviews.schedule.author")
    assert notice.item == review
    assert review.publish_at is not None


def test_a_review_that_is_not_scheduled_is_never_due() -> None:
    for state, iso3 in [(State.UNDER_REVIEW, "CRI"), (State.SUBMITTED, "MEX")]:
        review_in(state, iso3)
    assert not Review.objects.due_for_publication(timezone.now() + timedelta(days=999)).exists()
