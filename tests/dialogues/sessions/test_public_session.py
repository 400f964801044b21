"""The page of a session as everybody reads it, its versions, and what is never on it."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from dialogues.models import Session
from dialogues.registering.places import cancel
from dialogues.registering.standing import Standing
from publication.choices import State
from publication.services import cite_thing
from tests.desk.access import signed_in
from tests.dialogues.sessions.comers import (
    JOINING,
    asked,
    changed,
    comer,
    in_state,
    open_session,
)
from tests.factories.compact import CountryFactory, ObjectiveFactory, RegionFactory
from tests.factories.dialogues import announced, captions, debate, note, recording, sent, space
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def page(session: Session, client: Client | None = None, language: str = "en") -> str:
    answer = (client or Client()).get(f"/{language}/dialogues/{session.code}/")
    assert answer.status_code == HTTPStatus.OK
    return answer.content.decode()


def full(many: int = 1) -> Session:
    """Announced, with so many of everything."""
    session = announced(
        place="Palais des Nations",
        time_zone="Europe/Zurich",
        language="es",
        languages=["en", "fr"],
        title_es="Vías regulares",
        summary_en="It was said that permits come late.",
        key_messages_en="- Permits before the season",
    )
    for number in range(many):
        session.agenda.create(order=number, minutes=15 * number, title_en=f"Item {number}")
        session.speakers.create(order=number, name=f"Speaker {number}", affiliation="A ministry")
        session.organisers.add(OrganisationFactory())
        session.objectives.add(ObjectiveFactory(number=5 + number))
        session.countries.add(CountryFactory(iso3=f"CA{'ABC'[number]}"))
        session.regions.add(RegionFactory(code=f"r{number}"))
        session.debates.add(debate(1 + number, cycle=session.cycle))
        session.materials.create(
            kind="report",
            title=f"Report {number}",
            language="en",
            address="https://example.org/report",
            by=examiner(),
        )
    return session


def test_it_says_what_when_where_by_whom_and_in_which_languages() -> None:
    session = full()
    text = page(session)
    for words in (
        "Regular pathways: what works",
        "5 February 2030, 15:00–17:00 (Zurich)",
        "Palais des Nations",
        "Español",
        "English",
        "It was said that permits come late.",
        "<li>Permits before the season</li>",
        "Item 0",
        "Speaker 0",
        "A ministry",
        "Report 0",
        "forum of 2030",
        session.code,
    ):
        assert words in text, words
    assert f"/en/dialogues/{session.code}/calendar.ics" in text


def test_the_agenda_goes_by_the_clock_of_the_session() -> None:
    session = full(3)
    text = page(session)
    assert [text.index(clock) for clock in (">15:00<", ">15:15<", ">15:30<")]


def test_both_clocks_are_shown() -> None:
    session = announced(time_zone="Europe/Zurich")
    person = UserFactory(time_zone="America/Costa_Rica")
    text = page(session, signed_in(person))
    assert "15:00–17:00 (Zurich)" in text
    assert "08:00–10:00 (Costa Rica)" in text
    there = UserFactory(time_zone="Europe/Berlin")
    assert "Berlin" not in page(session, signed_in(there))


def test_a_session_over_midnight_names_both_days() -> None:
    session = announced(ends_at=datetime(2030, 2, 6, 1, tzinfo=UTC))
    text = page(session)
    assert "5 February 2030, 14:00" in text
    assert "6 February 2030, 01:00" in text


def test_in_each_language_it_says_it_there_or_says_in_which() -> None:
    session = full()
    spanish = page(session, language="es")
    assert "Vías regulares" in spanish
    arabic = page(session, language="ar")
    assert '<h1 lang="es" dir="auto">Vías regulares' in arabic


def test_markup_and_script_are_harmless() -> None:
    session = announced(
        title_en="<script>alert(1)</script>", about_en="<img src=x onerror=alert(1)> *yes*"
    )
    text = page(session)
    assert "<script>alert(1)" not in text
    assert "<img src=x" not in text
    assert "<em>yes</em>" in text


@pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED])
def test_what_is_not_announced_is_nowhere(state: State) -> None:
    session = in_state(state)
    client = signed_in(examiner())
    for address in ("", "calendar.ics", "versions/1/", "register/"):
        answer = client.get(f"/en/dialogues/{session.code}/{address}")
        assert answer.status_code == HTTPStatus.NOT_FOUND, address
    assert session.title not in client.get("/en/dialogues/").content.decode()


def test_one_that_is_called_off_stays_and_says_why() -> None:
    session = in_state(State.ARCHIVED)
    text = page(session)
    assert "This session is called off" in text
    assert "The host is ill." in text
    assert 'content="noindex"' in text
    assert "Put it into your calendar" not in text
    assert session.code not in Client().get("/en/dialogues/").content.decode()


def test_how_to_join_is_for_the_registered_alone() -> None:
    session = open_session(capacity=1)
    comes, waits, other = UserFactory(), UserFactory(), UserFactory()
    comer(session, comes)
    comer(session, waits)
    assert JOINING in page(session, signed_in(comes))
    for client in (Client(), signed_in(waits), signed_in(other), signed_in(examiner())):
        assert JOINING not in page(session, client)


def test_nobody_reads_who_is_registered() -> None:
    session = open_session()
    place = comer(session, UserFactory(name="Amara Diallo"))
    for client in (Client(), signed_in(UserFactory())):
        text = page(session, client)
        assert place.email not in text
        assert "Amara Diallo" not in text


def test_the_parts_of_others_are_there() -> None:
    session = announced()
    captions(recording(session), "Good morning, everybody.")
    space(session)
    text = page(session)
    assert 'id="recordings"' in text or "recording" in text.lower()
    assert "What should the round table hear?" in text


def test_a_note_that_cites_it_is_named_once() -> None:
    session = announced()
    written = sent(note(debate(1)))
    paragraph = written.paragraphs.get()
    for part in ("", "1:en:12"):
        cite_thing(
            source=written, part=paragraph.key, target=session, target_part=part, by=examiner()
        )
    assert written.code not in page(session)
    type(written).objects.filter(pk=written.pk).update(
        state=State.PUBLISHED, published_at=timezone.now()
    )
    assert page(session).count(f">{written.code}<") == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_many(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    session = full(many)
    page(session)
    with django_assert_num_queries(16):
        page(session)


class TestVersions:
    def test_each_change_is_a_version_with_what_changed_and_why(self) -> None:
        session = full()
        changed(session, note="The hosts moved it.", place="Geneva", summary_en="Another summary.")
        first = Client().get(f"/en/dialogues/{session.code}/versions/1/").content.decode()
        second = Client().get(f"/en/dialogues/{session.code}/versions/2/").content.decode()
        assert "This is not the version in force" in first
        assert "This is the version in force" in second
        assert "The hosts moved it." in second
        assert "<del>Palais des Nations</del>" in second or "<ins>Geneva</ins>" in second
        assert "Version 2" in page(session)

    @pytest.mark.parametrize("number", ["0", "9", "99999999999999999999"])
    def test_there_are_no_others(self, number: str) -> None:
        answer = Client().get(f"/en/dialogues/{full().code}/versions/{number}/")
        assert answer.status_code == HTTPStatus.NOT_FOUND

    def test_they_hold_nothing_of_how_to_join(self) -> None:
        session = open_session()
        changed(session, joining="Dial 777", place="Geneva")
        for number in (1, 2):
            text = Client().get(f"/en/dialogues/{session.code}/versions/{number}/").content.decode()
            assert JOINING not in text
            assert "Dial 777" not in text


class TestRegistrationBox:
    def box(self, session: Session, person: Any = None) -> str:
        text = page(session, signed_in(person) if person else None)
        start = text.find('id="registration"')
        return text[start : text.find("</section>", start)] if start >= 0 else ""

    def test_without_an_account_it_leads_to_the_form(self) -> None:
        session = open_session(capacity=12)
        box = self.box(session)
        assert "12 places are free." in box
        assert f"/en/dialogues/{session.code}/register/" in box

    def test_with_an_account_it_is_one_click(self) -> None:
        assert 'name="step" value="register"' in self.box(open_session(), UserFactory())

    def test_when_all_places_are_taken_it_says_so(self) -> None:
        session = open_session(capacity=1)
        comer(session)
        comer(session)
        box = self.box(session, UserFactory())
        assert "All places are taken; 1 person waits for one." in box
        assert "Put me on the waiting list" in box

    def test_who_waits_reads_the_place_on_the_list(self) -> None:
        session = open_session(capacity=1)
        people = [UserFactory() for _time in range(3)]
        for person in people:
            comer(session, person)
        assert "Your place on it: 2." in self.box(session, people[2])

    def test_closed_it_says_so(self) -> None:
        closes_at = timezone.now() - timedelta(hours=1)
        assert "Registration is closed." in self.box(open_session(registration_closes_at=closes_at))

    def test_there_is_none_where_it_takes_none_or_is_over(self) -> None:
        assert self.box(announced()) == ""
        past = open_session(starts_at=timezone.now() - timedelta(days=2))
        assert self.box(past) == ""


def test_the_database_counts_the_places(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """A public page reads nobody's registration to say how many places are free."""
    of = open_session(capacity=2)
    for _time in range(3):
        comer(of)
    cancel(comer(of))
    asked(of)
    with django_assert_num_queries(1) as asked_for:
        stands = Standing.of(None, of)
    assert (stands.free, stands.waiting) == (0, 1)
    assert "COUNT(" in asked_for.captured_queries[0]["sql"]
