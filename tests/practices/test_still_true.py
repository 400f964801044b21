"""The yearly question whether a practice is still true: to whom, when, and the one click."""

import re
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core import mail, signing
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notices.delivery import deliver_one
from notices.letters import compose
from notices.models import Notice
from practices.asking import KINDS, ask_whether_still_true
from practices.models import Practice
from practices.services.errors import NotAllowedError
from practices.services.still_true import (
    AnsweredMeanwhileError,
    say_no_longer_true,
    say_still_true,
)
from practices.still_true import KIND, KIND_OF_SEVERAL, BadTokenError, question_of, token_of
from practices.tasks import ask
from publication import yearly
from publication.choices import State
from publication.models import ListedItem, StateChange
from publication.moves import NotReadyError, make_move
from stakeholders.choices import Role
from stakeholders.models import Organisation, User
from tests.desk.access import signed_in
from tests.factories.practices import TITLE, author_of, practice_in, published
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory
from tests.practices.people import people_around
from tests.practices.shelf import shelved

pytestmark = pytest.mark.django_db

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
DAY, YEAR = timedelta(days=1), timedelta(days=366)
LINK = re.compile(r"https://testserver(/\S+/still-true/\S+)")


def then(maker: Organisation | None = None, moment: datetime = START, **more: Any) -> Practice:
    with time_machine.travel(moment, tick=False):
        return shelved(maker, at=timezone.now(), **more)


def asked(person: User | None = None) -> list[Notice]:
    notices = Notice.objects.filter(kind__in=KINDS).order_by("pk")
    return list(notices.filter(recipient=person) if person else notices)


def letter(person: User) -> EmailMultiAlternatives:
    return compose(asked(person)[-1])


class TestAsking:
    def test_after_a_year_each_who_speaks_for_its_people_is_asked_once(self) -> None:
        practice = then()
        one = author_of(practice)
        two = UserFactory(role=Role.REPRESENTATIVE, role__at=practice.organisation)
        UserFactory(role=Role.CONTRIBUTOR, role__at=practice.organisation)
        examiner()
        assert ask_whether_still_true(START + YEAR - 2 * DAY) == 0
        assert ask_whether_still_true(START + YEAR) == 2
        assert {notice.recipient for notice in asked()} == {one, two}
        for later in (timedelta(0), DAY, 100 * DAY):
            assert ask_whether_still_true(START + YEAR + later) == 0

    def test_a_missed_year_is_made_up_by_one_question(self) -> None:
        then()
        assert ask_whether_still_true(START + 3 * YEAR) == 1
        assert ask_whether_still_true(START + 3 * YEAR) == 0

    def test_the_next_year_there_is_a_question_of_its_own(self) -> None:
        then()
        assert ask_whether_still_true(START + YEAR) == 1
        assert ask_whether_still_true(START + 2 * YEAR) == 1

    def test_once_it_was_said_the_next_question_comes_a_year_later(self) -> None:
        practice = then()
        with time_machine.travel(START + 300 * DAY, tick=False):
            say_still_true(practice=practice, by=author_of(practice))
        assert ask_whether_still_true(START + YEAR) == 0
        assert ask_whether_still_true(START + 300 * DAY + YEAR) == 1

    @pytest.mark.parametrize("to", [one for one in State if one != State.PUBLISHED])
    def test_what_is_not_published_is_not_asked_about(self, to: State) -> None:
        with time_machine.travel(START, tick=False):
            practice_in(to)
        assert ask_whether_still_true(START + 2 * YEAR) == 0

    def test_who_wants_no_reminders_or_speaks_for_them_no_longer_is_not_asked(self) -> None:
        one, other = then(), then()
        User.objects.filter(pk=author_of(one).pk).update(wants_reminders=False)
        author_of(other).memberships.update(until=START + DAY)
        assert ask_whether_still_true(START + YEAR) == 0

    def test_several_are_asked_about_in_one_mail_each_with_its_click(self) -> None:
        maker = OrganisationFactory()
        practices = [then(maker, title=f"Title {number}") for number in range(3)]
        then(title="Of another")
        assert ask_whether_still_true(START + YEAR) == 2
        (notice,) = asked(author_of(practices[0]))
        assert notice.kind == KIND_OF_SEVERAL
        with time_machine.travel(START + YEAR, tick=False):
            body = str(letter(author_of(practices[0])).body)
            assert "Of another" not in body
            links = LINK.findall(body)
            assert len(set(links)) == 3
            assert "Thank you" in Client().post(links[1]).content.decode()
        confirmed = Practice.objects.filter(confirmed_at__isnull=False)
        assert list(confirmed) == [practices[1]]

    def test_one_that_is_archived_before_the_mail_leaves_is_not_named(self) -> None:
        maker = OrganisationFactory()
        practices = [then(maker) for _number in range(2)]
        ask_whether_still_true(START + YEAR)
        make_move(practices[0], "archive", by=author_of(practices[0]), note="It ended.")
        body = str(letter(author_of(practices[0])).body)
        assert practices[0].code not in body
        assert practices[1].code in body

    def test_more_than_one_mail_holds_are_asked_about_on_the_next_days(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(yearly, "MOST_ASKED", 2)
        monkeypatch.setattr(yearly, "PEOPLE_AT_ONCE", 1)
        maker = OrganisationFactory()
        for _number in range(3):
            then(maker)
        days = [ask_whether_still_true(START + YEAR + number * DAY) for number in range(3)]
        assert days == [1, 1, 0]

    def test_many_are_asked_with_the_same_number_of_queries(
        self, django_assert_num_queries: Any
    ) -> None:
        then()
        with django_assert_num_queries(7):
            ask_whether_still_true(START + YEAR)
        for _number in range(3):
            then()
        Notice.objects.filter(kind__in=KINDS).delete()
        with django_assert_num_queries(7):
            ask_whether_still_true(START + YEAR)

    def test_the_job_asks_and_the_mail_is_in_the_reader_s_words(self) -> None:
        practice = then()
        with time_machine.travel(START + YEAR, tick=False):
            assert ask() == 1
            for notice in asked():
                assert deliver_one(notice.pk)
            (sent,) = (one for one in mail.outbox if "is it still true?" in one.subject)
            assert practice.code in sent.subject
            (link,) = LINK.findall(str(sent.body))
            assert "It is still true" in Client().get(link).content.decode()


class TestAnswering:
    def link(self, practice: Practice, person: User | None = None) -> str:
        token = token_of(practice, person or author_of(practice))
        return reverse("practice_desk:still_true", args=[practice.code, token])

    def test_to_open_the_link_changes_nothing(self) -> None:
        practice = then()
        text = Client().get(self.link(practice)).content.decode()
        assert "It is still true" in text
        assert str(author_of(practice)) in text
        assert "the last word on this practice is of 1 March 2027" in text
        practice.refresh_from_db()
        assert practice.confirmed_at is None
        assert practice.is_published

    def test_one_click_says_that_it_is_still_true(self) -> None:
        practice = then()
        with time_machine.travel(START + YEAR, tick=False):
            response = Client().post(self.link(practice), {"answer": "yes"})
            assert "you are asked again in a year" in response.content.decode()
        practice.refresh_from_db()
        assert practice.confirmed_at == START + YEAR

    def test_no_longer_true_archives_it_with_the_reason(self) -> None:
        practice = published()
        answer = {"answer": "no", "reason": "The vans were sold."}
        response = Client().post(self.link(practice), answer)
        assert "The practice is archived" in response.content.decode()
        practice.refresh_from_db()
        assert practice.state == State.ARCHIVED
        change = StateChange.objects.of(practice).last()
        assert change is not None
        assert (change.move, change.by, change.note) == (
            "archive",
            author_of(practice),
            "The vans were sold.",
        )
        assert not ListedItem.objects.filter(is_listed=True).exists()
        page = Client().get(practice.get_absolute_url()).content.decode()
        assert "The vans were sold." in page

    @pytest.mark.parametrize("reason", ["", "  \n ", "x" * 2001])
    def test_without_a_reason_nothing_is_archived_and_nothing_is_lost(self, reason: str) -> None:
        practice = then()
        response = Client().post(self.link(practice), {"answer": "no", "reason": reason})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        text = response.content.decode()
        assert 'href="#id_reason"' in text
        assert reason.strip() in text
        practice.refresh_from_db()
        assert practice.is_published

    @pytest.mark.parametrize("answer", ["yes", "no"])
    def test_a_question_is_answered_once(self, answer: str) -> None:
        practice = then()
        link = self.link(practice)
        Client().post(link)
        response = Client().post(link, {"answer": answer, "reason": "Sold."})
        assert response.status_code == HTTPStatus.CONFLICT
        assert "It was answered since you were asked." in response.content.decode()
        assert "It is still true" not in Client().get(link).content.decode()
        practice.refresh_from_db()
        assert practice.is_published

    def test_a_colleague_s_answer_closes_it_for_all(self) -> None:
        practice = then()
        colleague = UserFactory(role=Role.REPRESENTATIVE, role__at=practice.organisation)
        mine, theirs = self.link(practice), self.link(practice, colleague)
        Client().post(mine)
        assert Client().post(theirs).status_code == HTTPStatus.CONFLICT

    def test_one_that_is_archived_meanwhile_says_so(self) -> None:
        practice = published()
        link = self.link(practice)
        make_move(practice, "archive", by=author_of(practice), note="It ended.")
        assert "nothing is left to do" in Client().get(link).content.decode()
        assert Client().post(link).status_code == HTTPStatus.CONFLICT

    def test_who_no_longer_speaks_for_them_or_is_switched_off_has_no_page(self) -> None:
        practice, other = then(), then()
        links = [self.link(practice), self.link(other)]
        author_of(practice).memberships.update(until=START)
        User.objects.filter(pk=author_of(other).pk).update(is_active=False)
        for link in links:
            assert Client().get(link).status_code == HTTPStatus.NOT_FOUND
            assert Client().post(link).status_code == HTTPStatus.NOT_FOUND

    def test_a_token_is_of_one_practice_and_of_its_people(self) -> None:
        practice, other = then(), then()
        for token in (token_of(other, author_of(other)), token_of(practice, author_of(other))):
            at = reverse("practice_desk:still_true", args=[practice.code, token])
            assert Client().post(at).status_code == HTTPStatus.NOT_FOUND

    def test_a_token_grows_old(self) -> None:
        practice = then()
        token = token_of(practice, author_of(practice))
        later = timezone.now() + timedelta(days=401)
        with time_machine.travel(later), pytest.raises(BadTokenError):
            question_of(token)

    @pytest.mark.parametrize(
        "said", [[10**9, 1, None], "x", [1], [1, 2, "yesterday"], {"a": 1}, [None, None, None]]
    )
    def test_a_token_of_nonsense_is_none(self, said: object) -> None:
        then()
        with pytest.raises(BadTokenError):
            question_of(signing.dumps(said, salt=KIND))

    @pytest.mark.parametrize("token", ["x", "a:b:c", "🙂"])
    def test_a_forged_token_is_not_found(self, token: str) -> None:
        at = f"/en/desk/practices/{then().code}/still-true/{token}/"
        assert Client().get(at).status_code in {HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST}


class TestAtAnyTime:
    def at(self, practice: Practice) -> str:
        return reverse("practice_desk:say_still_true", args=[practice.code])

    def test_only_its_people_have_the_page(self) -> None:
        practice = published()
        seen = {
            name
            for name, person in people_around(practice).items()
            if signed_in(person).get(self.at(practice)).status_code == HTTPStatus.OK
        }
        assert seen == {"author", "second speaker", "secretariat who speaks for it"}
        assert Client().get(self.at(practice)).status_code == HTTPStatus.FOUND

    def test_they_say_it_before_they_are_asked(self) -> None:
        practice = published()
        response = signed_in(author_of(practice)).post(self.at(practice), {"answer": "yes"})
        assert response.status_code == HTTPStatus.OK
        practice.refresh_from_db()
        assert practice.confirmed_at is not None

    @pytest.mark.parametrize("to", [State.DRAFT, State.ACCEPTED, State.ARCHIVED])
    def test_there_is_none_for_what_is_not_published(self, to: State) -> None:
        practice = practice_in(to)
        response = signed_in(author_of(practice)).get(self.at(practice))
        assert response.status_code == HTTPStatus.NOT_FOUND


class TestVerbs:
    def test_only_its_people_answer(self) -> None:
        practice = published()
        for user in (examiner(), UserFactory(), UserFactory(role=Role.REPRESENTATIVE)):
            with pytest.raises(NotAllowedError):
                say_still_true(practice=practice, by=user)
            with pytest.raises(NotAllowedError):
                say_no_longer_true(practice=practice, reason="Sold.", by=user)
        assert practice.title == TITLE

    def test_an_answer_to_an_older_question_is_refused(self) -> None:
        practice = published()
        before = practice.published_at
        say_still_true(practice=practice, by=author_of(practice))
        with pytest.raises(AnsweredMeanwhileError):
            say_still_true(practice=practice, by=author_of(practice), asked_of=before)

    def test_to_archive_needs_a_reason(self) -> None:
        practice = published()
        with pytest.raises(NotReadyError):
            say_no_longer_true(practice=practice, reason=" ", by=author_of(practice))
