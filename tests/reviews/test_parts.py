"""Answers as parts that can be cited: what is published of them, and nothing else."""

from typing import Any

import pytest

from publication import rooms
from publication.choices import State
from publication.moves import make_move
from reviews.models import Condition
from reviews.parts import parts_at, parts_of
from tests.factories.publication import examiner, published, review_in
from tests.factories.reviews import begun, not_frozen, question_of

pytestmark = pytest.mark.django_db


def test_the_answers_stand_in_the_order_of_the_questionnaire() -> None:
    review = published(o05_progress="Slow.")
    parts = parts_of([review])[review.pk]
    assert [part.key for part in parts] == ["lead-body", "o05-priority", "o05-progress"]
    assert parts[2].text == "Slow."
    assert parts[2].address.endswith(f"/reviews/{review.code}/o05-progress/")
    assert parts[2].language == review.language


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW])
def test_nothing_of_a_review_that_is_not_published(state: State) -> None:
    review = review_in(state, o05_progress="Slow.")
    assert not any(parts_of([review]).values())
    assert parts_at([(review.pk, "o05-progress")]) == {}


def test_nothing_of_one_that_was_withdrawn() -> None:
    review = published(o05_progress="Slow.")
    make_move(review, "withdraw", by=examiner(), note="Wrong file.")
    assert not any(parts_of([review]).values())
    assert parts_at([(review.pk, "o05-progress")]) == {}


def test_what_is_not_asked_is_no_part() -> None:
    review = published(o05_progress="Slow.")
    with not_frozen():
        Condition.objects.create(
            question=question_of(review, "o05-progress"),
            on=question_of(review, "o05-priority"),
            values=["low"],
        )
    assert "o05-progress" not in [part.key for part in parts_of([review])[review.pk]]
    assert parts_at([(review.pk, "o05-progress")]) == {}


def test_parts_are_read_at_their_places_in_a_fixed_number_of_queries(
    django_assert_num_queries: Any,
) -> None:
    drafts = [begun(iso3) for iso3 in ("CRI", "MEX")]
    assert parts_at([(drafts[0].pk, "lead-body")]) == {}
    reviews = [published(iso3, o05_progress="Slow.") for iso3 in ("COL", "BRA")]
    places = [(review.pk, "o05-progress") for review in reviews]
    parts_at(places)
    for some in (places[:1], places):
        with django_assert_num_queries(7):
            assert set(parts_at(some)) == set(some)
    assert parts_at([(reviews[0].pk, "no-such-question"), (987654, "lead-body")]) == {}


def test_the_room_says_so() -> None:
    room = rooms.named("reviews")
    assert (room.parts_of, room.parts_at) == (parts_of, parts_at)
