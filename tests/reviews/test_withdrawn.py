"""A review that was withdrawn: its addresses say so, and nothing of it is read any more."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from publication.models import StateChange
from publication.moves import make_move
from publication.services import cite
from reviews.models import Attachment, Review
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.publication import examiner, moved, published
from tests.factories.reviews import attached, begun, filled, people_around
from tests.reviews.editions import corrected, withdrawn
from tests.reviews.listing import listed

pytestmark = pytest.mark.django_db

TEXT = "What nobody reads any more."
NOTE = "The Government asked for it."


@pytest.fixture
def review() -> Review:
    review = filled(begun(), o05_progress=TEXT)
    attached(review)
    return corrected(moved(review, to="published"), budget="8")  # type: ignore[arg-type]


def addresses(review: Review) -> list[str]:
    code = review.code
    return [
        review.get_absolute_url(),
        reverse("reviews:answer", args=[code, "o05-progress"]),
        reverse("reviews:answer", args=[code, "nothing"]),
        reverse("reviews:version", args=[code, 1]),
        reverse("reviews:version", args=[code, 99]),
        reverse("reviews:version_answer", args=[code, 1, "o05-progress"]),
        reverse("reviews:changes", args=[code]),
        reverse("reviews:pdf", args=[code]),
        reverse("reviews:docx", args=[code]),
        reverse("reviews:version_pdf", args=[code, 1]),
        reverse("reviews:version_docx", args=[code, 1]),
    ]


def test_each_of_its_addresses_says_so_to_everybody_and_says_no_more(review: Review) -> None:
    everybody = people_around_published(review)
    withdrawn(review)
    for person in everybody.values():
        browser = signed_in(person) if person else Client()
        for address in addresses(review):
            response = browser.get(address)
            page = response.content.decode()
            assert response.status_code == HTTPStatus.GONE, address
            assert "This review was withdrawn from publication" in page
            assert NOTE in page
            assert TEXT not in page


def people_around_published(review: Review) -> dict[str, User | None]:
    """Those who could come by; the sections of a published review are handed to nobody new."""
    Review.objects.filter(pk=review.pk).update(state="draft")
    people = people_around(review)
    Review.objects.filter(pk=review.pk).update(state="published")
    return people


def test_what_had_been_published_can_still_be_proved(review: Review) -> None:
    withdrawn(review)
    page = Client().get(review.get_absolute_url()).content.decode()
    kept = StateChange.objects.of(review).filter(to_state="published")
    assert kept.count() == 2
    for change in kept:
        assert change.digest in page


def test_it_names_nobody(review: Review) -> None:
    by = examiner()
    withdrawn(review)
    assert by.name not in Client().get(review.get_absolute_url()).content.decode()


def test_no_search_engine_keeps_it(review: Review) -> None:
    withdrawn(review)
    page = Client().get(review.get_absolute_url()).content.decode()
    assert '<meta name="robots" content="noindex">' in page


def test_its_files_are_not_to_be_had(review: Review) -> None:
    address = reverse("reviews:attachment", args=[review.code, Attachment.objects.get().pk])
    assert Client().get(address).status_code == HTTPStatus.OK
    withdrawn(review)
    assert Client().get(address).status_code == HTTPStatus.NOT_FOUND


def test_it_is_in_no_list_and_no_citation(review: Review) -> None:
    other = published("MEX")
    cite(source=other, part="budget", code=review.code, by=examiner())
    withdrawn(review)
    assert listed() == [other.code]
    assert review.code not in Client().get(other.get_absolute_url()).content.decode()


def test_once_it_is_published_again_all_is_there_and_says_why(review: Review) -> None:
    withdrawn(review)
    make_move(review, "restore", by=examiner(), note="It was a mistake.")
    page = Client().get(review.get_absolute_url()).content.decode()
    assert TEXT in page
    assert "It was a mistake." in page
    third = Client().get(reverse("reviews:version", args=[review.code, 3])).content.decode()
    assert "This is the version in force." in third
    assert listed() == [review.code]


@pytest.mark.parametrize("language", ["ar", "fr", "zh-hans"])
def test_it_is_said_in_every_language(review: Review, language: str) -> None:
    withdrawn(review)
    address = review.get_absolute_url().replace("/en/", f"/{language}/")
    response = Client().get(address)
    assert response.status_code == HTTPStatus.GONE
    assert f'<html lang="{language}"' in response.content.decode()
