"""Searching all transcripts at once."""

from typing import Any

import pytest
from django.test import Client

from dialogues.views.said import MOST
from tests.dialogues.recordings.setting import captioned, filmed, shown
from tests.factories.dialogues import announced

pytestmark = pytest.mark.django_db
ADDRESS = "/en/dialogues/said/"


def page(address: str = ADDRESS, **query: str) -> str:
    response = Client().get(address, query)
    assert response.status_code == 200
    return str(response.content.decode())


def test_lines_of_all_sessions_lead_to_their_second() -> None:
    one = shown(announced(title_en="The first"), (754, "Chair: Pathways work."))
    shown(announced(title_en="The second"), (9, "A pathway is open."))
    found = page(q="pathway")
    assert 'data-count="2"' in found
    assert "The first" in found
    assert "The second" in found
    assert "<mark>Pathways</mark> work." in found
    assert f"{one.session.code}/recordings/1/transcript/en/?t=754#now" in found


def test_in_the_readers_language_or_in_another_one() -> None:
    film = shown(None, (1, "Pathways work."))
    captioned(film, (1, "Las migraciones laborales."), language="es")
    assert "<mark>migraciones</mark>" in page("/es/dialogues/said/", q="migración")
    assert "<mark>migraciones</mark>" in page(q="migracion", language="es")
    assert 'data-count="0"' in page(q="migraciones")


def test_nothing_that_is_not_published() -> None:
    captioned(filmed(), (1, "A secret pathway."))
    assert "secret" not in page(q="pathway")


def test_nothing_is_asked_for() -> None:
    assert "data-count" not in page()


def test_too_many_are_told() -> None:
    shown(None, *((n * 4, f"pathway {n}") for n in range(MOST + 9)))
    assert f"The first {MOST} lines" in page(q="pathway")


def test_a_language_that_there_is_not_is_refused() -> None:
    assert Client().get(ADDRESS, {"q": "x", "language": "tlh"}).status_code == 400


@pytest.mark.parametrize("words", ['"', "-", "OR", "<script>", "%", "' OR 1=1", "a" * 5000])
def test_takes_whatever_is_typed(words: str) -> None:
    assert "<script>" not in page(q=words).split("<main")[1]


@pytest.mark.parametrize("many", [1, 3])
def test_costs_the_same_for_many(many: int, django_assert_num_queries: Any) -> None:
    for _n in range(many):
        shown(None, (1, "Pathways work."))
    client = Client()
    with django_assert_num_queries(3):
        client.get(ADDRESS, {"q": "pathway"})


def test_the_list_of_sessions_leads_here_with_the_words() -> None:
    shown(None, (1, "Pathways work."))
    found = Client().get("/en/dialogues/", {"q": "path ways"}).content.decode()
    assert "/en/dialogues/said/?q=path%20ways" in found
