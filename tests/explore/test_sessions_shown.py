"""Announced sessions on the pages of the portal: the first page, objectives, countries, forums."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from publication.moves import make_move
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.dialogues import session
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db
PAGES = ("/en/", "/en/objectives/5/", "/en/countries/CRI/", "/en/forums/2030/")


def on_everything(**fields: str) -> None:
    one = session(**fields)
    one.objectives.add(ObjectiveFactory(number=5))
    one.countries.add(CountryFactory(iso3="CRI"))
    make_move(one, "publish", by=examiner())


def page(address: str, language: str = "en") -> str:
    answer = Client().get(address.replace("/en/", f"/{language}/"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_it_is_shown_where_it_belongs(address: str) -> None:
    on_everything(title_en="Regular routes", title_fr="Voies régulières")
    text = page(address)
    assert "Regular routes" in text
    assert "/en/dialogues/DLG-2030-0001/" in text
    assert "5 February 2030, 14:00–16:00 (UTC)" in text
    assert "Voies régulières" in page(address, "fr")


@pytest.mark.parametrize("address", PAGES)
def test_one_that_is_not_announced_is_not(address: str) -> None:
    one = session(title_en="Regular routes")
    one.objectives.add(ObjectiveFactory(number=5))
    one.countries.add(CountryFactory(iso3="CRI"))
    text = page(address)
    assert "Regular routes" not in text
    assert "No session is announced yet" in text


@pytest.mark.parametrize("address", PAGES)
def test_more_of_them_lead_to_the_narrowed_list(address: str) -> None:
    for _time in range(4):
        on_everything()
    text = page(address)
    assert '<strong data-count="4">4 sessions' in text
    start = text.index("All of these sessions")
    href = text[:start].rsplit('href="', 1)[1].split('"')[0]
    listed = page(href.replace("&amp;", "&"))
    assert 'data-count="4"' in listed


@pytest.mark.parametrize("many", [1, 3])
def test_more_of_them_are_no_more_queries(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(many):
        on_everything()
    page("/en/objectives/5/")
    with django_assert_num_queries(11):
        page("/en/objectives/5/")


def test_the_first_page_leads_to_the_dialogues() -> None:
    assert '<a href="/en/dialogues/">Dialogues</a>' in page("/en/")
