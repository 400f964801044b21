"""Narrowing the public list: each value counts truly, and an unknown one is told."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from compact.models import Region
from publication.choices import State
from tests.factories.compact import CountryFactory, RegionFactory
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, forum
from tests.reviews.listing import chosen, counted, facet, get, listed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("world")]


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Costa Rica and Mexico of one region, Turkey of two, Kenya of another; two forums.

    Made once for the module, and rolled back after it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        make_world()
        yield
        transaction.set_rollback(True)


def make_world() -> None:
    regions = {"CRI": ["eclac"], "MEX": ["eclac"], "TUR": ["ece", "escwa"], "KEN": ["eca"]}
    for iso3, codes in regions.items():
        CountryFactory(iso3=iso3, regions=codes)
    old, new = forum(2026), forum(2030)
    for iso3, cycle, language in [
        ("CRI", old, "es"),
        ("CRI", new, "es"),
        ("MEX", new, "es"),
        ("TUR", new, "en"),
        ("KEN", new, "en"),
    ]:
        moved(filled(begun(iso3, cycle=cycle, language=language)), to=State.PUBLISHED)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"2026-CRI", "2030-CRI", "2030-MEX", "2030-TUR", "2030-KEN"}),
        ("?cycle=2026", {"2026-CRI"}),
        ("?cycle=2030&region=eclac", {"2030-CRI", "2030-MEX"}),
        ("?region=ece", {"2030-TUR"}),
        ("?region=ece&region=escwa", {"2030-TUR"}),
        ("?region=ece&region=eca", {"2030-TUR", "2030-KEN"}),
        ("?language=es&cycle=2030", {"2030-CRI", "2030-MEX"}),
        ("?country=CRI", {"2026-CRI", "2030-CRI"}),
        ("?country=CRI&country=KEN&cycle=2030", {"2030-CRI", "2030-KEN"}),
        ("?country=CRI&language=en", set()),
        ("?cycle=&region=", {"2026-CRI", "2030-CRI", "2030-MEX", "2030-TUR", "2030-KEN"}),
        ("?cycle=2026&cycle=2026", {"2026-CRI"}),
    ],
)  # fmt: skip
def test_each_word_narrows_and_a_word_repeated_widens(query: str, codes: set[str]) -> None:
    found = listed(query)
    assert set(found) == {f"REV-{code}" for code in codes}
    assert len(found) == len(codes), "each once, though a country lies in two regions"
    assert counted(query) == len(codes)


def test_a_count_tells_before_the_click() -> None:
    for query in ("", "?cycle=2030", "?region=eclac", "?language=es&region=ece"):
        for name in ("cycle", "region", "language"):
            for value, figure in facet(query, name).items():
                others = [
                    word
                    for word in query.removeprefix("?").split("&")
                    if word and not word.startswith(f"{name}=")
                ]
                clicked = "?" + "&".join([*others, f"{name}={value}"])
                assert counted(clicked) == figure, (query, clicked)


def test_a_value_without_reviews_is_shown_with_its_zero() -> None:
    RegionFactory(code="escap")
    assert facet("", "region")["escap"] == 0


def test_what_is_chosen_is_ticked_and_has_its_chip() -> None:
    page = get("?cycle=2030&region=eclac&country=CRI")
    assert chosen("?cycle=2030&region=eclac", "region") == {"eclac"}
    chips = re.findall(r'<a href="(\?[^"]*)"><span class="hidden">', page)
    assert sorted(chips) == [
        "?cycle=2030&amp;country=CRI",
        "?cycle=2030&amp;region=eclac",
        "?region=eclac&amp;country=CRI",
    ]
    assert chosen("?cycle=2030&region=eclac&country=CRI", "country") == {"CRI"}


def test_a_chip_goes_back_to_the_first_page() -> None:
    page = get("?cycle=2030&page=1")
    assert re.findall(r'<a href="(\?[^"]*)"><span class="hidden">', page) == ["?"]


def test_a_country_in_two_regions_counts_in_each_and_once_in_all() -> None:
    regions = facet("?cycle=2030", "region")
    assert (regions["ece"], regions["escwa"]) == (1, 1)
    assert counted("?cycle=2030") == 4


@pytest.mark.parametrize(
    "query",
    [
        "?cycle=2027", "?cycle=abc", "?cycle=2030'", f"?cycle={10**30}", "?region=atlantis",
        "?region=ECLAC", "?language=de", "?language=EN", "?country=XXX", "?country=cri",
        "?country=CRI&country=XXX", "?cycle=2030&region=%3Cscript%3E", "?cycle=%20",
    ],
)  # fmt: skip
def test_an_unknown_value_is_told_and_never_ignored(query: str) -> None:
    page = get(query, status=400)
    assert "The list cannot be narrowed that way" in page
    assert "<script>" not in page.replace("<script src", "")


def test_the_known_values_are_offered() -> None:
    page = get("?region=atlantis", status=400)
    for region in Region.objects.all():
        assert f"<code>{region.code}</code>" in page


@pytest.mark.parametrize("query", ["?cycle=a%00b", "?region=%ff"])
def test_what_is_no_text_is_refused(query: str) -> None:
    get(query, status=400)
