"""The list of sessions: facets, search in what was said, cards, files, the feed, and time."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dialogues.cards import newest
from dialogues.listing import LISTING
from dialogues.models import Session
from dialogues.passing import list_what_has_passed
from publication.browsing.listed import show_all
from publication.browsing.shelf import clear_shelves
from publication.models import ListedItem
from publication.moves import make_move
from tests.dialogues.sessions.comers import JOINING, changed, comer, open_session
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.dialogues import announced, captions, debate, recording, series, session
from tests.factories.publication import examiner

pytestmark = pytest.mark.django_db
LIST = "/en/dialogues/"
NOW = datetime(2030, 2, 6, 12, tzinfo=UTC)  # the day after the usual session


def get(query: str = "", status: int = 200, language: str = "en") -> str:
    answer = Client().get(f"/{language}/dialogues/{query}")
    assert answer.status_code == status
    return answer.content.decode()


def codes(query: str = "") -> list[str]:
    """As the file has them."""
    answer: Any = Client().get(f"{LIST}?format=csv{query}")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return [row["code"] for row in csv.DictReader(io.StringIO(text))]


def rich() -> Session:
    """A draft with a value of every facet, announced last so that all of it is listed."""
    one = session(
        series=series("regional", reach="regional", title="Regional round tables"),
        language="es",
        languages=["en"],
        title_es="Vías regulares",
        key_messages_en="Permits before the season.",
        place="San José",
    )
    one.objectives.add(ObjectiveFactory(number=5))
    one.countries.add(CountryFactory(iso3="CRI", regions=["eclac"]))
    one.debates.add(debate(2, cycle=one.cycle), debate(None, cycle=one.cycle))
    one.agenda.create(order=1, title_en="Opening by the hosts")
    one.speakers.create(order=1, name="Speaker of a ministry", affiliation="Ministry of Labour")
    make_move(one, "publish", by=examiner())
    return one


@pytest.mark.parametrize(
    "query",
    [
        "&series=regional",
        "&reach=regional",
        "&roundtable=2",
        "&roundtable=policy-debate",
        "&objective=5",
        "&region=eclac",
        "&country=CRI",
        "&language=es",
        "&with=summary",
        "&q=season",
        "&q=vias",
        "&q=hosts",
        "&q=labour",
        "&objective=5&country=CRI&reach=regional",
    ],
)
def test_it_is_narrowed_by_every_facet_and_found_by_every_word(query: str) -> None:
    one = rich()
    announced(about_en="Nothing of the kind.")
    assert codes(query) == [one.code]


@pytest.mark.parametrize("query", ["?time=soon", "?reach=galactic", "?objective=24", "?with=x"])
def test_a_value_that_there_is_not_is_refused(query: str) -> None:
    get(query, status=400)


def test_a_series_that_nobody_has_announced_is_not_named() -> None:
    announced()
    session(series=series("hidden", title="A plan that nobody knows"))
    page = get("?series=nonsense", status=400)
    assert "Dialogue Series" in page
    assert "A plan that nobody knows" not in page
    get("?series=hidden", status=400)


def test_what_was_said_is_found_in_its_language_and_shown_as_transcribed() -> None:
    one = announced()
    announced()
    captions(recording(one), "Los permisos llegan tarde.", language="es")
    show_all(LISTING)
    assert codes("&q=permisos") == [one.code]
    assert codes("&with=transcript") == codes("&with=recording") == [one.code]


def test_what_is_not_published_of_a_recording_is_not_found() -> None:
    captions(recording(announced(), published_at=None), "A secret word: tamarind.")
    show_all(LISTING)
    assert codes("&q=tamarind") == []
    assert codes("&with=recording") == []


def test_how_to_join_and_who_comes_are_not_found() -> None:
    one = open_session()
    place = comer(one)
    assert codes("&q=555") == []
    assert codes(f"&q={place.email}") == []
    page = get()
    assert one.code in page
    assert JOINING not in page


def test_in_the_order_of_their_days() -> None:
    early = announced(starts_at=NOW - timedelta(days=9), ends_at=NOW - timedelta(days=8))
    late = announced(starts_at=NOW + timedelta(days=9), ends_at=NOW + timedelta(days=10))
    middle = announced()
    assert codes() == [late.code, middle.code, early.code]
    assert codes("&ordering=starts") == [early.code, middle.code, late.code]
    assert [card.row.code for card in newest(2).cards] == [late.code, middle.code]


def test_it_passes_by_itself() -> None:
    one = announced()
    assert codes("&time=to-come") == [one.code]
    with time_machine.travel(NOW, tick=False):
        assert list_what_has_passed(NOW) == 1
        assert list_what_has_passed(NOW) == 0
        assert codes("&time=past") == [one.code]
        assert codes("&time=to-come") == []


def test_one_that_is_put_off_is_to_come_again() -> None:
    one = announced()
    with time_machine.travel(NOW, tick=False):
        list_what_has_passed(NOW)
        changed(one, starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=2))
        assert codes("&time=to-come") == [one.code]


def test_called_off_it_is_in_no_list() -> None:
    one = rich()
    make_move(one, "call off", by=examiner(), note="A strike.")
    assert codes() == []
    make_move(one, "restore", by=examiner(), note="It is over.")
    assert codes("&reach=regional&ordering=starts") == [one.code]


def test_a_card_says_when_on_the_clock_of_the_session() -> None:
    announced(time_zone="Europe/Zurich")
    page = get()
    assert "5 February 2030, 15:00–17:00 (Zurich)" in page
    assert 'data-own-time="2030-02-05T14:00:00' in page
    assert "To come" in page


def test_a_card_is_in_the_readers_language_where_it_can_be() -> None:
    rich()
    assert "Vías regulares" in get(language="es")
    clear_shelves()
    assert ">Regular pathways: what works</a>" in get()
    clear_shelves()
    assert '<a href="/ar/dialogues/DLG-2030-0001/" lang="es" dir="ltr">' in get(language="ar")


def test_views_charts_and_comparison_are_there() -> None:
    rich()
    for query in ("?view=map", "?view=charts", "?chart=series&format=csv", "?format=xlsx"):
        assert Client().get(LIST + query).status_code == 200
    assert Client().get(f"{LIST}compare/").status_code == 200


def test_the_feed_names_it() -> None:
    one = rich()
    feed = Client().get("/feeds/dialogues.atom?reader=es").content.decode()
    assert "Vías regulares" in feed
    assert one.code in feed


def test_the_record_of_listed_items_holds_the_day() -> None:
    announced()
    assert ListedItem.objects.get().facets["starts"] == ["2030-02-05T14:00+00:00"]


@pytest.mark.parametrize("many", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_many(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _time in range(many):
        announced()
    get()
    clear_shelves()
    with django_assert_num_queries(4):
        get()


@pytest.mark.parametrize("many", [1, 3])
def test_so_for_the_file(many: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _time in range(many):
        announced()
    codes()
    with django_assert_num_queries(12):
        codes()


def test_what_is_listed_knows_that_it_is_past() -> None:
    past = announced(
        starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now() - timedelta(days=1)
    )
    assert codes("&time=past") == [past.code]
    assert '<span class="tag sea">' not in get("?time=past")
