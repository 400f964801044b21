"""The first page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compact.models import Cycle
from tests.factories.publication import published
from tests.factories.reviews import begun

pytestmark = pytest.mark.django_db

HOME = "/en/"


def test_an_empty_portal_has_a_home_too(client: Client) -> None:
    html = client.get(HOME).content.decode()
    assert "No review is published yet." in html
    assert html.count("<h1") == 1


def test_it_shows_the_forum_the_round_tables_and_the_latest_reviews(
    client: Client, forum: Cycle
) -> None:
    review = published("CRI", o05_progress="Twelve offices")
    html = client.get(HOME).content.decode()
    assert "Forum of 2030" in html
    assert "Drivers" in html
    assert review.get_absolute_url() in html
    assert 'aria-label="Objectives 5 of 23"' in html
    assert "One review: 1" in html


def test_no_draft_is_shown(client: Client, forum: Cycle) -> None:
    draft = begun("CRI")
    html = client.get(HOME).content.decode()
    assert draft.code not in html
    assert "One review" not in html


@pytest.mark.parametrize("states", [["CRI"], ["CRI", "MEX", "PER"]])
def test_more_reviews_are_no_more_queries(
    client: Client,
    forum: Cycle,
    django_assert_num_queries: DjangoAssertNumQueries,
    states: list[str],
) -> None:
    for iso3 in states:
        published(iso3)
    with django_assert_num_queries(14):
        client.get(HOME)
