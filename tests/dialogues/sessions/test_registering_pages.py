"""Registering in the browser: one click, or a link that acts only when one confirms."""

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from dialogues.choices import RegistrationState
from dialogues.models import Registration, Session
from dialogues.registering.tokens import address_of
from notices.letters import compose
from notices.models import Notice
from publication.moves import make_move
from tests.desk.access import signed_in
from tests.dialogues.sessions.comers import (
    JOINING,
    anew,
    asked,
    comer,
    confirmed,
    notice_of,
    open_session,
    state_of,
)
from tests.factories.dialogues import announced
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db
SAID = {"name": "Amara", "email": "amara@example.com", "affiliation": "A network"}


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def at(session: Session) -> str:
    return f"/en/dialogues/{session.code}/register/"


def send(session: Session, client: Client | None = None, **said: Any) -> Any:
    return (client or Client()).post(at(session), said or SAID)


def link_in(registration: Registration) -> str:
    """The address in the mail, read in English."""
    body = str(compose(notice_of(registration, "confirm")).body)
    found = re.search(r"https?://[^/]+(/\S+/register/\S+)", body)
    assert found is not None
    return found[1].replace("/fr/", "/en/", 1)


class TestWithAnAccount:
    def test_one_click_registers_and_another_gives_it_back(self) -> None:
        session, person = open_session(), UserFactory()
        client = signed_in(person)
        answer = send(session, client, step="register")
        assert answer["Location"] == f"/en/dialogues/{session.code}/#registration"
        assert session.registrations.get().user == person
        send(session, client, step="cancel")
        assert session.registrations.get().state == RegistrationState.CANCELLED

    def test_to_look_registers_nobody(self) -> None:
        session = open_session()
        assert signed_in(UserFactory()).get(at(session)).status_code == HTTPStatus.OK
        assert not session.registrations.exists()

    def test_closed_meanwhile_it_says_so(self) -> None:
        session = open_session(registration_closes_at=timezone.now() - timedelta(minutes=1))
        answer = send(session, signed_in(UserFactory()), step="register")
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "Registration for this session is closed" in answer.content.decode()

    def test_called_off_meanwhile_it_says_so(self) -> None:
        session = open_session()
        make_move(session, "call off", by=examiner(), note="A strike.")
        answer = send(session, signed_in(UserFactory()), step="register")
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "A strike." in answer.content.decode()

    def test_who_was_signed_out_is_led_to_the_form(self) -> None:
        session = open_session()
        answer = send(session, step="register")
        assert answer["Location"] == at(session)
        assert not session.registrations.exists()

    def test_nobody_cancels_for_another(self) -> None:
        session = open_session()
        place = comer(session)
        send(session, signed_in(UserFactory()), step="cancel")
        assert state_of(place) == RegistrationState.PLACED


class TestWithoutAnAccount:
    def test_a_mail_goes_to_the_address_and_nothing_else_happens(self) -> None:
        session = open_session()
        answer = send(session)
        assert answer.status_code == HTTPStatus.OK
        assert "A mail goes to <b>amara@example.com</b>" in answer.content.decode()
        place = session.registrations.get()
        assert (place.state, place.language) == (RegistrationState.ASKED, "en")
        assert (place.name, place.affiliation) == ("Amara", "A network")

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("name", ""),
            ("name", "See https://evil.example"),
            ("email", ""),
            ("email", "nobody"),
            ("email", "a@b@c.example"),
            ("affiliation", "x" * 201),
        ],
    )
    def test_bad_input_is_told_and_stays_in_the_fields(self, name: str, text: str) -> None:
        session = open_session()
        answer = send(session, None, **{**SAID, name: text})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "There is a problem" in page
        assert 'value="Amara"' in page or name == "name"
        assert not session.registrations.exists()

    def test_the_page_is_the_same_for_who_is_registered_already(self) -> None:
        session = open_session()
        confirmed(session, "amara@example.com")
        page = send(session).content.decode()
        assert "A mail goes to <b>amara@example.com</b>" in page
        assert "registered already" not in page
        assert Notice.objects.filter(kind="dialogues.registration-known").count() == 1

    def test_many_from_one_place_are_stopped(self) -> None:
        session = open_session()
        client = Client()
        statuses = [
            send(session, client, **{**SAID, "email": f"p{number}@example.com"}).status_code
            for number in range(21)
        ]
        assert statuses[:20] == [HTTPStatus.OK] * 20
        assert statuses[20] == HTTPStatus.TOO_MANY_REQUESTS

    def test_an_office_behind_one_address_is_not_stopped_where_it_has_accounts(self) -> None:
        session = open_session()
        for _time in range(22):
            answer = send(session, signed_in(UserFactory()), step="register")
            assert answer.status_code == HTTPStatus.FOUND

    def test_a_session_that_takes_none_says_so(self) -> None:
        session = announced()
        assert "takes no registrations" in Client().get(at(session)).content.decode()
        assert send(session).status_code == HTTPStatus.CONFLICT


class TestTheLink:
    def test_to_look_confirms_nothing(self) -> None:
        place = asked(open_session())
        answer = Client().get(link_in(place))
        assert "Confirm the registration" in answer.content.decode()
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert state_of(place) == RegistrationState.ASKED

    def test_one_click_confirms_and_how_to_join_is_there(self) -> None:
        place = asked(open_session())
        answer = Client().post(link_in(place), {"step": "confirm"})
        assert state_of(place) == RegistrationState.PLACED
        assert "You are registered" in answer.content.decode()
        assert JOINING in answer.content.decode()

    def test_it_goes_on_leading_to_the_place(self) -> None:
        place = confirmed(open_session())
        with time_machine.travel(timezone.now() + timedelta(days=20), tick=False):
            assert Client().get(address_of(place)).status_code == HTTPStatus.OK

    def test_by_it_the_place_is_given_back(self) -> None:
        session = open_session(capacity=1)
        place = confirmed(session)
        waits = comer(session)
        answer = Client().post(address_of(place), {"step": "cancel"})
        assert "You are not registered" in answer.content.decode()
        assert state_of(waits) == RegistrationState.PLACED

    def test_who_did_not_ask_says_so(self) -> None:
        """And nothing of them is kept; a second click finds nothing."""
        place = asked(open_session())
        link = link_in(place)
        answer = Client().post(link, {"step": "cancel"})
        assert answer.status_code == HTTPStatus.OK
        assert "You are not registered" in answer.content.decode()
        assert not Registration.objects.exists()
        assert Client().post(link, {"step": "cancel"}).status_code == HTTPStatus.NOT_FOUND

    def test_not_confirmed_within_three_days_it_expires(self) -> None:
        place = asked(open_session(starts_at=timezone.now() + timedelta(days=30)))
        link = link_in(place)
        with time_machine.travel(timezone.now() + timedelta(days=3, minutes=1), tick=False):
            for answer in (Client().get(link), Client().post(link, {"step": "confirm"})):
                assert answer.status_code == HTTPStatus.GONE
                assert "This link works no longer" in answer.content.decode()
        assert state_of(place) == RegistrationState.ASKED

    def test_a_newer_link_takes_the_place_of_an_older(self) -> None:
        session = open_session()
        place = asked(session)
        link = link_in(place)
        with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
            again = asked(session)
        assert Client().get(link).status_code == HTTPStatus.GONE
        assert Client().get(address_of(again)).status_code == HTTPStatus.OK

    def test_closed_meanwhile_it_says_so_and_confirms_nothing(self) -> None:
        session = open_session(registration_closes_at=timezone.now() + timedelta(hours=1))
        place = asked(session)
        with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
            answer = Client().post(link_in(place), {"step": "confirm"})
        assert answer.status_code == HTTPStatus.CONFLICT
        assert state_of(place) == RegistrationState.ASKED

    def test_a_link_nobody_signed_leads_nowhere(self) -> None:
        session = open_session()
        place = asked(session)
        other = open_session()
        token = address_of(place).rstrip("/").rsplit("/", 1)[1]
        for address in (
            f"{at(session)}nonsense/",
            f"{at(session)}{token[:-2]}xx/",
            f"{at(other)}{token}/",
        ):
            assert Client().get(address).status_code == HTTPStatus.NOT_FOUND

    def test_another_step_is_refused(self) -> None:
        place = asked(open_session())
        assert Client().post(link_in(place), {"step": "win"}).status_code == HTTPStatus.BAD_REQUEST
        assert Client().put(link_in(place)).status_code == HTTPStatus.METHOD_NOT_ALLOWED
        assert anew(place).state == RegistrationState.ASKED
