"""The date of a session as a file for calendars, and as it goes out with the mails."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from dialogues.calendar_files import calendar_of
from dialogues.models import Registration
from dialogues.registering.places import cancel
from notices.letters import compose
from notices.models import Notice
from publication.moves import make_move
from tests.dialogues.sessions.comers import (
    JOINING,
    changed,
    comer,
    confirmed,
    notice_of,
    open_session,
)
from tests.factories.dialogues import STARTS, announced
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


def event_in(text: str) -> Any:
    calendar: Any = Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    return event


def attached(registration: Registration, kind: str) -> str:
    """The one file that goes with the mail of this kind."""
    (file,) = compose(notice_of(registration, kind)).attachments
    name, content, media_type = file
    assert media_type == "text/calendar"
    assert name == f"{registration.session.code}.ics"
    assert isinstance(content, str)
    return content


def test_it_says_when_and_what_by_the_clock_of_the_world() -> None:
    of = announced(place="Palais des Nations; room XX", time_zone="Europe/Zurich")
    event = event_in(calendar_of(of))
    assert event.decoded("dtstart") == STARTS
    assert event.decoded("dtend") == STARTS + timedelta(hours=2)
    assert str(event["summary"]) == of.title
    assert str(event["location"]) == "Palais des Nations; room XX"
    assert of.code in str(event["uid"])
    assert str(event["status"]) == "CONFIRMED"
    assert str(event["url"]).endswith(f"/dialogues/{of.code}/")


def test_a_newer_file_takes_the_place_of_an_older() -> None:
    of = open_session()
    before = event_in(calendar_of(of))
    changed(of, place="Geneva")
    of.refresh_from_db()
    after = event_in(calendar_of(of))
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]


def test_lines_and_signs_of_every_script_come_through() -> None:
    of = announced(title_en="Pathways, “regular”; and \\ back", about_en="Línea\nسطر\n第三行" * 20)
    text = calendar_of(of)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    event = event_in(text)
    assert str(event["summary"]) == "Pathways, “regular”; and \\ back"
    assert "سطر\n第三行" in str(event["description"])


def test_everybody_can_take_it_and_learns_nothing_of_joining() -> None:
    of = open_session()
    answer = Client().get(f"/en/dialogues/{of.code}/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert f'filename="{of.code}.ics"' in answer["Content-Disposition"]
    assert JOINING not in answer.content.decode()
    assert event_in(answer.content.decode())["uid"]


def test_of_a_session_called_off_it_takes_the_date_away() -> None:
    of = open_session()
    make_move(of, "call off", by=examiner(), note="A strike.")
    text = Client().get(f"/en/dialogues/{of.code}/calendar.ics").content.decode()
    assert "METHOD:CANCEL" in text
    assert str(event_in(text)["status"]) == "CANCELLED"


def test_the_confirmation_brings_it_with_how_to_join() -> None:
    place = comer(open_session())
    event = event_in(attached(place, "placed"))
    assert JOINING in str(event["description"])


def test_so_do_a_place_that_became_free_and_a_change() -> None:
    of = open_session(capacity=1)
    first, second = comer(of), comer(of)
    cancel(first)
    assert JOINING in str(event_in(attached(second, "moved-up"))["description"])
    changed(of, place="Geneva")
    assert str(event_in(attached(second, "changed"))["location"]) == "Geneva"


def test_who_waits_gets_none() -> None:
    of = open_session(capacity=1)
    comer(of)
    waits = comer(of)
    assert not compose(notice_of(waits, "waiting")).attachments


def test_who_gave_the_place_back_gets_it_out_of_the_calendar() -> None:
    place = comer(open_session())
    cancel(place)
    text = attached(place, "cancelled")
    assert "METHOD:CANCEL" in text
    assert JOINING not in text
    # What was queued before and is written only now tells no longer how to join.
    letter = compose(notice_of(place, "placed"))
    assert not letter.attachments
    assert JOINING not in str(letter.body)


def test_called_off_it_goes_out_of_the_calendar() -> None:
    of = open_session(capacity=1)
    comes, waits = comer(of), comer(of)
    make_move(of, "call off", by=examiner(), note="A strike.")
    assert "METHOD:CANCEL" in attached(comes, "called-off")
    assert not compose(notice_of(waits, "called-off")).attachments


def test_the_mail_as_it_leaves_holds_text_page_and_file() -> None:
    place = confirmed(open_session(), "amara@example.com")
    message = compose(notice_of(place, "placed")).message()
    types = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert types == ["text/plain", "text/html", "text/calendar"]


class TestWords:
    def test_times_are_on_the_clock_of_the_session_and_on_the_readers(self) -> None:
        person = UserFactory(time_zone="America/Costa_Rica")
        of = open_session(starts_at=datetime(2030, 2, 5, 14, tzinfo=UTC), time_zone="Europe/Zurich")
        body = str(compose(notice_of(comer(of, person), "placed")).body)
        assert "5 February 2030, 15:00–17:00 (Zurich)" in body
        assert "5 February 2030, 08:00–10:00 (Costa Rica)" in body

    def test_in_the_language_in_which_one_registered(self) -> None:
        place = confirmed(open_session(title_fr="Voies régulières"), language="fr")
        notice = notice_of(place, "placed")
        assert compose(notice).extra_headers["Content-Language"] == "fr"
        assert "Voies régulières" in str(compose(notice).body)

    def test_every_kind_can_be_written_with_and_without_an_account(self) -> None:
        of = open_session(capacity=1)
        first, second, third = comer(of), confirmed(of), comer(of)
        cancel(first)
        changed(of, place="Geneva", joining="Dial 777")
        make_move(of, "call off", by=examiner(), note="A strike.")
        make_move(of, "restore", by=examiner(), note="It is over.")
        for place in (first, second, third):
            for notice in Notice.objects.filter(context__registration=str(place.pk)):
                letter = compose(notice)
                assert "%(" not in f"{letter.subject}{letter.body}"
                assert of.title in letter.subject

    def test_who_has_no_account_is_led_to_a_page_of_their_own(self) -> None:
        of = open_session()
        with_link = str(compose(notice_of(confirmed(of), "placed")).body)
        assert f"/dialogues/{of.code}/register/" in with_link
        with_account = str(compose(notice_of(comer(of), "placed")).body)
        assert "/register/" not in with_account
