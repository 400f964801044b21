"""The PDF of a practice: made in the worker, of what is public, named after nobody."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practices.models import Practice
from publication.choices import State
from publication.models import Rendition
from publication.moves import make_move
from publication.paper.documents import Document, Words
from publication.paper.renditions import make
from publication.paper.ways import document_of
from tests.factories.practices import SECRET_NOTE, TITLE, author_of, begun, moved, published, whole
from tests.factories.stakeholders import state
from tests.practices.shelf import CONTACT, EMAIL, adapted, rich, shelved

pytestmark = pytest.mark.django_db


def at(practice: Practice, language: str = "en") -> str:
    return reverse("practices:pdf", args=[practice.code]).replace("/en/", f"/{language}/")


def said(document: Document) -> str:
    """All that stands in it."""

    def plain(words: str | Words) -> str:
        return words if isinstance(words, str) else words.text

    facts = (f"{fact.label}: {plain(fact.value)}" for fact in document.facts)
    parts = (f"{part.heading}\n{plain(part.text)}" for part in document.parts)
    head = (plain(document.title), document.kicker, document.organisation, document.notice)
    return "\n".join([*head, document.address, *facts, *parts])


def paper(practice: Practice, language: str = "en") -> Document:
    return document_of(practice, "pdf", language)


def test_the_request_asks_the_worker_makes_and_the_reader_takes() -> None:
    practice = published()
    waiting = Client().get(at(practice))
    assert waiting.status_code == HTTPStatus.ACCEPTED
    assert practice.get_absolute_url() in waiting.content.decode()
    assert make(Rendition.objects.get().pk)
    response: Any = Client().get(at(practice))
    assert response.status_code == HTTPStatus.OK
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{practice.code}-en.pdf"'
    assert b"".join(response.streaming_content).startswith(b"%PDF-")


def test_it_says_what_the_page_says() -> None:
    practice = whole(begun(state("CRI")), objectives=[7], is_own=False, implementer="Clinic")
    practice.implementer_email = EMAIL
    practice.save()
    practice.confirmations.create(email=EMAIL, state="confirmed", decided_at=timezone.now())
    moved(rich(practice), to=State.PUBLISHED)
    adapted(practice)
    text = said(paper(practice))
    for words in (
        TITLE,
        practice.code,
        "Submitted by: Country CRI",
        "Implemented by: Clinic",
        "Partners: Partner 0",
        "Objectives: 5 Label 5; 7 Label 7",
        "When: from 1 March 2019",
        "Peer reviewed: ",
        "by at least three reviewers",
        "Vans with a registry office",
        "Our answer on rights.",
        "van-0.png: A van before a farm.",
        "Report 0: https://example.org/0",
        "Country KEN, 2024",
        "Cite this",
        f"https://testserver/en/practices/{practice.code}/",
    ):
        assert words in text, words


def test_it_holds_no_contact_no_address_no_reviewer_and_no_letter() -> None:
    practice = published(contact=CONTACT)
    Practice.objects.update(implementer_email=EMAIL)
    text = said(paper(practice)).casefold()
    names = [str(one.reviewer.user) for one in practice.rounds.get().assignments.all()]
    for words in ("contacta", EMAIL, SECRET_NOTE, "three reviewers have read", *names):
        assert words.casefold() not in text


def test_one_that_is_archived_says_so_on_every_page() -> None:
    practice = published()
    before = paper(practice).digest
    make_move(practice, "archive", by=author_of(practice), note="The vans were sold.")
    after = paper(practice)
    assert after.digest != before
    assert re.search(r"Archived on .+: The vans were sold\.", after.notice)
    assert Client().get(at(practice)).status_code == HTTPStatus.ACCEPTED


def test_its_labels_are_the_reader_s_and_its_words_the_author_s() -> None:
    practice = shelved(language="ar", title="مكتب السجل")
    document = paper(practice, "fr")
    assert document.language == "fr"
    assert document.title == Words("مكتب السجل", "ar")
    assert "/fr/practices/" in document.address
    assert all(isinstance(part.text, Words) for part in document.parts)


def test_it_is_the_same_whoever_asks_and_another_once_it_is_corrected() -> None:
    practice = shelved()
    first = paper(practice)
    assert paper(Practice.objects.get()).digest == first.digest
    Practice.objects.update(summary="Other words.", saved_at=timezone.now())
    assert paper(Practice.objects.get()).digest != first.digest


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_it_can_be_set_in_every_script(language: str) -> None:
    practice = rich(shelved(language="ar", title="مكتب السجل", summary="- نقطة\n- نقطة"))
    Client().get(at(practice, language))
    rendition = Rendition.objects.get(language=language)
    assert make(rendition.pk)


def test_what_is_not_there_has_no_paper() -> None:
    address = reverse("practices:pdf", args=["PRA-2030-0404"])
    assert Client().get(address).status_code == HTTPStatus.NOT_FOUND
