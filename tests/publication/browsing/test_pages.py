"""Pages stay put while data change: what does not change is shown once, and not missed."""

from random import Random
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publication.browsing import pages
from publication.browsing.facets import RefusedError
from publication.browsing.pages import page_of
from tests.publication.browsing import things
from tests.publication.browsing.things import narrowed, row_of, say, take_away, thing

pytestmark = pytest.mark.django_db
ORDERINGS = ["-published", "published", "-updated", "title", "-title", "code"]


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGE_SIZE", 3)


def shown(query: str) -> tuple[list[int], str, str]:
    """The numbers of one page, and the queries of the next and the previous one."""
    page = page_of(narrowed(query))
    return page.numbers, page.next[1:], page.previous[1:]


def all_numbers(query: str) -> list[int]:
    return [number for _key, number in narrowed(query).walk()]


@pytest.mark.parametrize("ordering", ORDERINGS)
def test_forwards_and_backwards_through_all_pages(ordering: str) -> None:
    for number in range(8):
        thing(f"Title {number % 3}", day=number % 2)  # many alike
    query, pages_seen = f"ordering={ordering}", []
    previous = ""
    while query:
        numbers, query, previous = shown(query)
        pages_seen.append(numbers)
    assert [n for numbers in pages_seen for n in numbers] == all_numbers(f"ordering={ordering}")
    assert [len(numbers) for numbers in pages_seen] == [3, 3, 2]
    for numbers in reversed(pages_seen[:-1]):
        assert shown(previous)[0] == numbers
        previous = shown(previous)[2]
    assert previous == ""


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(ORDERINGS), st.randoms(use_true_random=False))
def test_what_does_not_change_is_shown_once_whatever_else_does(
    ordering: str, random: Random
) -> None:
    for pk in list(things.said):
        take_away(pk)
    known = [thing(f"Title {n % 4}", day=n % 3, size=["small"]) for n in range(9)]
    steady = set(known)
    seen: list[int] = []
    query = f"ordering={ordering}&size=small"
    while query:
        numbers, query, _previous = shown(query)
        seen += numbers
        steady -= disturb(known, random)
    places = {row_of(pk).number for pk in steady}
    assert [number for number in seen if number in places] == [
        number for number in all_numbers(f"ordering={ordering}&size=small") if number in places
    ]


def disturb(known: list[int], random: Random) -> set[int]:
    """Publish, change or withdraw something; returns what was changed."""
    pk = random.choice(known)
    what = random.choice(["publish", "withdraw", "retitle", "news", "publish again"])
    if what == "publish":
        known.append(thing(f"Title {random.randrange(5)}", day=random.randrange(4), size=["small"]))
        return set()
    if what == "withdraw":
        if pk in things.said:
            take_away(pk)
    elif pk in things.said:
        at = things.START.replace(day=1 + random.randrange(5))
        changes: dict[str, dict[str, Any]] = {
            "retitle": {"title": f"Title {random.randrange(5)}"},
            "news": {"updated_at": at},
        }
        say(pk, **changes.get(what, {"published_at": at}))
    return {pk}


def test_a_place_holds_though_what_stood_there_has_gone() -> None:
    pks = [thing(f"Title {number}") for number in range(6)]
    first, following, _ = shown("ordering=title")
    take_away(pks[2])  # the last of the first page
    assert shown(following)[0] == [row_of(pk).number for pk in pks[3:]]
    assert first[-1] not in shown(following)[0]


def test_the_address_keeps_what_was_asked_and_drops_the_old_place() -> None:
    for _ in range(7):
        thing("A & B", size=["small"])
    _, following, _ = shown("size=small&q=b&view=list&format=")
    words = parse_qs(following)
    assert words.pop("after")[0].endswith("+00:00")
    assert words == {"size": ["small"], "q": ["b"], "view": ["list"]}
    assert "page" not in parse_qs(shown(f"{following}&page=1")[1])


def test_a_page_by_its_number_is_still_found() -> None:
    for number in range(7):
        thing(f"Title {number}")
    numbers = all_numbers("ordering=title")
    assert shown("ordering=title&page=2")[0] == numbers[3:6]
    assert shown(shown("ordering=title&page=2")[2])[0] == numbers[:3]
    for no_page in ("0", "4", "-1", "x", "99999999999999999999", "１"):
        with pytest.raises(Http404):
            shown(f"page={no_page}")


@pytest.mark.parametrize(
    "place", ["x", "1", ".", "a.b", "-1.a", "1_0.a", "٣.a", "9999999999.a", "[[[[[[", "1e3.a", "😀"]
)
def test_a_place_that_no_page_has_is_refused(place: str) -> None:
    for word in ("after", "before"):
        with pytest.raises(RefusedError, match="names a place"):
            shown(f"{word}={place}")


def test_a_made_up_place_is_a_place() -> None:
    thing("B")
    assert len(shown("ordering=title&after=7.a")[0]) == 1
    assert shown("ordering=title&after=7.c")[0] == []
    assert shown("ordering=title&before=7.a") == ([], "", "")
