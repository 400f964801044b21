"""All Member States, and the profile of each."""

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compact.models import Champion, Cycle
from tests.factories.compact import CountryFactory, RegionFactory
from tests.factories.publication import published

pytestmark = pytest.mark.django_db

INDEX, PROFILE = "/en/countries/", "/en/countries/CRI/"


@pytest.fixture
def states(forum: Cycle) -> None:
    """Costa Rica, Côte d’Ivoire, and Türkiye, which lies in two regions."""
    CountryFactory(iso3="CIV", iso2="CI", name="Côte d’Ivoire", regions=["eca"])
    CountryFactory(iso3="TUR", iso2="TR", name="Türkiye", regions=["ece", "escap"])


def count(client: Client, **query: str | list[str]) -> int:
    html = client.get(INDEX, query).content.decode()
    return int(html.split('data-count="')[1].split('"')[0])


@pytest.mark.usefixtures("states")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, 3),
        ({"region": "eca"}, 1),
        ({"region": ["eca", "eclac"]}, 2),
        ({"region": ["ece", "escap"]}, 1),
        ({"region": ""}, 3),
        ({"q": "cote d'iv"}, 1),
        ({"q": "TURKIYE"}, 1),
        ({"q": "cri"}, 1),
        ({"q": "co"}, 2),
        ({"q": "co", "region": "eca"}, 1),
        ({"q": "atlantis"}, 0),
        ({"q": "%"}, 0),
    ],
)
def test_they_can_be_narrowed(
    client: Client, query: dict[str, str | list[str]], found: int
) -> None:
    assert count(client, **query) == found


@pytest.mark.usefixtures("states")
def test_counts_tell_before_the_click_and_chips_lead_back(client: Client) -> None:
    html = client.get(INDEX, {"q": "co", "region": "eca"}).content.decode()
    options = html.split("<legend>Region</legend>")[1].split("</fieldset>")[0]
    assert options.count('<span class="figure">1</span>') == 2
    assert 'value="eca" checked' in options
    assert 'href="?q=co"' in html
    assert 'href="?region=eca"' in html


@pytest.mark.usefixtures("states")
def test_a_state_outside_the_selection_stays_on_the_map(client: Client) -> None:
    html = client.get(INDEX, {"region": "eca"}).content.decode()
    assert 'title="Türkiye: Outside the selection"' in html
    assert 'title="Côte d’Ivoire: No review"' in html


@pytest.mark.usefixtures("states")
def test_when_none_fits_the_page_says_what_to_relax(client: Client) -> None:
    assert "No Member State fits" in client.get(INDEX, {"q": "atlantis"}).content.decode()


@pytest.mark.usefixtures("states")
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"region": "atlantis"}, "“atlantis” is not a value of “region”"),
        ({"region": ["eca", "ECA"]}, "“ECA” is not a value of “region”"),
        ({"format": "pdf"}, "“pdf” is not a value of “format”"),
        ({"q": "x" * 201}, "The words to search for are too many."),
    ],
)
def test_what_does_not_exist_is_told(
    client: Client, query: dict[str, str | list[str]], words: str
) -> None:
    response = client.get(INDEX, query)
    assert response.status_code == 400
    assert words in response.content.decode()


@pytest.mark.usefixtures("states")
def test_the_download_is_what_is_shown(client: Client) -> None:
    published("TUR")
    response = client.get(INDEX, {"format": "csv", "region": "ece"})
    assert response.content.decode("utf-8-sig").splitlines() == [
        "iso3,name,regions,reviews",
        "TUR,Türkiye,ece escap,1",
    ]


@pytest.mark.usefixtures("states")
def test_a_state_without_a_review_is_shown_and_not_left_out(client: Client) -> None:
    html = client.get("/en/countries/CIV/").content.decode()
    assert "No voluntary review is published here yet." in html
    assert 'class="strip' not in html


@pytest.mark.usefixtures("states")
def test_a_profile_shows_what_was_said_and_when(client: Client) -> None:
    Champion.objects.update(since=date(2020, 1, 1), note="Named in the region")
    review = published("CRI", o05_progress="Twelve offices")
    html = client.get(PROFILE).content.decode()
    for words in (
        "Champion country.",
        "1 voluntary review published.",
        'aria-label="Objectives 5 of 23"',
        "on 1 of 23 objectives",
        "Forum of 2022",
        "Reviews for 2030 due",
        'aria-current="step"',
        review.get_absolute_url(),
        "since 1 January 2020",
        "Named in the region",
        "Source: The roadmap",
    ):
        assert words in html


@pytest.mark.usefixtures("states")
@pytest.mark.parametrize("code", ["XXX", "cri", "CR", "188", "<b>", "C" * 300])
def test_a_code_that_is_none_is_not_there(client: Client, code: str) -> None:
    response = client.get(f"/en/countries/{code}/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "is not the three-letter code of a Member State" in html
    assert "<b>”" not in html


@pytest.mark.usefixtures("forum")
@pytest.mark.parametrize("more", [0, 2])
def test_more_states_are_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    for number in range(more):
        CountryFactory(regions=[RegionFactory(code=f"new{number}").code])
    with django_assert_num_queries(5):
        client.get(INDEX)


@pytest.mark.usefixtures("forum")
def test_a_profile_asks_as_much_with_reviews_as_the_page_needs(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published("CRI")
    with django_assert_num_queries(11):
        client.get(PROFILE)
