"""One mail a person and day asks what is new of all pledges that have fallen silent."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from notices.letters import compose
from notices.models import Notice
from pledges.asking import KINDS, ask_for_news
from pledges.models import News, Pledge
from pledges.news import KIND, KIND_OF_SEVERAL
from pledges.services import nothing_new
from publication import yearly
from publication.choices import State
from stakeholders.choices import Role
from stakeholders.models import Organisation, User
from tests.factories.pledges import author_of, published
from tests.factories.stakeholders import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=366)
LINK = re.compile(r"https://testserver(/\S+/news/\S+)")


def silent(count: int, maker: Organisation, since: datetime = START, **more: Any) -> list[Pledge]:
    with time_machine.travel(since, tick=False):
        return [published(maker, **more) for _number in range(count)]


def asked(person: User) -> list[Notice]:
    return list(Notice.objects.filter(kind__in=KINDS, recipient=person).order_by("pk"))


def letter(person: User) -> EmailMultiAlternatives:
    """The last mail, read when the last question was asked."""
    return compose(asked(person)[-1])


@pytest.fixture
def maker() -> Organisation:
    return OrganisationFactory()


class TestThirty:
    @pytest.fixture
    def pledges(self, maker: Organisation) -> list[Pledge]:
        return silent(30, maker)

    def test_are_asked_about_in_one_mail(self, pledges: list[Pledge]) -> None:
        assert ask_for_news(START + YEAR) == 1
        body = str(letter(author_of(pledges[0])).body)
        assert [p.code for p in pledges] == re.findall(r"^(PLG-\S+) A desk", body, re.MULTILINE)

    def test_each_has_one_click_of_its_own(self, pledges: list[Pledge]) -> None:
        with time_machine.travel(START + YEAR, tick=False):
            ask_for_news(START + YEAR)
            links = LINK.findall(str(letter(author_of(pledges[0])).body))
            assert len(set(links)) == 30
            assert "Nothing is new" in Client().get(links[7]).content.decode()
            assert "Thank you" in Client().post(links[7]).content.decode()
        assert [news.pledge for news in News.objects.all()] == [pledges[7]]

    def test_are_links_in_the_mail_as_a_page_too(self, pledges: list[Pledge]) -> None:
        ask_for_news(START + YEAR)
        [(html, _media_type)] = letter(author_of(pledges[0])).alternatives
        for pledge in pledges:
            assert re.search(
                rf'<a href="https://\S+/{pledge.code}/news/\S+"[^>]*>{pledge.code} A', str(html)
            )

    def test_are_asked_about_once(self, pledges: list[Pledge]) -> None:
        assert ask_for_news(START + YEAR) == 1
        for later in (timedelta(0), timedelta(hours=1), DAY, 100 * DAY):
            assert ask_for_news(START + YEAR + later) == 0
        assert len(asked(author_of(pledges[0]))) == 1

    def test_are_asked_about_again_a_year_later(self, pledges: list[Pledge]) -> None:
        assert ask_for_news(START + YEAR) == 1
        assert ask_for_news(START + 2 * YEAR) == 1
        last = asked(author_of(pledges[0]))[-1]
        assert len(last.context["questions"].split()) == 30


def test_one_that_falls_silent_the_next_day_is_asked_about_then(maker: Organisation) -> None:
    silent(3, maker)
    (later,) = silent(1, maker, START + DAY)
    assert ask_for_news(START + YEAR) == 1
    assert ask_for_news(START + YEAR + DAY) == 1
    first, second = asked(author_of(later))
    assert len(first.context["questions"].split()) == 3
    assert (second.kind, second.item) == (KIND, later)


def test_one_that_falls_silent_on_the_same_day_waits_for_the_next(maker: Organisation) -> None:
    silent(2, maker)
    (later,) = silent(1, maker, START + timedelta(hours=2))
    assert ask_for_news(START + YEAR) == 1
    assert ask_for_news(START + YEAR + timedelta(hours=3)) == 0
    assert ask_for_news(START + YEAR + DAY) == 1
    assert asked(author_of(later))[-1].item == later


def test_who_speaks_for_two_gets_one_mail_and_a_colleague_only_the_own(maker: Organisation) -> None:
    other = OrganisationFactory()
    mine, theirs = silent(1, maker), silent(2, other)
    both, colleague = author_of(mine[0]), author_of(theirs[0])
    with time_machine.travel(START, tick=False):
        both.memberships.create(organisation=other, role=Role.REPRESENTATIVE)
    assert ask_for_news(START + YEAR) == 2
    assert len(LINK.findall(str(letter(both).body))) == 3
    assert len(LINK.findall(str(letter(colleague).body))) == 2
    assert mine[0].code not in str(letter(colleague).body)


def test_one_alone_leads_straight_to_its_button(maker: Organisation) -> None:
    (pledge,) = silent(1, maker)
    ask_for_news(START + YEAR)
    (notice,) = asked(author_of(pledge))
    assert (notice.kind, notice.item) == (KIND, pledge)
    assert len(LINK.findall(str(compose(notice).body))) == 1


def test_more_than_one_mail_holds_are_asked_about_on_the_next_days(
    maker: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yearly, "MOST_ASKED", 2)
    pledges = silent(5, maker)
    days = [ask_for_news(START + YEAR + number * DAY) for number in range(4)]
    assert days == [1, 1, 1, 0]
    told = [notice.context["questions"].split() for notice in asked(author_of(pledges[0]))]
    assert [len(questions) for questions in told] == [2, 2, 1]
    assert len({question for questions in told for question in questions}) == 5


def test_of_many_people_each_is_asked(maker: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yearly, "PEOPLE_AT_ONCE", 2)
    silent(2, maker)
    UserFactory.create_batch(4, role=Role.REPRESENTATIVE, role__at=maker)
    assert ask_for_news(START + YEAR) == 5
    assert ask_for_news(START + YEAR + DAY) == 0


def test_who_wants_no_reminders_gets_none(maker: Organisation) -> None:
    pledges = silent(3, maker)
    User.objects.filter(pk=author_of(pledges[0]).pk).update(wants_reminders=False)
    assert ask_for_news(START + YEAR) == 0


def test_one_that_has_news_is_asked_about_a_year_after_it(maker: Organisation) -> None:
    pledge, other = silent(2, maker)
    ask_for_news(START + YEAR)
    with time_machine.travel(START + YEAR + 10 * DAY, tick=False):
        nothing_new(pledge=pledge, by=author_of(pledge))
    assert ask_for_news(START + 2 * YEAR) == 1
    assert asked(author_of(pledge))[-1].item == other
    assert ask_for_news(START + 2 * YEAR + 11 * DAY) == 1
    assert asked(author_of(pledge))[-1].item == pledge


def test_one_that_is_withdrawn_before_the_mail_leaves_is_not_named(maker: Organisation) -> None:
    pledges = silent(3, maker)
    ask_for_news(START + YEAR)
    Pledge.objects.filter(pk=pledges[1].pk).update(state=State.DRAFT)
    body = str(letter(author_of(pledges[0])).body)
    assert [pledges[0].code, pledges[2].code] == re.findall(r"^(PLG-\S+) A", body, re.MULTILINE)


def test_the_mail_is_written_in_the_readers_language(maker: Organisation) -> None:
    pledges = silent(2, maker, title="Mil <b>puestos</b>")
    User.objects.filter(pk=author_of(pledges[0]).pk).update(language="es")
    ask_for_news(START + YEAR)
    mail = letter(author_of(pledges[0]))
    assert "/es/desk/pledges/" in str(mail.body)
    assert "<b>puestos</b>" in str(mail.body)
    [(html, _media_type)] = mail.alternatives
    assert "<b>puestos" not in str(html)


def test_all_of_it_takes_the_same_number_of_queries(
    maker: Organisation, django_assert_num_queries: Any
) -> None:
    silent(1, maker)
    with django_assert_num_queries(7):
        ask_for_news(START + YEAR)
    silent(2, maker)
    silent(2, OrganisationFactory())
    Notice.objects.filter(kind__in=KINDS).delete()
    with django_assert_num_queries(7):
        ask_for_news(START + YEAR)
    assert set(Notice.objects.filter(kind__in=KINDS).values_list("kind", flat=True)) == {
        KIND_OF_SEVERAL
    }
