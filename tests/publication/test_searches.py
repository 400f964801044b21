"""A saved search tells once a week what is new, and nothing where nothing is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from notices.letters import compose
from notices.models import Notice
from pledges.listing import LISTING
from pledges.models import Pledge
from publication import searches
from publication.browsing.listed import show
from publication.browsing.listing import Narrowing
from publication.models import SavedSearch
from publication.searches import TooManySearchesError, save_search, tell_what_is_new, words_of
from stakeholders.models import User
from tests.factories.compact import ObjectiveFactory
from tests.factories.pledges import published
from tests.factories.stakeholders import UserFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db
MONDAY = datetime(2030, 3, 4, 8, tzinfo=UTC)
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _on_monday() -> Iterator[None]:
    for number in (1, 5):
        ObjectiveFactory(number=number)
    with time_machine.travel(MONDAY, tick=False):
        yield


def saved(query: str = "", by: User | None = None, language: str = "en") -> SavedSearch:
    with override(language):
        return save_search(narrowing=Narrowing(LISTING, QueryDict(query)), by=by or UserFactory())


def at(moment: datetime, title: str = "A pledge", **fields: Any) -> Pledge:
    """A pledge published at that time."""
    with time_machine.travel(moment, tick=False):
        return published(title=title, **fields)


def told(moment: datetime) -> list[str]:
    """Run the job; the mails that it queued, in plain."""
    before = set(Notice.objects.values_list("pk", flat=True))
    tell_what_is_new(moment)
    kind = Notice.objects.filter(kind="publication.digest").exclude(pk__in=before)
    return [str(compose(notice).body) for notice in kind.order_by("pk")]


def test_what_came_within_the_week_is_told_with_its_addresses() -> None:
    at(MONDAY - WEEK, "Old news")
    saved("stage=planning")
    pledge = at(MONDAY + timedelta(days=2), "Twelve desks")
    assert told(MONDAY + WEEK - HOUR) == []
    (mail,) = told(MONDAY + WEEK + HOUR)
    assert f"Twelve desks\nhttps://testserver/en/pledges/{pledge.code}/" in mail
    assert "Old news" not in mail
    assert "https://testserver/en/pledges/?stage=planning&ordering=-updated" in mail
    assert "https://testserver/en/desk/settings/" in mail


def test_only_what_the_search_finds_is_told() -> None:
    saved("objective=5")
    at(MONDAY + HOUR, "On pathways", objectives=[5])
    at(MONDAY + HOUR, "On data", objectives=[1])
    (mail,) = told(MONDAY + WEEK + HOUR)
    assert "On pathways" in mail
    assert "On data" not in mail


def test_nothing_is_sent_where_nothing_is_new_and_the_week_begins_anew() -> None:
    search = saved("objective=5")
    at(MONDAY + HOUR, objectives=[1])
    assert told(MONDAY + WEEK + HOUR) == []
    search.refresh_from_db()
    assert search.told_until == MONDAY + WEEK


def test_what_was_told_is_not_told_again() -> None:
    saved()
    at(MONDAY + HOUR, "First")
    assert len(told(MONDAY + WEEK + HOUR)) == 1
    assert told(MONDAY + WEEK + HOUR) == []
    assert told(MONDAY + 2 * WEEK + HOUR) == []
    at(MONDAY + 2 * WEEK + HOUR, "Second")
    (mail,) = told(MONDAY + 4 * WEEK)
    assert "Second" in mail
    assert "First" not in mail


def test_a_week_that_was_missed_is_made_up() -> None:
    saved()
    at(MONDAY + timedelta(days=1), "In the first week")
    at(MONDAY + timedelta(days=9), "In the second")
    (mail,) = told(MONDAY + 3 * WEEK)
    assert "In the first week" in mail
    assert "In the second" in mail


def test_what_is_written_just_then_is_told_the_next_time() -> None:
    """It may not be committed while the job reads."""
    saved()
    at(MONDAY + WEEK + HOUR / 2, "Just now")
    assert told(MONDAY + WEEK + HOUR) == []
    assert len(told(MONDAY + 2 * WEEK + HOUR)) == 1


def test_news_of_an_old_pledge_is_new() -> None:
    pledge = at(MONDAY - WEEK, "Old, with news")
    saved()
    Pledge.objects.filter(pk=pledge.pk).update(news_at=MONDAY + timedelta(days=3))
    show(LISTING, [pledge.pk])
    (mail,) = told(MONDAY + WEEK + HOUR)
    assert mail.count("Old, with news") == 1


def test_listing_everything_anew_is_no_news() -> None:
    at(MONDAY - WEEK)
    saved()
    show(LISTING, list(Pledge.objects.values_list("pk", flat=True)))
    assert told(MONDAY + WEEK + HOUR) == []


def test_a_long_digest_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "MOST_TOLD", 2)
    saved()
    for number in range(5):
        at(MONDAY + HOUR, f"Pledge {number}")
    (mail,) = told(MONDAY + WEEK + HOUR)
    assert mail.count("/en/pledges/PLG-") == 2
    assert "And 3 more." in mail


def test_what_was_withdrawn_before_the_mail_is_written_is_not_in_it() -> None:
    saved()
    kept, gone = at(MONDAY + HOUR, "Kept"), at(MONDAY + HOUR, "Withdrawn")
    tell_what_is_new(MONDAY + WEEK + HOUR)
    Pledge.objects.filter(pk=gone.pk).update(state="under-review")
    show(LISTING, [gone.pk])
    mail = str(compose(Notice.objects.get(kind="publication.digest")).body)
    assert kept.title in mail
    assert "Withdrawn" not in mail


def test_it_is_written_in_the_language_in_which_it_was_saved() -> None:
    at(MONDAY - HOUR, language="es", description="Regularización migratoria. " * 20)
    saved("q=regularizaciones", language="es")
    at(MONDAY + HOUR, "Más", language="es", description="Regularización migratoria. " * 20)
    (mail,) = told(MONDAY + WEEK + HOUR)
    assert "https://testserver/es/pledges/" in mail


def test_a_search_for_what_there_is_no_longer_is_silent() -> None:
    search = saved()
    SavedSearch.objects.filter(pk=search.pk).update(query="cycle=1999")
    at(MONDAY + HOUR)
    assert told(MONDAY + WEEK + HOUR) == []
    search.refresh_from_db()
    assert words_of(search) == "cycle=1999"


def test_who_is_no_longer_active_is_told_nothing() -> None:
    search = saved()
    User.objects.filter(pk=search.user_id).update(is_active=False)
    at(MONDAY + HOUR)
    assert told(MONDAY + WEEK + HOUR) == []


def test_the_same_search_is_kept_once() -> None:
    person = UserFactory()
    one = saved("objective=&stage=planning&page=1", by=person)
    assert saved("stage=planning&stage=planning&ordering=title", by=person) == one
    assert saved("stage=planning", by=person, language="fr") != one
    assert saved("stage=planning") != one


def test_one_keeps_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searches, "MOST_SEARCHES", 1)
    person = UserFactory()
    saved("stage=planning", by=person)
    saved("stage=planning", by=person)
    with pytest.raises(TooManySearchesError):
        saved("", by=person)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_once() -> None:
    saved()
    at(MONDAY + HOUR)
    moment = MONDAY + WEEK + HOUR
    outcomes = at_once(*[lambda: tell_what_is_new(moment)] * 3)
    assert sorted(outcomes, key=str) == [0, 0, 1]
    assert Notice.objects.filter(kind="publication.digest").count() == 1


class TestPages:
    SAVE = "/en/searches/pledges/save/?stage=planning&page=1"

    @pytest.fixture
    def person(self) -> User:
        person: User = UserFactory()
        return person

    @pytest.fixture
    def own(self, person: User) -> Client:
        client = Client()
        client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        return client

    def test_a_reader_signs_in_first_and_comes_back(self, client: Client) -> None:
        answer = client.get(self.SAVE)
        assert answer.status_code == 302
        assert "next=/en/searches/pledges/save/%3Fstage%3Dplanning" in answer["Location"]

    def test_saving_asks_then_does_and_leads_back(self, own: Client, person: User) -> None:
        assert "Pledges: Planning" in own.get(self.SAVE).content.decode()
        assert not person.saved_searches.exists()
        answer = own.post(self.SAVE, follow=True)
        assert answer.redirect_chain == [("/en/pledges/?stage=planning", 302)]
        assert "You are told once a week" in answer.content.decode()
        assert person.saved_searches.get().query == "stage=planning"

    def test_too_many_are_refused_in_words(
        self, own: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(searches, "MOST_SEARCHES", 0)
        answer = own.post(self.SAVE)
        assert answer.status_code == 409
        assert "as many searches as one can" in answer.content.decode()

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_what_there_is_not_cannot_be_saved(self, own: Client, method: str) -> None:
        assert getattr(own, method)("/en/searches/pledges/save/?stage=x").status_code == 400
        for room in ("notes", "kitchen"):
            assert getattr(own, method)(f"/en/searches/{room}/save/").status_code == 404
        assert SavedSearch.objects.count() == 0

    def test_the_settings_list_and_stop_them(self, own: Client, person: User) -> None:
        search = saved("stage=planning", by=person)
        stop = reverse("searches:forget", args=[search.pk])
        page = own.get(reverse("desk:settings")).content.decode()
        assert "Pledges: Planning" in page
        assert stop in page
        assert "Pledges: Planning" in own.get(stop).content.decode()
        assert own.post(stop)["Location"] == reverse("desk:settings")
        assert not person.saved_searches.exists()

    def test_those_of_others_are_not_there(self, own: Client) -> None:
        stop = reverse("searches:forget", args=[saved().pk])
        assert own.get(stop).status_code == own.post(stop).status_code == 404
        assert Client().post(stop).status_code == 302
        assert SavedSearch.objects.count() == 1
