"""The Secretariat's queue of reviews: how complete each is, and many moved at once."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from compact.models import Cycle
from desk.views.review_queue import ReviewQueueView
from notices.models import Notice
from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from reviews.completeness import completeness_of
from reviews.models import Review
from reviews.services import add_note
from reviews.workflow import WORKFLOW
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import MISSING, SEEN, signed_in, statuses
from tests.factories.publication import examiner, history, moved
from tests.factories.reviews import (
    attached,
    begun,
    filled,
    focal_point_of,
    forum,
    question_of,
    write,
)
from tests.factories.stakeholders import UserFactory

MANY = ReviewQueueView.many
pytestmark = pytest.mark.django_db

AT = "/en/desk/review-queue/"
STATES = ("CRI", "MEX", "KEN")


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


@pytest.fixture
def cycle(db: None) -> Cycle:
    return forum()


def waiting(cycle: Cycle, iso3: str = "CRI", state: State = State.SUBMITTED, **a: Any) -> Review:
    return moved(filled(begun(iso3, cycle=cycle), **a), to=state)


def state_of(review: Review) -> str:
    return Review.objects.get(pk=review.pk).state


def post(client: Client, move: str, *reviews: Review, **more: Any) -> Any:
    codes = [review.code for review in reviews]
    return client.post(AT, {"move": move, "review": codes, **more})


def test_it_is_for_the_secretariat_alone(cycle: Cycle) -> None:
    review = waiting(cycle)
    people: dict[str, User] = {
        "outsider": UserFactory(),
        "focal point": focal_point_of("CRI"),
        "moderator": UserFactory(role=Role.MODERATOR),
        "secretariat": examiner(),
    }
    expected = dict.fromkeys(people, MISSING) | {"secretariat": SEEN}
    assert statuses(AT, people) == expected
    mine = signed_in(focal_point_of("CRI"))
    assert post(mine, "take-up", review).status_code == MISSING
    assert state_of(review) == State.SUBMITTED


def test_what_was_handed_in_waits_the_longest_first_and_no_draft_is_there(
    client: Client, cycle: Cycle
) -> None:
    begun("FJI", cycle=cycle)
    first, second = waiting(cycle, "MEX"), waiting(cycle, "CRI")
    waiting(cycle, "KEN", State.PUBLISHED)
    page = client.get(AT).content.decode()
    assert 'data-count="2"' in page
    assert page.index(first.code) < page.index(second.code)
    assert "REV-2030-FJI" not in page
    assert "REV-2030-KEN" not in page


def test_each_says_how_complete_it_is(client: Client, cycle: Cycle) -> None:
    review = filled(begun(cycle=cycle), o05_progress="Slow.")
    write(review, "plan", "", not_applicable=True, reason="There is none.")
    moved(review, to=State.UNDER_REVIEW)
    question = question_of(review, "o05-progress")
    add_note(review=review, question=question, text="Since when?", by=examiner())
    found = completeness_of([review])[review.pk]
    assert (found.answered, found.not_applicable, list(found.objectives)) == (4, 1, [5])
    page = client.get(AT).content.decode()
    assert f"4 of {found.asked}" in page
    assert "1 does not apply" in page
    assert "1 not told yet" in page


class TestCompleteness:
    def test_a_file_answers_its_question(self, cycle: Cycle) -> None:
        review = begun(cycle=cycle)
        before = completeness_of([review])[review.pk]
        attached(review)
        after = completeness_of([review])[review.pk]
        assert (before.answered, after.answered) == (0, 1)
        assert before.asked == after.asked

    def test_what_was_taken_back_is_no_answer(self, cycle: Cycle) -> None:
        review = begun(cycle=cycle)
        write(review, "budget", "7")
        write(review, "budget", "")
        assert completeness_of([review])[review.pk].answered == 0

    def test_of_none_there_is_none(self) -> None:
        assert completeness_of([]) == {}

    def test_the_share_is_a_whole_number(self, cycle: Cycle) -> None:
        review = filled(begun(cycle=cycle))
        found = completeness_of([review])[review.pk]
        assert found.per_cent == round(200 / found.asked)

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_is_read_in_a_few_queries(
        self, cycle: Cycle, rows: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        reviews = [filled(begun(iso3, cycle=cycle)) for iso3 in STATES[:rows]]
        with django_assert_num_queries(4):
            completeness_of(reviews)


def test_many_are_taken_up_at_once_each_by_its_own_move(client: Client, cycle: Cycle) -> None:
    reviews = [waiting(cycle, iso3) for iso3 in STATES]
    page = post(client, "take-up", *reviews).content.decode()
    assert [state_of(review) for review in reviews] == [State.UNDER_REVIEW] * 3
    assert "Taken up: 3" in page
    for review in reviews:
        assert history(review)[-1] == ("take up", "submitted", "under-review")
        told = Notice.objects.filter(kind="reviews.take-up.author", item_id=str(review.pk))
        assert told.get().recipient == focal_point_of(review.country_id)


def test_many_are_published_now(client: Client, cycle: Cycle) -> None:
    reviews = [waiting(cycle, iso3, State.UNDER_REVIEW) for iso3 in STATES[:2]]
    post(client, "publish", *reviews, note="Together.")
    assert [state_of(review) for review in reviews] == [State.PUBLISHED] * 2
    assert StateChange.objects.filter(note="Together.").count() == 2


def test_many_are_published_at_a_time(client: Client, cycle: Cycle) -> None:
    reviews = [waiting(cycle, iso3, State.UNDER_REVIEW) for iso3 in STATES[:2]]
    at = timezone.now() + timedelta(days=2)
    post(client, "schedule", *reviews, publish_at=at.strftime("%Y-%m-%dT%H:%M"))
    assert [state_of(review) for review in reviews] == [State.SCHEDULED] * 2
    assert "Publication scheduled" in client.get(AT).content.decode()
    post(client, "hold-back", *reviews)
    assert [state_of(review) for review in reviews] == [State.UNDER_REVIEW] * 2


def test_one_that_another_has_moved_says_where_it_is_now(client: Client, cycle: Cycle) -> None:
    good, late = (waiting(cycle, iso3, State.UNDER_REVIEW) for iso3 in STATES[:2])
    make_move(late, "publish", by=examiner())
    page = post(client, "publish", good, late).content.decode()
    assert state_of(good) == State.PUBLISHED
    assert re.search(rf"{late.code} [^<]+</a>: Published", page)
    assert "Published: 1" in page


def test_all_that_the_page_showed_are_moved_and_no_others(client: Client, cycle: Cycle) -> None:
    shown = [waiting(cycle, iso3) for iso3 in STATES[:2]]
    late = waiting(cycle, "KEN")
    codes = [review.code for review in shown]
    client.post(AT, {"move": "take-up", "all": "yes", "shown": codes})
    assert [state_of(review) for review in shown] == [State.UNDER_REVIEW] * 2
    assert state_of(late) == State.SUBMITTED


def test_nothing_ticked_is_told(client: Client, cycle: Cycle) -> None:
    waiting(cycle)
    response = post(client, "take-up")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tick the reviews first." in response.content.decode()


@pytest.mark.parametrize("move", ["", "submit", "release", "return", "correct", "withdraw", "x"])
def test_no_other_move_is_made_from_here(client: Client, cycle: Cycle, move: str) -> None:
    review = waiting(cycle)
    assert post(client, move, review).status_code == HTTPStatus.BAD_REQUEST
    assert state_of(review) == State.SUBMITTED


def test_a_time_that_is_none_is_refused_with_words(client: Client, cycle: Cycle) -> None:
    review = waiting(cycle, state=State.UNDER_REVIEW)
    response = post(client, "schedule", review, publish_at="next week")
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "valid date/time" in response.content.decode()


@pytest.mark.parametrize("code", ["REV-1999-XXX", "x" * 500, "'; --"])
def test_a_code_of_nothing_moves_nothing(client: Client, code: str) -> None:
    response = client.post(AT, {"move": "take-up", "review": [code]})
    assert response.status_code == HTTPStatus.OK


def test_a_draft_is_not_moved_by_its_code(client: Client, cycle: Cycle) -> None:
    draft = filled(begun(cycle=cycle))
    page = post(client, "take-up", draft).content.decode()
    assert draft.code not in page
    assert state_of(draft) == State.DRAFT


def test_every_move_of_the_secretariat_but_the_return_can_be_made_for_many() -> None:
    """What is returned needs words of its own for each."""
    for state, names in MANY.items():
        for name in names:
            assert WORKFLOW.find(name, state).source == state
    here = {name for names in MANY.values() for name in names}
    theirs = {m.name for m in WORKFLOW if m.source in MANY and m.may.name == "is_secretariat"}
    assert here == theirs - {"return"}


@pytest.mark.parametrize("rows", [1, 3])
def test_more_reviews_are_no_more_queries(
    client: Client, cycle: Cycle, rows: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for iso3 in STATES[:rows]:
        waiting(cycle, iso3)
    client.get(AT)
    with django_assert_num_queries(11):
        client.get(AT)


def test_the_desk_leads_there(client: Client) -> None:
    assert reverse("desk:review_queue") == AT
    assert AT in client.get("/en/desk/").content.decode()
