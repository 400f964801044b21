"""The pages of round tables and of the policy debate: who leads each, and all that feeds it."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from compact.models import Cycle
from dialogues.choices import PostState
from dialogues.models import Debate, DebateModerator
from publication.choices import State
from tests.desk.access import signed_in
from tests.factories.compact import ObjectiveFactory
from tests.factories.dialogues import (
    announced,
    co_chair,
    debate,
    note,
    post,
    published_post,
    recording,
    series,
    session,
    space,
)
from tests.factories.pledges import published as published_pledge
from tests.factories.practices import thematic_call
from tests.factories.publication import examiner
from tests.factories.publication import published as published_review
from tests.practices.shelf import shelved

pytestmark = pytest.mark.django_db

INDEX, FIRST, POLICY = (
    "/en/roundtables/2022/",
    "/en/roundtables/2022/1/",
    "/en/roundtables/2022/policy-debate/",
)


@pytest.fixture
def first(forum: Cycle) -> Debate:
    """Round table 1 of 2022, on objectives 2 and 5, beside the policy debate."""
    for number in range(1, 24):
        ObjectiveFactory(number=number)
    debate(None, cycle=forum)
    return debate(1, cycle=forum)


def page(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


class TestTheList:
    def test_each_debate_with_its_objectives_and_what_stands(self, first: Debate) -> None:
        one = announced(series=series(cycle=first.cycle))
        one.debates.add(first)
        text = page(INDEX)
        assert text.index("Round table 1") < text.index("Policy debate")
        assert 'href="/en/objectives/5/"' in text
        assert "1 session<" in text
        assert "On all 23 objectives" in text

    @pytest.mark.parametrize("year", [2026, 1999, 10**12])
    def test_a_forum_that_debates_nothing_yet_says_so(self, year: int, first: Debate) -> None:
        response = Client().get(f"/en/roundtables/{year}/")
        assert response.status_code == HTTPStatus.NOT_FOUND
        assert f"The forum of {year} has no such debate yet." in response.content.decode()

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_asks_no_more_of_the_database_for_more(
        self, many: int, forum: Cycle, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(1, many + 1):
            one = debate(number, lists=[number + 10], cycle=forum)
            announced(series=series(cycle=forum)).debates.add(one)
            space(one)
        page(INDEX)
        with django_assert_num_queries(5):
            page(INDEX)


class TestOneOfThem:
    @pytest.mark.parametrize("slug", ["4", "9", "x", "policy", "1x"])
    def test_what_there_is_not(self, slug: str, first: Debate) -> None:
        assert Client().get(f"/en/roundtables/2022/{slug}/").status_code == HTTPStatus.NOT_FOUND

    def test_who_leads_it(self, first: Debate) -> None:
        co_chair(first, "CRI")
        named = {"name": "A moderator", "affiliation": "International Labour Organization"}
        DebateModerator.objects.create(debate=first, order=1, **named)
        text = page(FIRST)
        assert 'href="/en/countries/CRI/"' in text
        assert "International Labour Organization" in text

    def test_its_objectives_with_the_flag(self, first: Debate) -> None:
        fourth = debate(4, cycle=first.cycle)
        text = page(fourth.get_absolute_url())
        assert text.count("cuts across") == 1
        assert 'href="/en/objectives/23/"' in text

    def test_without_anything_it_says_so(self, first: Debate) -> None:
        text = page(FIRST)
        for words in (
            "Not named yet",
            "It is not published yet.",
            "It has no discussion space.",
            "No session was announced for it yet.",
            "No review is published yet",
            "No pledge is published yet",
            "No practice is published yet",
        ):
            assert words in text

    def test_a_round_table_without_objectives_shows_no_rooms(self, forum: Cycle) -> None:
        published_pledge(year=2022)
        text = page(debate(3, cycle=forum).get_absolute_url())
        assert "None are chosen yet." in text
        assert "What is pledged" not in text

    def test_the_rooms_are_narrowed_to_its_objectives_and_its_forum(self, first: Debate) -> None:
        for objectives in ([2], [5], [20]):
            published_pledge(year=2022, objectives=objectives, title=f"On {objectives[0]}")
        published_pledge(year=2030, objectives=[2], title="Of another forum")
        shelved(title="What worked", call=thematic_call(cycle=first.cycle), primary_objective=5)
        text = page(FIRST)
        assert "On 2" in text
        assert "On 5" in text
        assert "On 20" not in text
        assert "Of another forum" not in text
        assert "What worked</a>" in text
        address = "/en/pledges/?cycle=2022&amp;objective=2&amp;objective=5"
        assert f'href="{address}"' in text
        assert 'data-count="2"' in Client().get(address.replace("&amp;", "&")).content.decode()

    def test_the_policy_debate_has_all_of_its_forum(self, first: Debate) -> None:
        for objectives in ([2], [20]):
            published_pledge(year=2022, objectives=objectives, title=f"On {objectives[0]}")
        published_pledge(year=2030, title="Of another forum")
        text = page(POLICY)
        assert "On 2<" in text
        assert "On 20<" in text
        assert "Of another forum" not in text
        assert 'href="/en/pledges/?cycle=2022"' in text

    def test_reviews_are_named_in_the_readers_language(self, first: Debate) -> None:
        review = published_review("CRI", o05_progress="Twelve offices")
        other = debate(1, lists=[5], cycle=review.cycle)
        text = page(other.get_absolute_url().replace("/en/", "/fr/"))
        assert review.code in text
        with translation.override("fr"):
            assert f">{review}</a>" in text
        with translation.override("en"):
            assert f">{review}</a>" in page(other.get_absolute_url().replace("/fr/", "/en/"))

    def test_sessions_to_come_and_past(self, first: Debate) -> None:
        now = timezone.now()
        of = series(cycle=first.cycle)
        past = announced(
            series=of,
            title_en="Held before",
            starts_at=now - timedelta(days=3),
            ends_at=now - timedelta(days=2),
        )
        coming = announced(
            series=of,
            title_en="To be held",
            starts_at=now + timedelta(days=2),
            ends_at=now + timedelta(days=3),
        )
        draft = session(series=of, title_en="Not announced")
        for one in (past, coming, draft):
            one.debates.add(first)
        recording(past)
        text = page(FIRST)
        assert text.index("To be held") < text.index("Held before")
        assert "Not announced" not in text
        assert text.count("With recording") == 1

    def test_a_recording_that_is_not_published_is_not_told(self, first: Debate) -> None:
        now = timezone.now()
        past = announced(
            series=series(cycle=first.cycle),
            starts_at=now - timedelta(days=3),
            ends_at=now - timedelta(days=2),
        )
        past.debates.add(first)
        recording(past, published_at=None)
        recording(past, removed_at=now)
        assert "With recording" not in page(FIRST)

    def test_the_discussion_counts_what_is_published(self, first: Debate) -> None:
        there = space(first)
        published_post(there)
        post(there)
        post(there, state=PostState.WITHDRAWN)
        text = page(FIRST)
        assert f'href="{there.get_absolute_url()}"' in text
        assert "1 contribution<" in text
        assert ">Open<" in text

    def test_the_note_is_there_once_everybody_can_read_it(self, first: Debate) -> None:
        written = note(first)
        assert written.title not in page(FIRST)
        type(written).objects.filter(pk=written.pk).update(
            state=State.PUBLISHED, published_at=timezone.now()
        )
        assert f'href="{written.get_absolute_url()}"' in page(FIRST)

    def test_it_leads_to_its_neighbours(self, first: Debate) -> None:
        text = page(FIRST)
        assert f'href="{POLICY}"' in text
        assert f'href="{INDEX}"' in text

    def test_the_secretariat_gets_to_its_desk_and_nobody_else(self, first: Debate) -> None:
        address = "/en/desk/dialogues/debates/2022/1/"
        assert address not in page(FIRST)
        assert address in page(FIRST, signed_in(examiner()))

    @pytest.mark.parametrize("many", [1, 3])
    def test_it_asks_no_more_of_the_database_for_more(
        self, many: int, first: Debate, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for number in range(many):
            co_chair(first, ("CRI", "MEX", "KEN")[number])
            announced(series=series(cycle=first.cycle)).debates.add(first)
            published_pledge(year=2022, objectives=[2])
        space(first)
        page(FIRST)
        with django_assert_num_queries(QUERIES):
            page(FIRST)


QUERIES = 21


class TestLinks:
    def test_forum_objective_and_home_lead_there(self, first: Debate, forum: Cycle) -> None:
        assert f'href="{INDEX}"' in page("/en/forums/2022/")
        assert f'href="{FIRST}"' in page("/en/forums/2022/")
        assert f'href="{FIRST}"' in page("/en/objectives/2/")
        assert f'href="{FIRST}"' in page("/en/")

    def test_without_debates_nothing_leads_nowhere(self, forum: Cycle) -> None:
        for address in ("/en/forums/2022/", "/en/objectives/2/", "/en/"):
            assert "roundtables/" not in page(address)
