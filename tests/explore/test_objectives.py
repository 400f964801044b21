"""The objectives, and what reviews say on each."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from compact.models import Action, Cycle, Objective
from tests.factories.publication import published
from tests.factories.reviews import begun, filled

pytestmark = pytest.mark.django_db

INDEX, PAGE = "/en/objectives/", "/en/objectives/5/"


@pytest.fixture
def objective(forum: Cycle) -> Objective:
    found = Objective.objects.get(pk=5)
    Action.objects.bulk_create(Action(objective=found, letter=letter) for letter in "abc")
    return found


def test_the_index_counts_the_reviews_on_each(client: Client, objective: Objective) -> None:
    published("CRI", o05_progress="Twelve offices")
    filled(begun("MEX"), o05_progress="A draft")
    html = client.get(INDEX).content.decode()
    assert html.count('class="objective-line"') == 4
    assert "1 review<" in html
    assert "0 reviews<" in html


def test_an_objective_names_its_actions_and_its_round_tables(
    client: Client, objective: Objective
) -> None:
    html = client.get(PAGE).content.decode()
    assert all(f"5({letter})" in html for letter in "abc")
    assert "1 Drivers" in html
    assert "No published review writes about this objective yet." in html


def test_it_quotes_published_reviews_in_their_language(
    client: Client, objective: Objective
) -> None:
    review = published("CRI", o05_progress="Twelve <b>offices</b>")
    filled(begun("MEX"), o05_progress="A draft")
    html = client.get(PAGE).content.decode()
    assert 'data-count="1"' in html
    assert 'lang="en" dir="auto">Twelve &lt;b&gt;offices' in html
    assert f"/en/reviews/{review.code}/o05-progress/" in html
    assert "A draft" not in html


def test_a_review_that_is_silent_on_it_is_not_quoted(client: Client, objective: Objective) -> None:
    published("CRI")
    assert 'data-count="0"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("number", ["0", "24", "99999999999999999999"])
def test_there_are_23_and_no_other(client: Client, objective: Objective, number: str) -> None:
    response = client.get(f"/en/objectives/{number}/")
    assert response.status_code == 404
    assert "numbered 1 to 23" in response.content.decode()


@pytest.mark.parametrize("page", ["2", "0", "last", "9" * 30])
def test_a_page_of_the_list_that_is_not_there(
    client: Client, objective: Objective, page: str
) -> None:
    assert client.get(PAGE, {"page": page}).status_code == 404


@pytest.mark.parametrize("states", [["CRI"], ["CRI", "MEX", "PER"]])
def test_more_reviews_are_no_more_queries(
    client: Client,
    objective: Objective,
    django_assert_num_queries: DjangoAssertNumQueries,
    states: list[str],
) -> None:
    for iso3 in states:
        published(iso3, o05_progress="Twelve offices")
    with django_assert_num_queries(12):  # two of them tell what each review is asked
        client.get(PAGE)
    with django_assert_num_queries(4):
        client.get(INDEX)
