"""The implementer is asked by mail, and answers by one click: which is a POST, once, in time."""

import re
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from notices.letters import compose
from notices.models import Notice
from practices.choices import ConfirmationState
from practices.consent import BadTokenError, confirmation_of, token_of
from practices.models import Confirmation, Practice
from practices.services import (
    AlreadyAnsweredError,
    NotAllowedError,
    NotAskedError,
    answer_for_implementer,
    ask_implementer,
)
from publication.choices import State
from publication.moves import NotReadyError, make_move
from stakeholders.choices import Role
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.practices import author_of, begun, whole
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

EMAIL = "amara@foundation.example"


def on_behalf(**fields: str) -> Practice:
    values = {"implementer": "Amara Foundation", "implementer_email": EMAIL, **fields}
    return whole(begun(), is_own=False, **values)


def asked(practice: Practice | None = None) -> Confirmation:
    item = practice or on_behalf()
    return ask_implementer(practice=item, by=author_of(item))


def at(confirmation: Confirmation) -> str:
    return reverse("practice_desk:confirm", args=[token_of(confirmation)])


def state_of(confirmation: Confirmation) -> str:
    return Confirmation.objects.get(pk=confirmation.pk).state


def sent(kind: str) -> list[str]:
    return [notice.address for notice in Notice.objects.filter(kind=kind).order_by("pk")]


class TestAsking:
    def test_a_mail_goes_to_the_address_in_the_language_of_the_practice(self) -> None:
        asked(on_behalf(language="es"))
        notice = Notice.objects.get(kind="practices.implementer-asked")
        assert (notice.email, notice.language, notice.recipient) == (EMAIL, "es", None)

    def test_the_mail_says_who_asks_and_leads_to_the_page(self) -> None:
        practice = on_behalf()
        confirmation = asked(practice)
        message = compose(Notice.objects.get(kind="practices.implementer-asked"))
        body = str(message.body)
        assert practice.organisation.name in message.subject
        (token,) = re.findall(r"/en/desk/practices/confirm/([^/]+)/", body)
        assert confirmation_of(token) == confirmation
        assert practice.title in body
        assert practice.contact not in body
        # The token is in the mail alone.
        assert token not in str(
            Notice.objects.values_list("context", "key").get(kind="practices.implementer-asked")
        )

    def test_on_submission_it_is_asked_by_itself(self) -> None:
        practice = on_behalf()
        make_move(practice, "submit", by=author_of(practice), declared=True)
        assert sent("practices.implementer-asked") == [EMAIL]

    def test_who_was_asked_before_is_not_asked_again_on_submission(self) -> None:
        practice = on_behalf()
        asked(practice)
        make_move(practice, "submit", by=author_of(practice), declared=True)
        make_move(practice, "take back", by=author_of(practice))
        make_move(practice, "submit", by=author_of(practice), declared=True)
        assert sent("practices.implementer-asked") == [EMAIL]

    def test_one_s_own_practice_asks_nobody(self) -> None:
        practice = whole(begun())
        make_move(practice, "submit", by=author_of(practice), declared=True)
        assert not Confirmation.objects.exists()
        with pytest.raises(NotAskedError):
            asked(practice)

    def test_without_an_address_there_is_nobody_to_ask(self) -> None:
        with pytest.raises(NotAskedError):
            asked(on_behalf(implementer_email=""))

    def test_who_confirmed_is_not_asked_again(self) -> None:
        practice = on_behalf()
        answer_for_implementer(confirmation=asked(practice), agrees=True)
        with pytest.raises(NotAskedError):
            asked(practice)

    @pytest.mark.parametrize("role", ["secretariat", "outsider", "contributor"])
    def test_nobody_else_asks(self, role: str) -> None:
        practice = on_behalf()
        people: dict[str, Callable[[], User]] = {
            "secretariat": lambda: UserFactory(secretariat=True),
            "outsider": UserFactory,
            "contributor": lambda: UserFactory(
                role=Role.CONTRIBUTOR, role__at=practice.organisation
            ),
        }
        with pytest.raises(NotAllowedError):
            ask_implementer(practice=practice, by=people[role]())

    def test_the_button_asks_and_says_so(self) -> None:
        practice = on_behalf()
        client = signed_in(author_of(practice))
        assert "Ask now" in client.get(practice.desk_address).text
        page = client.post(practice.desk_address, follow=True).text
        assert f"Asked: a mail goes to {EMAIL}." in page
        assert "is asked and has not answered yet" in page


class TestAnswering:
    def test_to_look_is_not_to_answer(self) -> None:
        confirmation = asked()
        for _time in range(3):
            response = Client().get(at(confirmation))
            assert response.status_code == HTTPStatus.OK
            assert Client().head(at(confirmation)).status_code in {200, 405}
        assert state_of(confirmation) == ConfirmationState.ASKED
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]

    def test_the_page_shows_what_is_agreed_to_and_no_contact(self) -> None:
        practice = on_behalf()
        page = Client().get(at(asked(practice))).text
        assert practice.title in page
        assert practice.impact in page
        assert practice.contact not in page

    @pytest.mark.parametrize(
        ("answer", "state", "words"),
        [
            ("agree", ConfirmationState.CONFIRMED, "Thank you: you agree"),
            ("refuse", ConfirmationState.REFUSED, "Noted: you do not agree"),
        ],
    )
    def test_one_click_answers(self, answer: str, state: ConfirmationState, words: str) -> None:
        confirmation = asked()
        data = {"answer": answer, "note": "Call me first."}
        response = Client().post(at(confirmation), data)
        assert words in response.text
        confirmation.refresh_from_db()
        assert (confirmation.state, confirmation.note) == (state, "Call me first.")
        assert confirmation.decided_at is not None
        assert sent(f"practices.implementer-{state}") == [author_of(confirmation.practice).email]

    def test_it_works_once(self) -> None:
        confirmation = asked()
        Client().post(at(confirmation), {"answer": "agree"})
        response = Client().post(at(confirmation), {"answer": "refuse"})
        assert "Thank you: you agree" in response.text
        assert state_of(confirmation) == ConfirmationState.CONFIRMED
        with pytest.raises(AlreadyAnsweredError):
            answer_for_implementer(confirmation=confirmation, agrees=False)

    @pytest.mark.parametrize("data", [{}, {"answer": ""}, {"answer": "maybe"}])
    def test_what_is_no_answer_is_refused(self, data: dict[str, str]) -> None:
        confirmation = asked()
        assert Client().post(at(confirmation), data).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert state_of(confirmation) == ConfirmationState.ASKED

    def test_a_note_that_is_too_long_is_told_and_kept_in_the_field(self) -> None:
        confirmation = asked()
        response = Client().post(at(confirmation), {"answer": "agree", "note": "x" * 501})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "x" * 501 in response.text


class TestToken:
    @pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "x" * 3000])
    def test_what_nobody_signed_is_no_page(self, token: str) -> None:
        address = reverse("practice_desk:confirm", args=["TOKEN"]).replace("TOKEN", token)
        assert Client().get(address).status_code in {400, 404}

    def test_it_expires(self, monkeypatch: pytest.MonkeyPatch) -> None:
        token = token_of(asked())
        monkeypatch.setattr("practices.consent.LONGEST", timedelta(seconds=-1))
        with pytest.raises(BadTokenError):
            confirmation_of(token)

    def test_asking_once_more_makes_the_one_before_worthless(self) -> None:
        practice = on_behalf()
        first = at(asked(practice))
        answer_for_implementer(confirmation=Confirmation.objects.get(), agrees=False)
        again = asked(practice)
        assert again.state == ConfirmationState.ASKED
        assert Client().post(first, {"answer": "agree"}).status_code == HTTPStatus.NOT_FOUND
        assert Client().get(at(again)).status_code == HTTPStatus.OK
        assert sent("practices.implementer-asked") == [EMAIL, EMAIL]

    def test_once_another_address_stands_there_it_is_worthless(self) -> None:
        practice = on_behalf()
        confirmation = asked(practice)
        Practice.objects.filter(pk=practice.pk).update(implementer_email="other@a.example")
        assert Client().get(at(confirmation)).status_code == HTTPStatus.NOT_FOUND

    def test_one_of_another_purpose_is_worthless(self) -> None:
        confirmation = asked()
        token = signing.dumps([confirmation.pk, confirmation.asked_at.isoformat()], salt="other")
        with pytest.raises(BadTokenError):
            confirmation_of(token)


class TestBeforeReview:
    def submitted(self) -> Practice:
        practice = on_behalf()
        make_move(practice, "submit", by=author_of(practice), declared=True)
        return practice

    def test_without_consent_it_is_not_taken_in(self) -> None:
        practice = self.submitted()
        with pytest.raises(NotReadyError, match="has not confirmed"):
            make_move(practice, "take in", by=examiner())
        answer_for_implementer(confirmation=Confirmation.objects.get(), agrees=False)
        with pytest.raises(NotReadyError, match="has not confirmed"):
            make_move(practice, "take in", by=examiner())

    def test_with_it_it_is(self) -> None:
        practice = self.submitted()
        answer_for_implementer(confirmation=Confirmation.objects.get(), agrees=True)
        make_move(practice, "take in", by=examiner())
        assert practice.state == State.UNDER_REVIEW


def test_what_was_answered_stays_on_the_record() -> None:
    confirmation = asked()
    answer_for_implementer(confirmation=confirmation, agrees=True)
    events = type(confirmation).pgh_event_model.objects.filter(pgh_obj=confirmation)  # type: ignore[attr-defined]
    assert [event.state for event in events.order_by("pgh_id")] == ["asked", "confirmed"]
