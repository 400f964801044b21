"""Practices that are near to one: which, in which order, and why."""

from typing import Any

import pytest
from django.test import Client

from practices.cards import card_of
from practices.models import Practice
from practices.related import MOST, related_to
from publication.browsing.catalogue import snapshot_of
from publication.moves import show_as_it_is
from tests.factories.compact import CountryFactory
from tests.practices.shelf import shelved

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    for iso3 in ("CRI", "PAN"):
        CountryFactory(iso3=iso3, regions=["eclac"])
    CountryFactory(iso3="KEN", regions=["eca"])
    return shelved(primary_objective=5, objectives=[7], countries=["CRI"], principles=[1])


def titles(practice: Practice) -> list[str]:
    card = card_of(practice.pk)
    assert card is not None
    return [one.card.row.title for one in related_to(card, snapshot_of("practices"))]


def reasons(practice: Practice) -> dict[str, list[str]]:
    card = card_of(practice.pk)
    assert card is not None
    (only,) = related_to(card, snapshot_of("practices"))
    return {str(reason.ground): reason.values for reason in only.reasons}


def test_an_objective_must_be_shared(practice: Practice) -> None:
    shelved(title="Elsewhere", primary_objective=20, countries=["CRI"])
    assert titles(practice) == []
    shelved(title="Here", primary_objective=20, objectives=[7], countries=["KEN"])
    assert titles(practice) == ["Here"]


def test_those_with_the_most_in_common_come_first(practice: Practice) -> None:
    shelved(title="Objective besides", primary_objective=7, countries=["CRI"])
    shelved(title="Objective alone", countries=["KEN"], principles=[2])
    shelved(title="Region", countries=["PAN"], principles=[2])
    shelved(title="Country", countries=["CRI"], principles=[2])
    shelved(title="All", countries=["CRI"], principles=[1])
    assert titles(practice) == ["All", "Country", "Region", "Objective alone"]
    assert len(titles(practice)) == MOST


def test_of_equals_the_newest_comes_first(practice: Practice) -> None:
    for title in ("First", "Second"):
        shelved(title=title)
    assert titles(practice) == ["Second", "First"]


def test_it_is_never_related_to_itself_or_to_what_is_not_published(practice: Practice) -> None:
    other = shelved(title="Other")
    Practice.objects.filter(pk=other.pk).update(state="archived")
    show_as_it_is(Practice.objects.get(pk=other.pk))
    assert titles(practice) == []


def test_each_says_why(practice: Practice) -> None:
    shelved(objectives=[20], countries=["CRI"])
    assert reasons(practice) == {
        "Same objective": ["5 Label 5"],
        "Same country": ["Country CRI"],
        "Same guiding principle": ["Principle 1"],
    }


def test_a_region_is_named_where_no_country_is_shared(practice: Practice) -> None:
    shelved(objectives=[7], countries=["PAN"], principles=[2])
    assert reasons(practice) == {
        "Same objective": ["5 Label 5", "7 Label 7"],
        "Same region": ["Region eclac"],
    }


def test_the_page_shows_them_with_their_reasons(practice: Practice) -> None:
    shelved(title="Una <pariente>", language="es", countries=["PAN"])
    text = Client().get(practice.get_absolute_url()).content.decode()
    assert 'lang="es" dir="auto">Una &lt;pariente&gt;</a>' in text
    assert "Same objective: 5 Label 5" in text


def test_many_cost_the_same(practice: Practice, django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        while Practice.objects.count() <= count:
            shelved(title="Other")
        titles(practice)
        card, snapshot = card_of(practice.pk), snapshot_of("practices")
        assert card is not None
        with django_assert_num_queries(1):
            related_to(card, snapshot)
