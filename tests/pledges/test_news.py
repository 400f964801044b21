"""The yearly question: to whom, when, once; and the one click that answers it."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core import mail, signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notices.delivery import deliver_one
from notices.models import Notice
from pledges.asking import ask_for_news
from pledges.choices import Freshness, Stage
from pledges.lights import relight
from pledges.models import News, Pledge
from pledges.news import KIND, BadTokenError, question_of, token_of
from pledges.services import nothing_new
from pledges.tasks import ask, change_lights
from publication.choices import State
from publication.models import ListedItem
from stakeholders.choices import Role
from stakeholders.models import User
from tests.factories.pledges import (
    author_of,
    partner,
    pledge_in,
    published,
    reported,
    speaker_of,
    staged,
)
from tests.factories.publication import WAYS
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
YEAR = timedelta(days=366)


def published_then(moment: datetime = START) -> Pledge:
    with time_machine.travel(moment, tick=False):
        return published()


def asked() -> list[str]:
    """Who was asked, by name, in order."""
    return [str(n.recipient) for n in Notice.objects.filter(kind=KIND).order_by("pk")]


class TestAsking:
    def test_after_a_year_each_who_speaks_for_the_makers_is_asked_once(self) -> None:
        pledge = published_then()
        one, two = (
            author_of(pledge),
            UserFactory(role=Role.REPRESENTATIVE, role__at=pledge.organisation),
        )
        UserFactory(role=Role.CONTRIBUTOR, role__at=pledge.organisation)
        partner(pledge)
        assert ask_for_news(START + YEAR - timedelta(days=2)) == 0
        assert ask_for_news(START + YEAR) == 2
        assert sorted(asked()) == sorted([str(one), str(two)])
        assert ask_for_news(START + YEAR + timedelta(days=1)) == 0
        assert ask_for_news(START + YEAR + timedelta(days=100)) == 0

    def test_a_missed_year_is_made_up_by_one_question_and_no_more(self) -> None:
        published_then()
        assert ask_for_news(START + 3 * YEAR) == 1
        assert ask_for_news(START + 3 * YEAR) == 0
        assert len(asked()) == 1

    def test_the_next_year_there_is_a_question_of_its_own(self) -> None:
        published_then()
        assert ask_for_news(START + YEAR) == 1
        assert ask_for_news(START + 2 * YEAR) == 1

    def test_who_has_reported_is_not_asked(self) -> None:
        pledge = published_then()
        with time_machine.travel(START + timedelta(days=300), tick=False):
            reported(pledge.targets.get())
        assert ask_for_news(START + YEAR) == 0
        assert ask_for_news(START + timedelta(days=300) + YEAR) == 1

    @pytest.mark.parametrize("stage", [Stage.FULFILLED, Stage.DISCONTINUED])
    def test_what_is_over_is_not_asked_about(self, stage: Stage) -> None:
        pledge = published_then()
        with time_machine.travel(START, tick=False):
            staged(pledge, stage, "Because.")
        assert ask_for_news(START + 2 * YEAR) == 0

    @pytest.mark.parametrize("state", [s for s in WAYS if s != State.PUBLISHED])
    def test_what_is_not_published_is_not_asked_about(self, state: State) -> None:
        with time_machine.travel(START, tick=False):
            pledge_in(state)
        assert ask_for_news(START + 2 * YEAR) == 0

    def test_who_wants_no_reminders_gets_none(self) -> None:
        pledge = published_then()
        User.objects.filter(pk=author_of(pledge).pk).update(wants_reminders=False)
        assert ask_for_news(START + YEAR) == 0

    def test_who_no_longer_speaks_for_them_is_not_asked(self) -> None:
        pledge = published_then()
        author_of(pledge).memberships.update(until=START + timedelta(days=1))
        assert ask_for_news(START + YEAR) == 0

    def test_who_speaks_for_them_twice_is_asked_once(self) -> None:
        pledge = published_then()
        author = author_of(pledge)
        other = published_then()
        assert ask_for_news(START + YEAR) == 2
        assert asked() == [str(author), str(author_of(other))]

    def test_many_are_asked_with_the_same_number_of_queries(
        self, django_assert_num_queries: Any
    ) -> None:
        published_then()
        with django_assert_num_queries(7):
            ask_for_news(START + YEAR)
        for _pledge in range(3):
            published_then()
        Notice.objects.filter(kind=KIND).delete()
        with django_assert_num_queries(7):
            ask_for_news(START + YEAR)

    def test_the_job_asks(self) -> None:
        published_then()
        with time_machine.travel(START + YEAR, tick=False):
            assert ask() == 1


class TestAnswering:
    def link(self, pledge: Pledge) -> str:
        return reverse("pledge_desk:news", args=[pledge.code, token_of(pledge, author_of(pledge))])

    def test_the_mail_leads_to_a_page_with_one_button(self) -> None:
        pledge = published_then()
        with time_machine.travel(START + YEAR, tick=False):
            ask_for_news(timezone.now())
            deliver_one(Notice.objects.get(kind=KIND).pk)
            (letter,) = [m for m in mail.outbox if "what is new" in m.subject]
            address = next(w for w in str(letter.body).split() if "/news/" in w)
            path = address.removeprefix("https://testserver")
            page = Client().get(path).content.decode()
        assert page.count('<form method="post"') == 1
        assert "Nothing is new" in page
        assert pledge.code in letter.subject

    def test_a_get_changes_nothing_and_one_click_answers(self) -> None:
        pledge = published_then()
        client = Client()
        with time_machine.travel(START + YEAR, tick=False):
            assert client.get(self.link(pledge)).status_code == HTTPStatus.OK
            assert not News.objects.exists()
            page = client.post(self.link(pledge)).content.decode()
            assert "Thank you" in page
            news = News.objects.get()
            assert (news.by, news.stage) == (author_of(pledge), "")
            assert ask_for_news(timezone.now()) == 0

    def test_a_second_click_says_nothing_twice(self) -> None:
        pledge = published_then()
        with time_machine.travel(START + YEAR):
            link = self.link(pledge)
            Client().post(link)
            page = Client().post(link).content.decode()
        assert "There has been news since you were asked" in page
        assert News.objects.count() == 1

    def test_an_answer_of_a_colleague_counts(self) -> None:
        pledge = published_then()
        with time_machine.travel(START + YEAR):
            link = self.link(pledge)
            nothing_new(pledge=pledge, by=author_of(pledge))
            assert "There has been news" in Client().get(link).content.decode()

    def test_who_no_longer_speaks_for_them_cannot_answer(self) -> None:
        pledge = published_then()
        link = self.link(pledge)
        author_of(pledge).memberships.update(until=START + timedelta(days=1))
        for response in (Client().get(link), Client().post(link)):
            assert response.status_code == HTTPStatus.NOT_FOUND
        assert not News.objects.exists()

    def test_who_is_no_longer_active_cannot_answer(self) -> None:
        pledge = published_then()
        link = self.link(pledge)
        User.objects.filter(pk=author_of(pledge).pk).update(is_active=False)
        assert Client().post(link).status_code == HTTPStatus.NOT_FOUND

    def test_a_token_is_of_one_pledge(self) -> None:
        pledge, other = published_then(), published_then()
        token = token_of(other, author_of(other))
        at = reverse("pledge_desk:news", args=[pledge.code, token])
        assert Client().get(at).status_code == HTTPStatus.NOT_FOUND

    def test_a_token_of_a_stranger_says_nothing(self) -> None:
        pledge = published_then()
        stranger = speaker_of(published_then().organisation)
        at = reverse("pledge_desk:news", args=[pledge.code, token_of(pledge, stranger)])
        assert Client().post(at).status_code == HTTPStatus.NOT_FOUND

    def test_a_token_grows_old(self) -> None:
        pledge = published_then()
        token = token_of(pledge, author_of(pledge))
        with (
            time_machine.travel(timezone.now() + timedelta(days=401)),
            pytest.raises(BadTokenError),
        ):
            question_of(token)

    @pytest.mark.parametrize(
        "said", [[10**9, 1, None], "x", [1], [1, 2, "yesterday"], {"a": 1}, [None, None, None]]
    )
    def test_a_token_of_nonsense_is_none(self, said: object) -> None:
        published_then()
        with pytest.raises(BadTokenError):
            question_of(signing.dumps(said, salt=KIND))

    @pytest.mark.parametrize("token", ["x", "a:b:c", "🙂", "%00"])
    def test_a_forged_token_is_not_found(self, token: str) -> None:
        pledge = published_then()
        with pytest.raises(BadTokenError):
            question_of(token)
        response = Client().get(f"/en/desk/pledges/{pledge.code}/news/{token}/")
        assert response.status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST}


class TestLights:
    def light(self) -> list[str]:
        return list(ListedItem.objects.get().facets.get("freshness", []))

    def test_a_light_changes_with_time_alone(self) -> None:
        published_then()
        seen = []
        for days in (0, 360, 367, 700, 735):
            with time_machine.travel(START + timedelta(days=days), tick=False):
                relight(timezone.now())
                seen.append(self.light())
        assert seen == [
            [Freshness.FRESH],
            [Freshness.FRESH],
            [Freshness.AGEING],
            [Freshness.AGEING],
            [Freshness.STALE],
        ]

    def test_only_what_has_passed_a_border_is_listed_anew(self) -> None:
        published_then()
        published_then(START + timedelta(days=200))
        with time_machine.travel(START + YEAR, tick=False):
            assert change_lights() == 1
            assert change_lights() == 0

    def test_one_that_slept_for_years_is_stale_at_once(self) -> None:
        published_then()
        with time_machine.travel(START + 5 * YEAR, tick=False):
            assert relight(timezone.now()) == 1
            assert relight(timezone.now()) == 0
        assert self.light() == [Freshness.STALE]
