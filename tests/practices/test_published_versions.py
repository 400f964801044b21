"""The versions of a published practice: what each said, what changed by word, what came after."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from practices.content import content_of
from practices.models import Practice
from practices.versions import lines_of
from publication.moves import make_move
from publication.versions import versions_of
from tests.factories.practices import LETTER, SECRET_NOTE, TITLE, author_of, published
from tests.factories.publication import examiner
from tests.practices.shelf import CONTACT, SECRETS, kept, rich, shelved

pytestmark = pytest.mark.django_db


def corrected(practice: Practice, note: str = "A slip of the pen.", **fields: Any) -> Practice:
    Practice.objects.filter(pk=practice.pk).update(**fields)
    make_move(practice, "correct", by=examiner(), note=note)
    return practice


def page(practice: Practice, number: int, language: str = "en") -> str:
    at = reverse("practices:version", args=[practice.code, number])
    response = Client().get(at.replace("/en/", f"/{language}/"))
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def test_each_version_says_what_it_said_and_what_superseded_it() -> None:
    practice = corrected(published(), title="Mobile registry offices for farm workers")
    first, second = page(practice, 1), page(practice, 2)
    assert TITLE in first
    assert "It was superseded on" in first
    assert reverse("practices:version", args=[practice.code, 2]) in first
    assert "This is the version in force." in second
    assert re.search(r"for <del>seasonal</del><ins>farm</ins> workers", second)
    assert "A slip of the pen." in second
    assert second.count('class="changed"') == 1


def test_the_public_page_leads_to_all_of_them() -> None:
    practice = corrected(published(), title="Better")
    text = Client().get(practice.get_absolute_url()).content.decode()
    for number in (1, 2):
        assert reverse("practices:version", args=[practice.code, number]) in text


@pytest.mark.parametrize("number", [0, 3, 10**9])
def test_there_are_no_others(number: int) -> None:
    practice = corrected(published(), title="Better")
    at = reverse("practices:version", args=[practice.code, number])
    assert Client().get(at).status_code == HTTPStatus.NOT_FOUND


def test_what_was_submitted_and_the_letter_are_no_version() -> None:
    practice = published(contact=CONTACT)
    make_move(practice, "archive", by=author_of(practice), note="It ended.")
    make_move(practice, "restore", by=examiner(), note="Between us: a mistake.")
    assert [version.number for version in versions_of(practice)] == [2, 1]
    text = page(practice, 1) + page(practice, 2)
    for words in (*SECRETS, LETTER, SECRET_NOTE, "Between us"):
        assert words.casefold() not in text.casefold()


def test_old_content_that_lacks_or_does_not_know_a_field_is_read_too() -> None:
    content = {"title": "From long ago", "scope": "the moon", "objectives": [99],
               "answers": {"gone": "Said once."}, "amount": "about five", "currency": "USD",
               "call": "gone", "primary_objective": 98, "also_in": ["xx"]}  # fmt: skip
    told = {str(line.label): line.text for line in lines_of(content, {})}
    assert told["Title"] == "From long ago"
    assert told["Scope"] == "the moon"
    assert told["Primary objective"] == "98"
    assert told["gone"] == "Said once."
    assert told["Cost"] == "about five USD"


def test_everything_is_told_in_words() -> None:
    practice = rich(shelved(is_own=False, implementer="Clinic", amount=1500, currency="EUR"))
    told = {str(line.label): line.text for line in lines_of(content_of(practice), None)}
    assert told["Implemented by"] == "Clinic"
    assert told["Partners"] == "Partner 0"
    assert told["Rights"] == "Our answer on rights."
    assert told["Links"] == "Report 0: https://example.org/0"
    assert "van-0.png: A van before a farm." in told["Files"]
    assert told["Cost"] == "1,500 EUR"
    assert told["Call for practices"] == "Standing call"
    assert told["From"] == "1 March 2019"
    assert told["Evidence of the impact"].startswith("Counted")


def test_a_changed_answer_is_marked() -> None:
    practice = published()
    practice.answers.update(text="Our better answer on rights.")
    text = page(corrected(practice), 2)
    assert re.search(r"Our(<ins> better</ins> | <ins>better </ins>)answer", text)


def test_a_file_that_came_is_marked() -> None:
    practice = published()
    kept(practice)
    assert "<ins>van.png" in page(corrected(practice), 2)


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr"])
def test_labels_are_the_reader_s(language: str) -> None:
    practice = published()
    with override(language):
        assert TITLE in page(practice, 1, language)


@pytest.mark.parametrize("many", [1, 3])
def test_a_version_costs_the_same_whatever_it_holds(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    practice = rich(published(principles=list(range(1, many + 1))), many)
    corrected(practice)
    page(practice, 2)
    with django_assert_num_queries(20):
        page(practice, 2)
