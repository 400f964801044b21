"""Who has reviewed and who has not: told beside the list, and drawn for every Member State."""

import re

import pytest
from django.test import Client

from compact.models import Country
from tests.factories.compact import CountryFactory
from tests.factories.publication import published
from tests.reviews.editions import FIRST, SECOND, published_for, withdrawn
from tests.reviews.listing import get

pytestmark = pytest.mark.django_db


def squares(query: str = "") -> dict[str, tuple[str, str, str]]:
    """By country: the class of its square, what it says, and where it leads."""
    found = re.findall(
        r'<li class="x\d+ y\d+ (v\d)"><a href="([^"]*)" title="[^:"]*: ([^"]*)">(\w+)</a></li>',
        get(f"?view=map{query}"),
    )
    return {code: (level, said, href) for level, href, said, code in found}


@pytest.fixture(autouse=True)
def _countries() -> None:
    for iso3 in ("CRI", "KEN", "FJI"):
        CountryFactory(iso3=iso3)


def test_every_member_state_has_a_square_and_blank_ones_lead_to_its_page() -> None:
    published("CRI")
    drawn = squares()
    assert set(drawn) == {country.pk for country in Country.objects.all()}
    assert drawn["CRI"] == ("v1", "1 review", "/en/reviews/?country=CRI")
    assert drawn["KEN"] == ("v0", "No review published", "/en/countries/KEN/")


def test_the_key_counts_both() -> None:
    published("CRI")
    page = get("?view=map")
    blank = Country.objects.count() - 1
    assert f"No review published: {blank}" in page


def test_it_is_told_beside_the_list() -> None:
    published("CRI")
    page = get()
    blank = Country.objects.count() - 1
    assert "1 Member State has published a review here." in page
    assert f"{blank} Member States have none here." in page
    assert 'href="?view=map"' in page


def test_of_one_forum_it_is_told_for_that_forum() -> None:
    published_for(FIRST, "CRI")
    published_for(SECOND, "KEN")
    published_for(SECOND, "CRI")
    assert "2 Member States have published a review here." in get()
    assert "1 Member State has published a review here." in get(f"?cycle={FIRST}")
    assert f'href="?cycle={FIRST}&amp;view=map"' in get(f"?cycle={FIRST}")
    assert squares(f"&cycle={FIRST}")["KEN"][1] == "No review published"
    assert squares()["CRI"][1] == "2 reviews"


@pytest.mark.parametrize("query", ["?country=CRI", "?language=en", "?q=ministry"])
def test_of_a_selection_it_is_not_told_who_has_none(query: str) -> None:
    published("CRI")
    page = get(query)
    assert "none here." not in page


def test_who_is_not_meant_is_outside_and_not_blank() -> None:
    published("CRI")
    drawn = squares("&country=CRI&country=KEN")
    assert drawn["CRI"][:2] == ("v1", "1 review")
    assert drawn["KEN"][:2] == ("v0", "No review published")
    assert drawn["FJI"] == ("v9", "Outside the selection", "/en/countries/FJI/")


def test_where_words_are_searched_for_blank_means_that_none_fits() -> None:
    published("CRI", o05_progress="Permits at the border.")
    published("KEN")
    drawn = squares("&q=permits")
    assert drawn["KEN"][:2] == ("v0", "No review that fits")


def test_one_that_was_withdrawn_is_blank() -> None:
    published("KEN")
    withdrawn(published("CRI"))
    assert squares()["CRI"][:2] == ("v0", "No review published")


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh-hans", "pt"])
def test_it_is_there_in_every_language(language: str) -> None:
    published("CRI")
    response = Client().get(f"/{language}/reviews/?view=map")
    assert response.status_code == 200
    assert f'href="/{language}/countries/KEN/"' in response.content.decode()
