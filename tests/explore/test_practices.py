"""What the public pages say of practices: how many, the newest, and the way to all."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from compact.models import Cycle
from practices.models import Practice
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.practices import begun, thematic_call, whole
from tests.factories.stakeholders import state
from tests.practices.shelf import shelved

pytestmark = pytest.mark.django_db

PAGES = {
    "/en/": "/en/practices/",
    "/en/objectives/5/": "/en/practices/?objective=5",
    "/en/countries/CRI/": "/en/practices/?country=CRI",
    "/en/forums/2022/": "/en/practices/?cycle=2022",
}


@pytest.fixture
def page(client: Client, forum: Cycle) -> Callable[[str], str]:
    ObjectiveFactory(number=5)
    return lambda address: client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_without_practices_it_says_so(address: str, page: Callable[[str], str]) -> None:
    assert "No practice is published yet" in page(address)


@pytest.mark.parametrize(("address", "leads_to"), PAGES.items())
def test_it_shows_the_newest_and_leads_to_all(
    address: str, leads_to: str, page: Callable[[str], str], forum: Cycle
) -> None:
    titles = ["First", "Second", "Third", "Fourth"]
    call = thematic_call(cycle=Cycle.objects.get(year=2022))
    for title in titles:
        shelved(title=title, call=call)
    text = page(address)
    assert 'data-count="4"' in text
    assert "4 practices" in text
    assert f'href="{leads_to}"' in text
    assert [title for title in titles if f">{title}</a>" in text] == titles[1:]
    assert text.index("Fourth") < text.index("Second")
    assert '<span class="tag good">Peer reviewed</span>' in text


@pytest.mark.parametrize("address", [address for address in PAGES if address != "/en/"])
def test_practices_of_elsewhere_are_not_counted(address: str, page: Callable[[str], str]) -> None:
    shelved(title="Elsewhere", primary_objective=20, countries=["MEX"])
    text = page(address)
    assert "Elsewhere" not in text
    assert "No practice is published yet" in text


@pytest.mark.parametrize("address", PAGES)
def test_drafts_are_not_shown(address: str, page: Callable[[str], str]) -> None:
    whole(begun(state("CRI")), title="Draftenheim")
    assert "Draftenheim" not in page(address)


def test_a_card_names_a_state_in_the_reader_s_language(client: Client, forum: Cycle) -> None:
    CountryFactory(iso3="MEX")
    mexico = state("MEX")
    assert mexico.country is not None
    mexico.country.name_es = "México"  # type: ignore[attr-defined]
    mexico.country.save()
    shelved(mexico)
    assert "México" in client.get("/es/").content.decode()


def test_the_navigation_leads_there(page: Callable[[str], str]) -> None:
    assert '<a href="/en/practices/">Practices</a>' in page("/en/")


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/en/", 16), ("/en/objectives/5/", 11), ("/en/countries/CRI/", 13), ("/en/forums/2022/", 18)],
)
def test_more_practices_are_no_more_queries(
    address: str, queries: int, client: Client, forum: Cycle, django_assert_num_queries: Any
) -> None:
    call = thematic_call(cycle=forum)
    for count in (1, 3):
        while Practice.objects.count() < count:
            shelved(call=call)
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)
