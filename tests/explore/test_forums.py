"""The page of a forum, and the timeline."""

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compact.models import Cycle
from tests.factories.compact import CycleFactory, MilestoneFactory
from tests.factories.publication import published

pytestmark = pytest.mark.django_db

PAGE, TIMELINE = "/en/forums/2022/", "/en/timeline/"


def test_a_forum_tells_when_and_where_and_what_it_took_up(client: Client, forum: Cycle) -> None:
    html = client.get(PAGE).content.decode()
    for words in (
        "7–10 May 2022",
        "New York",
        "The hearing",
        "March–April 2022",
        "Round table 1",
        "Drivers",
        "cuts across",
        "A/76/642",
        "Costa Rica",
        "No review is published yet",
    ):
        assert words in html.replace("\u2009", "")


def test_its_map_and_its_count_are_of_its_own_reviews(client: Client, forum: Cycle) -> None:
    published("CRI")
    assert 'data-count="0"' in client.get(PAGE).content.decode()
    html = client.get("/en/forums/2030/").content.decode()
    assert 'data-count="1"' in html
    assert "Costa Rica: Review published" in html


def test_its_map_can_be_downloaded(client: Client, forum: Cycle) -> None:
    response = client.get(PAGE, {"format": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response.content.decode("utf-8-sig").splitlines() == [
        "iso3,name,regions,reviews",
        "CRI,Costa Rica,eclac,0",
    ]


def test_another_format_is_refused_in_words(client: Client, forum: Cycle) -> None:
    response = client.get(PAGE, {"format": "pdf"})
    assert response.status_code == 400
    assert "“pdf” is not a value of “format”. It can be: csv." in response.content.decode()


@pytest.mark.parametrize("year", ["1999", "0", "99999999999999999999"])
def test_a_year_without_a_forum_is_not_there(client: Client, forum: Cycle, year: str) -> None:
    response = client.get(f"/en/forums/{year}/")
    assert response.status_code == 404
    assert f"There is no forum of {year}. There are those of 2022." in response.content.decode()


@time_machine.travel("2026-11-23T12:00:00Z", tick=False)
def test_the_forum_in_the_menu_is_the_next_one(client: Client, forum: Cycle) -> None:
    CycleFactory(year=2026)
    CycleFactory(year=2030, undated=True)
    assert client.get("/en/forums/")["Location"] == "/en/forums/2030/"
    assert "The dates have not been set yet." in client.get("/en/forums/2030/").content.decode()


def test_before_any_forum_is_announced_there_is_none(client: Client) -> None:
    assert client.get("/en/forums/").status_code == 404
    assert client.get(TIMELINE).status_code == 200


def test_the_timeline_names_the_source_of_each_date(client: Client, forum: Cycle) -> None:
    html = client.get(TIMELINE).content.decode()
    assert "of stakeholders" in html
    assert "Source: the roadmap" in html


def test_it_can_be_narrowed_to_forums(client: Client, forum: Cycle) -> None:
    MilestoneFactory(cycle=CycleFactory(year=2026), title="The second forum")
    assert "The second forum" in client.get(TIMELINE).content.decode()
    html = client.get(TIMELINE, {"cycle": "2022"}).content.decode()
    assert "The second forum" not in html
    assert '<a href="?cycle=2022" aria-current="page">' in html
    both = client.get(TIMELINE, {"cycle": ["2022", "2026"]}).content.decode()
    assert "The second forum" in both


@pytest.mark.parametrize("cycle", ["1999", "next", "2022; drop"])
def test_a_forum_that_is_not_there_is_refused_in_words(
    client: Client, forum: Cycle, cycle: str
) -> None:
    response = client.get(TIMELINE, {"cycle": cycle})
    assert response.status_code == 400
    assert "It can be: 2022." in response.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_more_of_everything_is_no_more_queries(
    client: Client,
    forum: Cycle,
    django_assert_num_queries: DjangoAssertNumQueries,
    more: int,
) -> None:
    for number in range(more):
        MilestoneFactory(cycle=forum)
        MilestoneFactory(cycle=CycleFactory(year=2026 + 4 * number))
    with django_assert_num_queries(14):
        client.get(PAGE)
    with django_assert_num_queries(2):
        client.get(TIMELINE)
