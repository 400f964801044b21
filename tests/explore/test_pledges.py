"""What the public pages say of pledges: how many, the newest, and the way to all."""

from collections.abc import Callable

import pytest
from django.test import Client

from compact.models import Cycle
from pledges.choices import Stage
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.pledges import begun, published, staged, whole
from tests.factories.stakeholders import state

pytestmark = pytest.mark.django_db

PAGES = {
    "/en/": "/en/pledges/",
    "/en/objectives/5/": "/en/pledges/?objective=5",
    "/en/countries/CRI/": "/en/pledges/?country=CRI",
    "/en/forums/2022/": "/en/pledges/?cycle=2022",
}


@pytest.fixture
def page(client: Client, forum: Cycle) -> Callable[[str], str]:
    ObjectiveFactory(number=5)
    return lambda address: client.get(address).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_without_pledges_it_says_so(address: str, page: Callable[[str], str]) -> None:
    assert "No pledge is published yet" in page(address)


@pytest.mark.parametrize(("address", "leads_to"), PAGES.items())
def test_it_shows_the_newest_and_leads_to_all(
    address: str, leads_to: str, page: Callable[[str], str]
) -> None:
    titles = ["First", "Second", "Third", "Fourth"]
    for title in titles:
        published(state("CRI"), title=title, objectives=[5], year=2022)
    text = page(address)
    assert 'data-count="4"' in text
    assert "4 pledges" in text
    assert f'href="{leads_to}"' in text
    assert [title for title in titles if title in text] == titles[1:]
    assert text.index("Fourth") < text.index("Second")


@pytest.mark.parametrize("address", [address for address in PAGES if address != "/en/"])
def test_pledges_of_elsewhere_are_not_counted(address: str, page: Callable[[str], str]) -> None:
    published(state("MEX"), title="Elsewhere", objectives=[20], year=2030)
    text = page(address)
    assert "Elsewhere" not in text
    assert "No pledge is published yet" in text


@pytest.mark.parametrize("address", PAGES)
def test_drafts_are_not_shown(address: str, page: Callable[[str], str]) -> None:
    whole(begun(state("CRI"), year=2022), title="Draftenheim")
    assert "Draftenheim" not in page(address)


def test_a_pledge_for_a_country_is_on_its_page_whoever_makes_it(
    page: Callable[[str], str],
) -> None:
    published(title="For Costa Rica", countries=["CRI"])
    assert "For Costa Rica" in page("/en/countries/CRI/")


def test_a_card_names_a_state_in_the_reader_s_language_and_says_the_stage(
    client: Client, forum: Cycle
) -> None:
    CountryFactory(iso3="MEX")
    mexico = state("MEX")
    assert mexico.country is not None
    mexico.country.name_es = "México"  # type: ignore[attr-defined]
    mexico.country.save()
    staged(published(mexico), Stage.FULFILLED)
    text = client.get("/es/").content.decode()
    assert "México" in text
    assert "Fulfilled" in client.get("/en/").content.decode()


def test_the_navigation_leads_there(page: Callable[[str], str]) -> None:
    assert '<a href="/en/pledges/">Pledges</a>' in page("/en/")
