"""The public list: only what is published, and every count, chip and refusal is true."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from publication.browsing import pages
from publication.browsing.labels import forget_labels
from publication.browsing.listed import show_all
from publication.browsing.shelf import clear_shelves
from publication.choices import State
from reviews.listing import LISTING
from reviews.models import Review
from tests.factories.publication import WAYS, published, review_in
from tests.reviews.listing import LIST, counted, facet, get, listed

pytestmark = pytest.mark.django_db


def test_without_reviews_it_says_so() -> None:
    page = get()
    assert 'data-count="0"' in page
    assert "Nothing is published here yet." in page


def test_where_none_fits_it_shows_the_way() -> None:
    published("CRI")
    page = get("?language=ar")
    assert "Nothing fits all of this." in page
    assert re.search(r'<a href="\?">Without \w+</a> <span class="figure">1 result<', page)


@pytest.mark.parametrize("state", WAYS)
def test_only_what_is_published_is_listed(state: State) -> None:
    review_in(state)
    assert listed() == (["REV-2030-CRI"] if state == State.PUBLISHED else [])
    assert counted() == int(state == State.PUBLISHED)
    assert sum(facet("", "cycle").values()) == int(state == State.PUBLISHED)


def test_the_newest_comes_first() -> None:
    for iso3 in ("MEX", "CRI", "KEN"):
        published(iso3)
    assert listed() == ["REV-2030-KEN", "REV-2030-CRI", "REV-2030-MEX"]


class TestPages:
    @pytest.fixture(autouse=True)
    def _short_pages(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pages, "PAGE_SIZE", 2)
        for iso3 in ("CRI", "MEX", "KEN"):
            published(iso3)

    def test_each_review_is_on_one_page(self) -> None:
        first, second = listed("?page=1"), listed("?page=2")
        assert (len(first), len(second)) == (2, 1)
        assert not set(first) & set(second)
        assert counted("?page=2") == 3

    def test_the_way_to_the_next_page_keeps_what_was_chosen(self) -> None:
        (address,) = re.findall(r'rel="next" href="([^"]*)"', get("?cycle=2030"))
        assert address.startswith("?cycle=2030&amp;after=")
        assert listed(address.replace("&amp;", "&")) == listed("?cycle=2030&page=2")

    @pytest.mark.parametrize("page", ["0", "3", "-1", "abc", "1.5", "", "²", "9" * 30, "9" * 5000])
    def test_a_page_that_is_none_is_not_there(self, page: str) -> None:
        get(f"?page={page}", status=404)

    def test_an_empty_list_has_its_first_page(self) -> None:
        get("?language=ar&page=1")
        get("?language=ar&page=2", status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_1_and_at_3(count: int, django_assert_num_queries: Any) -> None:
    for iso3 in ("CRI", "MEX", "KEN")[:count]:
        published(iso3, o05_progress="Slow.")
    get()
    with django_assert_num_queries(3):  # names and cards were read for the page before
        assert len(listed()) == count
    clear_shelves()
    with django_assert_num_queries(5):
        assert len(listed()) == count


def test_each_card_shows_the_objectives_that_the_review_writes_about() -> None:
    published("CRI", o05_progress="Slow.")
    published("MEX")
    shown = Client().get(LIST).context["results"].values()
    assert {result.row.code: result.objectives for result in shown} == {
        "REV-2030-CRI": [5],
        "REV-2030-MEX": [],
    }


def test_late_and_made_up_reviews_say_so() -> None:
    published("CRI")
    assert "Demonstration" not in get()
    Review.objects.update(is_demonstration=True)
    show_all(LISTING)
    cycle = Review.objects.get().cycle
    cycle.reviews_due_at = timezone.now() - timedelta(days=1)
    cycle.save()
    forget_labels()  # the date is read anew each minute
    page = get()
    assert "Demonstration" in page
    assert "Late" in page


@pytest.mark.parametrize("words", ["slow", "Country KEN", "REV-2030-KEN"])
def test_answers_names_and_codes_are_searched(words: str) -> None:
    published("KEN", o05_progress="Slow, but certain.")
    published("CRI")
    assert listed(f"?q={words}") == ["REV-2030-KEN"]


def test_the_words_of_an_answer_are_shown_where_they_match() -> None:
    published("CRI", o05_progress="<b>Permits</b> are given at the border.")
    assert "&lt;b&gt;<mark>Permits</mark>&lt;/b&gt; are given" in get("?q=permit")


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh-hans", "pt"])
def test_it_is_there_in_every_language(language: str) -> None:
    published("CRI")
    page = Client().get(f"/{language}/reviews/").content.decode()
    assert f'lang="{language}"' in page
    assert f"/{language}/reviews/REV-2030-CRI/" in page
