"""A published note as PDF and Word, with its sources as endnotes."""

import io
from http import HTTPStatus
from typing import Any

import docx
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from dialogues.choices import ParagraphKind, PostState
from dialogues.models import BackgroundNote, Post
from dialogues.notes.arranging import add_paragraph
from dialogues.notes.saving import save_paragraph
from publication.models import Rendition
from publication.paper.documents import Words
from publication.paper.renditions import make
from publication.paper.ways import document_of
from tests.factories.dialogues import note, published_post, space
from tests.factories.notes import cite, keys_of, published, revised
from tests.factories.publication import examiner
from tests.publication.paper.papers import links_in, text_of

pytestmark = pytest.mark.django_db

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def written() -> BackgroundNote:
    one = note(None, "Permits are late.", "Fees are high.")
    where = space(one.debate)
    first = published_post(where, text="Permits come after the season.")
    cite(one, 0, first)
    cite(one, 1, published_post(where, text="Recruiters take a month of wages.", language="en"))
    cite(one, 1, first)
    add_paragraph(
        note=one, after="", kind=ParagraphKind.HEADING, text="Regular pathways", by=examiner()
    )
    return published(one)


def posts() -> list[Post]:
    return list(Post.objects.select_related("space"))


def taken(of: BackgroundNote, what: str, language: str = "en") -> tuple[Any, bytes]:
    """Ask, let the worker make it, and take it."""
    where = reverse(f"dialogues:note_{what}", args=[of.code]).replace("/en/", f"/{language}/")
    assert Client().get(where).status_code == HTTPStatus.ACCEPTED
    assert make(Rendition.objects.latest("pk").pk)
    response: Any = Client().get(where)
    assert response.status_code == HTTPStatus.OK
    return response, b"".join(response.streaming_content)


def words_in(content: bytes, what: str) -> str:
    if what == "pdf":
        return text_of(content)
    return "\n".join(block.text for block in docx.Document(io.BytesIO(content)).paragraphs)


@pytest.mark.parametrize("what", FORMATS)
def test_it_says_what_was_written_and_what_was_said(what: str) -> None:
    one = written()
    response, content = taken(one, what)
    assert response["Content-Type"] == FORMATS[what]
    assert f"{one.code}-en.{what}" in response["Content-Disposition"]
    said = " ".join(words_in(content, what).split())
    for words in (
        "Regular pathways",
        "Permits are late.",
        "Fees are high.",
        "Notes",
        "“Permits come after the season.”",
        "“Recruiters take a month of wages.”",
    ):
        assert words in said
    assert said.index("Permits are late.") < said.index("“Permits come after")


def test_each_paragraph_leads_to_its_endnotes_by_their_numbers() -> None:
    document = document_of(written(), "pdf", "en")
    assert [part.heading for part in document.parts] == ["Regular pathways", "", ""]
    assert [part.notes for part in document.parts] == [(), (1,), (2, 1)]
    assert len(document.notes) == 2


def test_an_endnote_has_the_address_of_its_source() -> None:
    one = written()
    _response, content = taken(one, "pdf")
    cited = [link for link in links_in(content) if "/dialogues/spaces/" in link]
    assert cited == [f"{settings.PORTAL_ADDRESS}{post.get_absolute_url()}" for post in posts()]


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("en", "“Permits come after the season\\.”"),
        ("fr", "«\xa0Permits come after the season\\.\xa0»"),
        ("ru", "«Permits come after the season\\.»"),
        ("ar", "”Permits come after the season\\.“"),
    ],
)
def test_an_endnote_quotes_with_the_marks_of_the_language_of_the_paper(
    language: str, quoted: str
) -> None:
    with translation.override(language):
        (first, _second) = document_of(written(), "pdf", language).notes
    assert quoted in str(first)


def test_a_source_that_was_withdrawn_is_told_and_not_quoted() -> None:
    one = written()
    Post.objects.filter(text__startswith="Permits").update(state=PostState.WITHDRAWN)
    (first, _second) = document_of(one, "pdf", "en").notes
    assert first == r"Contribution that was withdrawn since\."


def test_it_stays_as_published_while_it_is_revised() -> None:
    one = revised(written())
    key = keys_of(one)[1]
    save_paragraph(note=one, key=key, text="Not yet.", base=1, by=examiner())
    said = [part.text for part in document_of(one, "pdf", "en").parts]
    assert Words("Permits are late.", "en") in said


def test_labels_are_in_the_readers_language_and_the_note_in_its_own() -> None:
    one = written()
    document = document_of(one, "pdf", "ar")
    assert document.language == "ar"
    assert isinstance(document.title, Words)
    assert document.title.language == "en"


def test_nothing_that_was_said_is_read_as_markdown() -> None:
    one = note()
    text = r"*Not* a [link](https://example.org) \ nor `code`, _nor_ > this & 1. that"
    cite(one, 0, published_post(space(one.debate), text=text))
    _response, content = taken(published(one), "docx")
    assert text in words_in(content, "docx")
