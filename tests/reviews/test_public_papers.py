"""A published review as PDF and Word: asked for by the request, made in the worker, per version."""

import io
from http import HTTPStatus
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from publication.choices import State
from publication.models import Rendition
from publication.paper.renditions import make
from reviews.models import Review
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, moved, published
from tests.factories.reviews import begun, filled, people_around
from tests.publication.paper.papers import text_of
from tests.reviews.editions import corrected

pytestmark = pytest.mark.django_db

TEXT = "Three *regular* pathways:\n\n- work\n- study"
FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def at(review: Review, what: str, number: int | None = None, language: str = "en") -> str:
    place = (
        reverse(f"reviews:version_{what}", args=[review.code, number])
        if number
        else reverse(f"reviews:{what}", args=[review.code])
    )
    return place.replace("/en/", f"/{language}/")


def taken(address: str) -> tuple[Any, bytes]:
    """Ask, let the worker make it, and take it."""
    waiting = Client().get(address)
    assert waiting.status_code == HTTPStatus.ACCEPTED
    assert make(Rendition.objects.latest("pk").pk)
    response: Any = Client().get(address)
    assert response.status_code == HTTPStatus.OK
    return response, b"".join(response.streaming_content)


def words_in(content: bytes, what: str) -> str:
    if what == "pdf":
        return text_of(content)
    return "\n".join(block.text for block in docx.Document(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize("what", FORMATS)
def test_the_request_asks_the_worker_makes_and_the_reader_takes(what: str) -> None:
    review = published(o05_progress=TEXT, budget="1250000")
    response, content = taken(at(review, what))
    assert response["Content-Type"] == FORMATS[what]
    name = f"{review.code}-1-en.{what}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    text = words_in(content, what)
    for words in ("Section objective-5", "What of o05-progress?", "regular", "study",
                  "1,250,000 US dollars"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("what", FORMATS)
def test_each_version_has_its_own(what: str) -> None:
    review = corrected(published(o05_progress="Three."), o05_progress="Four.")
    first, second = (words_in(taken(at(review, what, number))[1], what) for number in (1, 2))
    assert "Three." in first
    assert "Four." not in first
    assert "Four." in second
    assert Client().get(at(review, what)).status_code == HTTPStatus.OK  # the second, made already
    assert Client().get(at(review, what, 3)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("what", FORMATS)
@pytest.mark.parametrize("state", [state for state in WAYS if state != State.PUBLISHED])
def test_there_is_none_for_anybody_before_it_is_published(what: str, state: State) -> None:
    review = filled(begun(), o05_progress=TEXT)
    everybody = people_around(review)
    moved(review, to=state)
    for person in everybody.values():
        browser = signed_in(person) if person else Client()
        for number in (None, 1):
            response = browser.get(at(review, what, number))
            assert response.status_code == HTTPStatus.NOT_FOUND
    assert not Rendition.objects.exists()


@pytest.mark.parametrize("language", ["ar", "zh-hans"])
def test_a_word_file_is_in_the_language_of_the_page(language: str) -> None:
    review = published(o05_progress="Text.")
    _response, content = taken(at(review, "docx", language=language))
    told = docx.Document(io.BytesIO(content)).core_properties
    assert told.language == {"ar": "ar-SA", "zh-hans": "zh-CN"}[language]


def test_it_names_nobody() -> None:
    review = published(o05_progress="Text.")
    names = {user.name for user in (*people(review),)}
    for what in FORMATS:
        text = words_in(taken(at(review, what))[1], what)
        assert not [name for name in names if name in text]


def people(review: Review) -> list[Any]:
    return [answer.by for answer in review.answers.select_related("by")]


def test_the_page_offers_both() -> None:
    review = published()
    page = Client().get(review.get_absolute_url()).content.decode()
    version = Client().get(reverse("reviews:version", args=[review.code, 1])).content.decode()
    for what in FORMATS:
        assert f'href="{at(review, what)}"' in page
        assert f'href="{at(review, what, 1)}"' in version
