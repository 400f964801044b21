"""An answer to what is not asked (any more) is kept for the State, and read by nobody else."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from compact.models import Objective
from publication.choices import State
from publication.models import ListedItem, StateChange
from publication.paper.ways import document_of
from publication.versions import versions_of
from reviews.models import Answer, Condition, Review
from tests.factories.publication import moved, published
from tests.factories.reviews import begun, filled, forum, not_frozen, question_of, write
from tests.reviews.editions import corrected
from tests.reviews.listing import listed

pytestmark = pytest.mark.django_db

HIDDEN = "Unasked words of the sea."
KEY = "o05-progress"


@pytest.fixture
def review() -> Review:
    """What was progress is asked only where there is a budget, and there is none any more."""
    review = begun(cycle=forum())
    with not_frozen():
        Condition.objects.create(
            question=question_of(review, KEY), on=question_of(review, "has-budget"), values=["yes"]
        )
    filled(review, has_budget="yes", o05_progress=HIDDEN)
    write(review, "has-budget", "no")
    return moved(review, to=State.PUBLISHED)


@pytest.fixture(autouse=True)
def _kept(review: Review) -> None:
    assert Answer.objects.get(review=review, question__key=KEY).value == HIDDEN


def test_no_page_has_it(review: Review) -> None:
    code = review.code
    corrected(review, budget="8")
    for address in (
        review.get_absolute_url(),
        reverse("reviews:version", args=[code, 1]),
        reverse("reviews:version", args=[code, 2]),
        reverse("reviews:changes", args=[code]),
        "/en/objectives/5/",
        "/en/reviews/",
    ):
        response = Client().get(address)
        assert response.status_code == HTTPStatus.OK, address
        assert HIDDEN not in response.content.decode(), address


@pytest.mark.parametrize("name", ["answer", "version_answer"])
def test_it_has_no_address(review: Review, name: str) -> None:
    place = [review.code, KEY] if name == "answer" else [review.code, 1, KEY]
    response = Client().get(reverse(f"reviews:{name}", args=place))
    assert response.status_code == HTTPStatus.NOT_FOUND


def test_no_search_finds_it(review: Review) -> None:
    assert listed() == [review.code]
    assert listed("?q=unasked") == []
    assert HIDDEN not in ListedItem.objects.get(code=review.code).text


def test_it_counts_for_no_objective(review: Review) -> None:
    assert Objective.objects.filter(pk=5).exists()
    assert listed("?objective=5") == []
    page = Client().get("/en/objectives/5/").content.decode()
    assert 'data-count="0"' in page
    assert "1 review<" not in Client().get("/en/objectives/").content.decode()


def test_another_review_that_is_asked_is_still_quoted(review: Review) -> None:
    other = filled(begun("MEX", cycle=review.cycle), has_budget="yes", o05_progress="Asked words.")
    moved(other, to=State.PUBLISHED)
    page = Client().get("/en/objectives/5/").content.decode()
    assert 'data-count="1"' in page
    assert "Asked words." in page
    assert HIDDEN not in page


def test_a_text_that_does_not_apply_is_not_quoted_either(review: Review) -> None:
    other = published("KEN", o05_progress="Kept words.", has_budget="yes")
    Answer.objects.filter(review=other, question__key=KEY).update(not_applicable=True)
    assert "Kept words." not in Client().get("/en/objectives/5/").content.decode()


@pytest.mark.parametrize("what", ["pdf", "docx"])
def test_no_paper_has_it(review: Review, what: str) -> None:
    change = versions_of(review)[0].change
    assert HIDDEN not in str(document_of(change, what, "en"))


def test_the_record_does_not_have_it(review: Review) -> None:
    for change in StateChange.objects.of(review).filter(content__isnull=False):
        assert KEY not in (change.content or {})["answers"]
