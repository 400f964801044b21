"""The invitation to review: a link that answers once, in time, and never on a mere GET."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notices.delivery import deliver_one
from notices.models import Notice
from practices.choices import AssignmentState, Belonging, ReviewMode
from practices.models import Assignment
from practices.peer_review import kinds
from practices.peer_review.inviting import call_off, invite
from practices.peer_review.moves import move_assignment
from practices.peer_review.telling import tell_reviewer
from practices.peer_review.tokens import BadTokenError, address_of, ticket_of, token_of
from publication.choices import State
from publication.moves import make_move
from tests.desk.access import signed_in
from tests.factories.practices import TITLE, assigned, author_of, practice_in, reviewer
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory
from tests.practices.test_anonymity import HOUSE, PARTNER, in_mode, telling
from tests.races import at_once

pytestmark = pytest.mark.django_db

CLOSED = "This invitation can no longer be used"


@pytest.fixture
def asked() -> Assignment:
    return assigned(practice_in(State.UNDER_REVIEW))


def link(assignment: Assignment) -> str:
    return reverse("practice_desk:invitation", args=[token_of(assignment)])


def now(assignment: Assignment) -> Assignment:
    return Assignment.objects.with_names().get(pk=assignment.pk)


class TestToken:
    def test_it_stands_for_the_assignment(self, asked: Assignment) -> None:
        ticket = ticket_of(token_of(asked))
        assert ticket.assignment == asked
        assert ticket.is_open(timezone.now())

    @pytest.mark.parametrize("token", ["", "x", "x:y:z", "WzEsMV0:1:forged"])
    def test_what_nobody_signed_is_worth_nothing(self, token: str, asked: Assignment) -> None:
        with pytest.raises(BadTokenError):
            ticket_of(token)
        at = reverse("practice_desk:invitation", args=[token or "-"])
        assert Client().get(at).status_code == 404

    def test_it_expires_when_the_answer_is_due(self, asked: Assignment) -> None:
        ticket = ticket_of(token_of(asked))
        assert ticket.is_open(asked.answer_due_at - timedelta(seconds=1))
        assert not ticket.is_open(asked.answer_due_at)

    def test_a_renewed_one_makes_the_old_worthless(self, asked: Assignment) -> None:
        old = token_of(asked)
        Assignment.objects.filter(pk=asked.pk).update(invitation=2)
        assert not ticket_of(old).is_open(timezone.now())
        assert ticket_of(token_of(now(asked))).is_open(timezone.now())

    def test_it_is_closed_with_the_account(self, asked: Assignment) -> None:
        person = asked.reviewer.user
        person.is_active = False
        person.save()
        assert not ticket_of(token_of(asked)).is_open(timezone.now())

    def test_once_it_is_of_no_use_the_mail_leads_to_the_desk(self, asked: Assignment) -> None:
        assert address_of(asked) == link(asked)
        call_off(asked, examiner())
        desk = reverse("practice_desk:assignment", args=[asked.pk])
        assert address_of(now(asked)) == desk

    def test_it_is_gone_with_the_assignment(self, asked: Assignment) -> None:
        token = token_of(asked)
        asked.round.practice.delete()
        with pytest.raises(BadTokenError):
            ticket_of(token)


class TestPage:
    def test_a_get_shows_it_and_answers_nothing(self, asked: Assignment) -> None:
        for _look in range(3):
            assert Client().get(link(asked)).status_code == 200
        assert Client().head(link(asked)).status_code in {200, 405}
        assert now(asked).state == AssignmentState.INVITED

    def test_it_shows_what_a_conflict_is_judged_by_and_no_content(self) -> None:
        practice = telling()
        page = Client().get(link(assigned(practice))).content.decode()
        for shown in (practice.code, HOUSE, PARTNER, "English", "2 files", "words"):
            assert shown in page, shown
        for hidden in ("Vans of", "drive vans", "Rosa", "casa@example.org", "named.pdf"):
            assert hidden not in page, hidden

    def test_it_names_nobody_where_the_review_is_double_blind(self) -> None:
        practice = in_mode(telling(), ReviewMode.DOUBLE_BLIND)
        page = Client().get(link(assigned(practice))).content.decode()
        assert practice.code in page
        for hidden in (HOUSE, PARTNER, "Registro", "Vans of", practice.author.name):
            assert hidden not in page, hidden

    def test_nothing_of_it_is_kept_by_a_cache(self, asked: Assignment) -> None:
        response = Client().get(link(asked))
        assert "no-store" in response["Cache-Control"]


class TestAnswer:
    def test_one_click_accepts_and_declares(self, asked: Assignment) -> None:
        response = Client().post(link(asked), {"answer": "accept"})
        assert response.status_code == 200
        answered = now(asked)
        assert answered.state == AssignmentState.ACCEPTED
        assert answered.no_conflict_at is not None
        page = response.content.decode()
        assert "Sign in" in page
        assert TITLE not in page

    def test_who_is_signed_in_is_led_to_the_practice(self, asked: Assignment) -> None:
        client = signed_in(asked.reviewer.user)
        response = client.post(link(asked), {"answer": "accept"}, follow=True)
        assert TITLE in response.content.decode()

    def test_one_click_refuses(self, asked: Assignment) -> None:
        response = Client().post(link(asked), {"answer": "refuse"})
        assert response.status_code == 200
        assert now(asked).state == AssignmentState.DECLINED

    def test_a_conflict_is_told_to_the_secretariat(self, asked: Assignment) -> None:
        secretariat = examiner()
        Client().post(link(asked), {"answer": "conflict", "reason": "My sister works there."})
        refused = now(asked)
        assert refused.state == AssignmentState.DECLINED
        assert refused.reason == "Has a conflict of interest: My sister works there."
        told = Notice.objects.get(kind=kinds.LOST)
        assert told.recipient == secretariat
        assert told.context["note"] == refused.reason

    @pytest.mark.parametrize("answer", ["", "maybe"])
    def test_what_is_no_answer_is_said_so_and_nothing_is_lost(
        self, asked: Assignment, answer: str
    ) -> None:
        given = {"answer": answer, "reason": "I know them."}
        response = Client().post(link(asked), given)
        assert response.status_code == 422
        assert "Choose an answer." in response.content.decode()
        assert "I know them." in response.content.decode()
        assert now(asked).state == AssignmentState.INVITED

    def test_a_reason_that_is_too_long_is_said_so(self, asked: Assignment) -> None:
        response = Client().post(link(asked), {"answer": "refuse", "reason": "x" * 901})
        assert response.status_code == 422
        assert now(asked).state == AssignmentState.INVITED

    @pytest.mark.parametrize("answer", ["accept", "refuse", "conflict"])
    def test_it_works_once(self, asked: Assignment, answer: str) -> None:
        at = link(asked)
        Client().post(at, {"answer": answer})
        state = now(asked).state
        for again in ("accept", "refuse"):
            response = Client().post(at, {"answer": again})
            assert response.status_code == 410
            assert CLOSED in response.content.decode()
        assert Client().get(at).status_code == 410
        assert now(asked).state == state

    def test_it_works_in_time(self, asked: Assignment) -> None:
        at = link(asked)
        with time_machine.travel(asked.answer_due_at + timedelta(minutes=1), tick=False):
            assert Client().post(at, {"answer": "accept"}).status_code == 410
        assert now(asked).state == AssignmentState.INVITED

    def test_it_does_not_work_once_it_is_called_off_or_the_round_is_over(
        self, asked: Assignment
    ) -> None:
        at = link(asked)
        practice = asked.practice
        make_move(practice, "withdraw", by=author_of(practice))
        assert Client().post(at, {"answer": "accept"}).status_code == 410
        assert now(asked).state == AssignmentState.CALLED_OFF

    def test_a_closed_page_tells_nothing_of_the_practice(self, asked: Assignment) -> None:
        at = link(asked)
        call_off(asked, examiner())
        page = Client().get(at).content.decode()
        assert asked.practice.code not in page
        assert str(asked.reviewer) not in page


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts() -> None:
    asked = assigned(practice_in(State.UNDER_REVIEW))
    at = link(asked)

    def answer(word: str) -> int:
        return Client().post(at, {"answer": word}).status_code

    outcomes = at_once(lambda: answer("accept"), lambda: answer("refuse"))
    assert sorted(map(int, map(str, outcomes))) == [200, 410]


class TestOnTheDesk:
    def at(self, assignment: Assignment) -> str:
        return reverse("practice_desk:assignment", args=[assignment.pk])

    def test_the_same_page_asks_there(self, asked: Assignment) -> None:
        page = signed_in(asked.reviewer.user).get(self.at(asked)).content.decode()
        assert "Conflict of interest" in page
        assert TITLE not in page

    def test_it_takes_the_answer(self, asked: Assignment) -> None:
        client = signed_in(asked.reviewer.user)
        response = client.post(self.at(asked), {"answer": "accept"}, follow=True)
        assert TITLE in response.content.decode()
        assert now(asked).state == AssignmentState.ACCEPTED

    def test_a_refusal_leads_back_to_the_list(self, asked: Assignment) -> None:
        client = signed_in(asked.reviewer.user)
        response = client.post(self.at(asked), {"answer": "conflict"}, follow=True)
        assert "Thank you for your answer." in response.content.decode()
        assert now(asked).reason == "Has a conflict of interest."

    def test_what_is_no_answer_is_refused_in_words(self, asked: Assignment) -> None:
        response = signed_in(asked.reviewer.user).post(self.at(asked), {})
        assert response.status_code == 422

    def test_nobody_else_answers(self, asked: Assignment) -> None:
        for other in (reviewer().user, examiner(), author_of(asked.practice), UserFactory()):
            response = signed_in(other).post(self.at(asked), {"answer": "accept"})
            assert response.status_code == 404
        assert now(asked).state == AssignmentState.INVITED

    def test_answered_elsewhere_it_shows_how_it_stands(self, asked: Assignment) -> None:
        client = signed_in(asked.reviewer.user)
        move_assignment(asked, "refuse", by=asked.reviewer.user)
        response = client.post(self.at(asked), {"answer": "accept"}, follow=True)
        assert "You refused this review" in response.content.decode()


class TestMail:
    def sent(self, assignment: Assignment) -> str:
        notice = Notice.objects.get(kind=kinds.INVITED)
        assert deliver_one(notice.pk)
        letter = mail.outbox[-1]
        assert letter.to == [assignment.reviewer.user.email]
        return f"{letter.subject}\n{letter.body}"

    def test_it_carries_the_link_and_what_the_page_would_show(self) -> None:
        practice = telling()
        made = invite(practice, reviewer(Belonging.UN), examiner())
        words = self.sent(made)
        found = re.search(r"https?://[^/]+(/\S+/invitation/\S+/)", words)
        assert found is not None
        assert Client().get(found[1]).status_code == 200
        assert practice.code in words

    @pytest.mark.parametrize("mode", ReviewMode)
    def test_it_never_names_author_or_title(self, mode: ReviewMode) -> None:
        practice = in_mode(telling(), mode)
        words = self.sent(invite(practice, reviewer(Belonging.UN), examiner()))
        for hidden in (HOUSE, PARTNER, "Vans of", practice.author.name, "drive vans"):
            assert hidden not in words

    def test_every_kind_can_be_written(self, asked: Assignment) -> None:
        examiner()
        OrganisationFactory()
        for kind in kinds.TO_REVIEWER:
            tell_reviewer(asked, kind.code, note="A note.")
        for notice in Notice.objects.filter(kind__startswith="practices.review-"):
            assert deliver_one(notice.pk), notice.kind
        assert all("%(" not in letter.body for letter in mail.outbox)
        assert all(TITLE not in f"{letter.subject}{letter.body}" for letter in mail.outbox)
