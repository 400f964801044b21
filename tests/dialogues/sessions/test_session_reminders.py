"""Reminders of sessions: a day and an hour before, once each, and made up when missed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from pytest_django import DjangoAssertNumQueries

from dialogues.models import Registration, Session
from dialogues.registering.places import cancel
from dialogues.registering.reminders import forget_unconfirmed, remind
from publication.moves import make_move
from tests.dialogues.sessions.comers import asked, changed, comer, confirmed, open_session, told
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2030, 1, 10, 9, tzinfo=UTC)
STARTS = datetime(2030, 2, 5, 14, 0, tzinfo=UTC)


@pytest.fixture
def of() -> Session:
    with time_machine.travel(NOW, tick=False):
        return open_session(starts_at=STARTS, capacity=2)


def come(of: Session, at: datetime = NOW) -> Registration:
    with time_machine.travel(at, tick=False):
        return comer(of)


def run(before: timedelta) -> int:
    return remind(STARTS - before)


def test_nothing_before_the_last_day(of: Session) -> None:
    come(of)
    assert run(timedelta(hours=25)) == 0


def test_a_day_and_an_hour_before(of: Session) -> None:
    place = come(of)
    assert run(timedelta(hours=24)) == 1
    assert run(timedelta(hours=23)) == 0
    assert run(timedelta(hours=1)) == 1
    assert run(timedelta(minutes=5)) == 0
    assert told(place) == ["placed", "day-before", "hour-before"]


def test_of_two_that_were_missed_only_the_nearer_is_sent(of: Session) -> None:
    place = come(of)
    assert run(timedelta(minutes=30)) == 1
    assert told(place) == ["placed", "hour-before"]


def test_nothing_once_it_has_begun(of: Session) -> None:
    come(of)
    assert run(timedelta(0)) == 0
    assert run(timedelta(minutes=-10)) == 0


def test_who_has_just_registered_is_not_reminded_of_it(of: Session) -> None:
    place = come(of, STARTS - timedelta(hours=3))
    assert run(timedelta(hours=2)) == 0
    assert run(timedelta(hours=1)) == 1
    assert told(place) == ["placed", "hour-before"]


def test_who_waits_or_has_left_is_not_reminded(of: Session) -> None:
    places = [come(of) for _time in range(3)]
    with time_machine.travel(NOW, tick=False):
        cancel(places[0])
    assert run(timedelta(hours=24)) == 2  # the third has moved up
    assert told(places[0])[-1] == "cancelled"


def test_a_session_that_was_put_off_is_reminded_of_anew(of: Session) -> None:
    place = come(of)
    run(timedelta(hours=24))
    with time_machine.travel(STARTS - timedelta(hours=20), tick=False):
        changed(
            of, starts_at=STARTS + timedelta(days=7), ends_at=STARTS + timedelta(days=7, hours=2)
        )
    assert remind(STARTS + timedelta(days=6)) == 1
    assert told(place) == ["placed", "day-before", "changed", "day-before"]


def test_a_session_that_is_called_off_is_not_reminded_of(of: Session) -> None:
    come(of)
    make_move(of, "call off", by=examiner(), note="A strike.")
    assert run(timedelta(hours=24)) == 0


def test_who_wants_no_reminders_gets_none(of: Session) -> None:
    with time_machine.travel(NOW, tick=False):
        comer(of, UserFactory(wants_reminders=False))
        confirmed(of, "amara@example.com")
    assert run(timedelta(hours=24)) == 1


def test_an_address_that_nobody_confirmed_is_not_kept(of: Session) -> None:
    with time_machine.travel(NOW, tick=False):
        asked(of, "never@example.com")
        confirmed(of, "did@example.com")
        comer(of)
    assert forget_unconfirmed(NOW + timedelta(days=6)) == 0
    assert forget_unconfirmed(NOW + timedelta(days=8)) == 1
    assert set(of.registrations.values_list("state", flat=True)) == {"placed"}


def test_nor_one_that_was_refused_and_kept_once(of: Session) -> None:
    with time_machine.travel(NOW, tick=False):
        place = asked(of, "never@example.com")
        cancel(confirmed(of, "did@example.com"))
    Registration.objects.filter(pk=place.pk).update(state="cancelled", cancelled_at=NOW)
    assert forget_unconfirmed(NOW) == 1
    assert of.registrations.get().email == "did@example.com"


@pytest.mark.parametrize("many", [1, 3])
def test_the_same_number_of_questions_for_one_and_for_many(
    of: Session, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with time_machine.travel(NOW, tick=False):
        changed(of, capacity=None)
    for _time in range(many):
        come(of)
    with django_assert_num_queries(6):
        run(timedelta(hours=24))
