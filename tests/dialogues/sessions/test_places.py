"""Places at a session: given once, never more than there are, and passed on in order."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from dialogues.choices import RegistrationState
from dialogues.models import Registration
from dialogues.registering.places import NotOpenError, ask, cancel, confirm, register, standing
from publication.choices import State
from publication.moves import make_move
from tests.dialogues.sessions.comers import (
    anew,
    asked,
    changed,
    comer,
    confirmed,
    in_state,
    open_session,
    state_of,
    told,
)
from tests.factories.dialogues import announced
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
PLACED, WAITING = RegistrationState.PLACED, RegistrationState.WAITING
ASKED, CANCELLED = RegistrationState.ASKED, RegistrationState.CANCELLED


class TestWithAnAccount:
    def test_one_click_gives_a_place(self) -> None:
        person = UserFactory(language="es")
        place = register(session=open_session(), by=person)
        assert place.state == PLACED
        assert (place.name, place.email, place.language) == (person.name, person.email, "es")
        assert place.placed_at is not None
        assert told(place) == ["placed"]

    def test_the_organisation_is_known_from_the_role(self) -> None:
        network = OrganisationFactory(name="A network")
        person = UserFactory(role="representative", role__at=network)
        assert register(session=open_session(), by=person).affiliation == "A network"

    def test_twice_is_once(self) -> None:
        of, person = open_session(), UserFactory()
        first = register(session=of, by=person)
        assert register(session=of, by=person) == first
        assert of.registrations.count() == 1
        assert told(first) == ["placed"]

    def test_an_address_that_was_confirmed_before_is_theirs(self) -> None:
        of = open_session()
        place = confirmed(of, "amara@example.com")
        person = UserFactory(email="amara@example.com")
        assert register(session=of, by=person) == place
        assert anew(place).user == person
        assert of.registrations.count() == 1

    def test_an_address_that_was_not_confirmed_is_by_the_account(self) -> None:
        of = open_session()
        place = asked(of, "Amara@example.com")
        person = UserFactory(email="amara@example.com")
        assert register(session=of, by=person).pk == place.pk
        assert state_of(place) == PLACED

    def test_the_place_of_anothers_account_is_never_theirs(self) -> None:
        of, other = open_session(), UserFactory(email="old@example.org")
        comer(of, other)
        other.emailaddress_set.update(email="new@example.org")
        other.email = "new@example.org"
        other.save()
        newcomer = UserFactory(email="old@example.org")
        assert standing(of, newcomer) is None
        assert comer(of, newcomer).state == PLACED
        mine = standing(of, other)
        assert mine is not None
        assert mine.email == "new@example.org"


class TestWithoutAnAccount:
    def test_it_counts_only_once_the_address_is_confirmed(self) -> None:
        of = open_session(capacity=1)
        place = asked(of)
        assert state_of(place) == ASKED
        assert told(place) == ["confirm"]
        assert comer(of).state == PLACED
        assert confirm(place).state == WAITING

    def test_confirming_twice_changes_nothing(self) -> None:
        place = asked(open_session())
        first = confirm(place)
        assert confirm(place).since == first.since
        assert told(place) == ["confirm", "placed"]

    def test_an_address_that_refuses_is_forgotten(self) -> None:
        of = open_session(capacity=1)
        place = asked(of)
        gone = cancel(place)
        assert not gone.pk
        assert (gone.state, gone.email) == (CANCELLED, place.email)
        assert not of.registrations.exists()
        assert told(place) == ["confirm"]
        assert cancel(place).state == CANCELLED
        with pytest.raises(Registration.DoesNotExist):
            confirm(place)

    def test_asking_again_at_once_sends_no_second_mail(self) -> None:
        of = open_session()
        place = asked(of)
        ask(session=of, name="Amara", email="AMARA@example.com", affiliation="", language="fr")
        assert of.registrations.count() == 1
        assert told(place) == ["confirm"]

    def test_asking_again_later_sends_a_new_link(self) -> None:
        of = open_session()
        place = asked(of)
        with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
            ask(session=of, name="A. B.", email=place.email, affiliation="", language="en")
        again = anew(place)
        assert (again.name, again.language) == ("A. B.", "en")
        assert again.asked_at > place.asked_at
        assert told(place) == ["confirm", "confirm"]

    def test_who_has_a_place_is_told_so_once_an_hour(self) -> None:
        of = open_session()
        place = confirmed(of)
        for _time in range(3):
            ask(session=of, name="Amara", email=place.email, affiliation="", language="fr")
        assert told(place) == ["confirm", "placed", "known"]
        assert of.registrations.count() == 1

    def test_who_waits_is_told_so_and_not_that_nothing_is_left_to_do(self) -> None:
        of = open_session(capacity=1)
        comer(of)
        place = confirmed(of)
        for _time in range(3):
            ask(session=of, name="Amara", email=place.email, affiliation="", language="fr")
        assert told(place) == ["confirm", "waiting", "waiting"]
        assert state_of(place) == WAITING

    def test_one_address_has_one_registration(self) -> None:
        place = confirmed(open_session())
        once = pytest.raises(IntegrityError, match="one_registration_per_address")
        with once, transaction.atomic():
            Registration.objects.create(
                session=place.session, name="B", email="AMARA@EXAMPLE.COM", language="en"
            )


class TestCapacity:
    def test_who_comes_too_late_waits(self) -> None:
        of = open_session(capacity=2)
        places = [comer(of) for _time in range(4)]
        assert [place.state for place in places] == [PLACED, PLACED, WAITING, WAITING]
        assert told(places[3]) == ["waiting"]

    def test_a_place_given_back_goes_to_who_waits_the_longest(self) -> None:
        of = open_session(capacity=1)
        first, second, third = (comer(of) for _time in range(3))
        cancel(first)
        assert [state_of(one) for one in (first, second, third)] == [CANCELLED, PLACED, WAITING]
        assert told(second) == ["waiting", "moved-up"]
        assert told(third) == ["waiting"]
        assert told(first) == ["placed", "cancelled"]

    def test_who_leaves_the_waiting_list_moves_nobody(self) -> None:
        of = open_session(capacity=1)
        first, second, third = (comer(of) for _time in range(3))
        cancel(second)
        assert [state_of(one) for one in (first, second, third)] == [PLACED, CANCELLED, WAITING]

    def test_cancelling_twice_gives_one_place_away(self) -> None:
        of = open_session(capacity=1)
        first, second, third = (comer(of) for _time in range(3))
        cancel(first)
        cancel(first)
        assert [state_of(one) for one in (second, third)] == [PLACED, WAITING]

    def test_who_gave_a_place_back_can_register_again_at_the_end(self) -> None:
        of, person = open_session(capacity=1), UserFactory()
        cancel(comer(of, person))
        comer(of)
        assert comer(of, person).state == WAITING

    def test_more_places_let_those_move_up_who_wait(self) -> None:
        of = open_session(capacity=1)
        first, second, third, fourth = (comer(of) for _time in range(4))
        changed(of, capacity=3)
        states = [state_of(one) for one in (first, second, third, fourth)]
        assert states == [PLACED, PLACED, PLACED, WAITING]
        assert told(third) == ["waiting", "moved-up"]

    def test_without_a_limit_all_move_up(self) -> None:
        of = open_session(capacity=1)
        places = [comer(of) for _time in range(3)]
        changed(of, capacity=None)
        assert {state_of(place) for place in places} == {PLACED}

    def test_fewer_places_take_nobodys_place_away(self) -> None:
        of = open_session(capacity=3)
        places = [comer(of) for _time in range(3)]
        changed(of, capacity=1)
        assert {state_of(place) for place in places} == {PLACED}
        assert comer(of).state == WAITING
        cancel(places[0])
        assert of.registrations.filter(state=PLACED).count() == 2

    def test_who_waits_comes_before_who_comes_new(self) -> None:
        """However the places became more."""
        of = open_session(capacity=1)
        comer(of)
        waits = comer(of)
        type(of).objects.filter(pk=of.pk).update(capacity=2)
        assert comer(of).state == WAITING
        assert state_of(waits) == PLACED

    def test_nobody_moves_up_once_it_is_over(self) -> None:
        of = open_session(capacity=1)
        first, second = comer(of), comer(of)
        with time_machine.travel(timezone.now() + timedelta(days=4), tick=False):
            cancel(first)
        assert state_of(second) == WAITING


class TestWhenItIsOpen:
    def test_it_takes_none_unless_it_says_so(self) -> None:
        with pytest.raises(NotOpenError):
            comer(open_session(takes_registrations=False))

    @pytest.mark.parametrize("state", [State.DRAFT, State.SCHEDULED, State.ARCHIVED])
    def test_only_what_is_announced_takes_any(self, state: State) -> None:
        with pytest.raises(NotOpenError):
            comer(in_state(state))

    def test_it_closes_at_the_time_set(self) -> None:
        closes_at = timezone.now() + timedelta(days=1)
        of = open_session(registration_closes_at=closes_at)
        late = asked(of)
        with time_machine.travel(closes_at - timedelta(seconds=1), tick=False):
            comer(of)
        with time_machine.travel(closes_at, tick=False):
            with pytest.raises(NotOpenError):
                comer(of)
            with pytest.raises(NotOpenError):
                confirm(late)
            with pytest.raises(NotOpenError):
                asked(of, "b@example.com")
        assert state_of(late) == ASKED

    def test_without_a_time_it_is_open_until_the_session_ends(self) -> None:
        of = open_session()
        assert of.starts_at is not None
        with time_machine.travel(of.starts_at + timedelta(hours=1), tick=False):
            comer(of)
        after = time_machine.travel(of.starts_at + timedelta(hours=3), tick=False)
        with after, pytest.raises(NotOpenError):
            comer(of)

    def test_a_place_can_be_given_back_after_it_closed(self) -> None:
        of = open_session(registration_closes_at=timezone.now() + timedelta(days=1), capacity=1)
        first, second = comer(of), comer(of)
        with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
            cancel(first)
        assert state_of(second) == PLACED


class TestChanges:
    def test_all_are_told_that_it_is_called_off_and_why(self) -> None:
        of = open_session(capacity=1)
        comes, waits, unconfirmed = comer(of), comer(of), asked(of)
        gone = comer(of)
        cancel(gone)
        make_move(of, "call off", by=examiner(), note="A strike.")
        assert told(comes)[-1] == told(waits)[-1] == "called-off"
        assert told(unconfirmed) == ["confirm"]
        assert told(gone)[-1] == "cancelled"

    def test_and_that_it_is_held_after_all(self) -> None:
        of = open_session()
        comes = comer(of)
        make_move(of, "call off", by=examiner(), note="A strike.")
        make_move(of, "restore", by=examiner(), note="The strike is over.")
        assert told(comes) == ["placed", "called-off", "on-again"]

    def test_called_off_twice_is_told_twice(self) -> None:
        of = open_session()
        comes = comer(of)
        for _time in range(2):
            make_move(of, "call off", by=examiner(), note="A strike.")
            make_move(of, "restore", by=examiner(), note="The strike is over.")
        assert told(comes).count("called-off") == 2

    @pytest.mark.parametrize("change", ["starts_at", "ends_at", "place", "time_zone"])
    def test_another_time_or_place_is_told(self, change: str) -> None:
        of = open_session()
        comes = comer(of)
        assert of.starts_at is not None
        assert of.ends_at is not None
        value: Any = {
            "starts_at": of.starts_at - timedelta(hours=1),
            "ends_at": of.ends_at + timedelta(hours=1),
            "place": "Geneva",
            "time_zone": "Europe/Zurich",
        }[change]
        changed(of, "As the hosts asked.", **{change: value})
        assert told(comes) == ["placed", "changed"]

    def test_another_title_is_not(self) -> None:
        of = open_session()
        comes = comer(of)
        changed(of, title_en="Another title")
        assert told(comes) == ["placed"]

    def test_another_way_to_join_is_told_to_those_alone_who_have_a_place(self) -> None:
        of = open_session(capacity=1)
        comes, waits = comer(of), comer(of)
        changed(of, joining="Dial 777.")
        assert told(comes) == ["placed", "joining"]
        assert told(waits) == ["waiting"]

    def test_a_session_that_nobody_registered_for_tells_nobody(self) -> None:
        of = announced()
        make_move(of, "call off", by=examiner(), note="A strike.")
        assert of.registrations.count() == 0
