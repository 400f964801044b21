"""The call for input: made, changed and withdrawn by the focal points of a draft."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from publication.choices import State
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from reviews.consulting.call_form import CallForm, form_of_call
from reviews.consulting.calls import open_calls, save_call, withdraw_call
from reviews.models import InputCall
from tests.factories.consulting import asked, called, typed
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, focal_point_of, people_around
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

SAN_JOSE = ZoneInfo("America/Costa_Rica")
NOW = datetime(2029, 10, 1, 12, tzinfo=UTC)


def call_form(**fields: str) -> CallForm:
    usual = {"introduction": "What?", "opens_on": "2029-10-01", "closes_on": "2029-10-20"}
    return CallForm(typed(**(usual | fields)), zone=SAN_JOSE)


class TestTheForm:
    @time_machine.travel(NOW)
    def test_days_are_those_of_its_clock(self) -> None:
        form = call_form()
        assert form.is_valid()
        assert form.asked.opens_at == datetime(2029, 10, 1, 6, tzinfo=UTC)
        assert form.asked.closes_at == datetime(2029, 10, 21, 5, 59, 59, tzinfo=UTC)

    @time_machine.travel(NOW)
    @pytest.mark.parametrize(
        ("name", "text", "words"),
        [
            ("introduction", "", "This field is required."),
            ("opens_on", "soon", "Write the date as year, month, day: for example 2027-12-31."),
            ("closes_on", "", "This field is required."),
            ("closes_on", "2029-09-30", "This day has passed."),
            ("closes_on", "9999-12-31", "This day lies too far away."),
            ("opens_on", "0001-01-01", "This day lies too far away."),
            ("introduction", "w" * 10_001, "Ensure this value has at most 10000 characters"),
        ],
    )
    def test_all_of_it_must_hold(self, name: str, text: str, words: str) -> None:
        form = call_form(**{name: text})
        assert not form.is_valid()
        assert str(form.errors[name][0]).startswith(words)

    @time_machine.travel(NOW)
    def test_it_does_not_close_before_it_opens(self) -> None:
        form = call_form(opens_on="2029-10-21")
        assert form.errors == {"closes_on": ["It closes before it opens."]}

    @time_machine.travel(datetime(2029, 10, 2, 3, tzinfo=UTC))
    def test_a_new_one_opens_today_by_its_clock(self) -> None:
        form = form_of_call(None, SAN_JOSE)
        assert form.data["opens_on"] == "2029-10-01"
        assert not form.errors

    def test_a_saved_one_comes_back(self) -> None:
        call = called(begun(), closes_at=datetime(2040, 1, 2, 5, 59, 59, tzinfo=UTC))
        form = form_of_call(call, SAN_JOSE)
        assert (form.data["introduction"], form.data["closes_on"]) == (
            call.introduction,
            "2040-01-01",
        )


class TestSaving:
    def test_it_has_the_clock_of_who_made_it(self) -> None:
        UserFactory(focal_point_of="CRI", time_zone="America/Costa_Rica")
        assert called(begun()).zone == SAN_JOSE

    def test_there_is_one_a_review(self) -> None:
        review = begun()
        called(review)
        with pytest.raises(StaleSaveError):
            save_call(review=review, asked=asked(), base=0, by=focal_point_of("CRI"))

    def test_what_one_has_not_seen_is_not_written_over(self) -> None:
        review, by = begun(), focal_point_of("CRI")
        called(review)
        save_call(review=review, asked=asked(introduction="Theirs."), base=1, by=by)
        with pytest.raises(StaleSaveError):
            save_call(review=review, asked=asked(introduction="Mine."), base=1, by=by)
        assert InputCall.objects.get().introduction == "Theirs."

    def test_one_that_was_withdrawn_stands_again_when_it_is_saved(self) -> None:
        review = begun()
        call = called(review)
        withdraw_call(call=call, by=focal_point_of("CRI"))
        assert list(open_calls(timezone.now())) == []
        called(review)
        assert [one.review for one in open_calls(timezone.now())] == [review]

    @pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.PUBLISHED])
    def test_only_the_focal_points_and_only_of_a_draft(self, state: State) -> None:
        review = filled(begun())
        call = called(review)
        people = people_around(review)
        moved(review, to=state)
        call.review = review
        for role, person in people.items():
            if person is None:
                continue
            if state == State.DRAFT and role in {"focal point", "second focal point"}:
                call.refresh_from_db()
                save_call(review=review, asked=asked(), base=call.revision, by=person)
                continue
            with pytest.raises(ClosedDraftError):
                save_call(review=review, asked=asked(), base=call.revision, by=person)
            with pytest.raises(ClosedDraftError):
                withdraw_call(call=call, by=person)


class TestThoseThatAreOpen:
    def test_the_next_to_close_comes_first(self) -> None:
        now = timezone.now()
        later = called(begun("CRI"), closes_at=now + timedelta(days=9))
        sooner = called(begun("MEX"), closes_at=now + timedelta(days=3))
        assert list(open_calls(now)) == [sooner, later]

    def test_neither_those_to_come_nor_those_that_are_over(self) -> None:
        now = timezone.now()
        called(begun("CRI"), opens_at=now + timedelta(days=2))
        over = called(begun("MEX"), closes_at=now + timedelta(days=1))
        assert list(open_calls(now)) == [over]
        assert list(open_calls(now + timedelta(days=1))) == []

    def test_nor_those_of_what_was_submitted(self) -> None:
        review = filled(begun())
        call = called(review)
        moved(review, to=State.SUBMITTED)
        now = timezone.now()
        assert list(open_calls(now)) == []
        call.review = review
        assert not call.is_open(now)
