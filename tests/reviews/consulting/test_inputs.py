"""Input to a call: who gives it, until when, who is told, and how it was used."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from notices.models import Notice
from publication.choices import State
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from reviews.consulting.inputs import (
    MOST_INPUTS,
    NamesTheSenderError,
    Said,
    TooManyInputsError,
    give_input,
    note_use,
    withdraw_input,
)
from reviews.consulting.rules import organisations_of
from reviews.models import Input, Review
from reviews.services import NotAllowedError, NotOpenError
from tests.factories.consulting import called, noted, organisation_of, said, speaker
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, focal_point_of, people_around, section_of
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

MAY_ANSWER = {
    "outsider",
    "foreign focal point",
    "foreign contributor",
    "representative",
    "reviewer",
    "moderator",
}


class TestGiving:
    def test_it_is_kept_as_it_was_said(self) -> None:
        review = begun()
        sender = speaker("Union of Ports")
        about = section_of(review, "means")
        given = said(called(review), by=sender, section=about, consents_to_be_named=True)
        assert (given.text, given.section, given.by) == ("Look at the ports.", about, sender)
        assert given.organisation == organisation_of(sender)
        assert given.consents_to_be_named

    def test_everybody_may_but_who_writes_it_or_examines_it(self) -> None:
        review = begun()
        call = called(review)
        may = set()
        for role, person in people_around(review).items():
            if person is None:
                continue
            try:
                give_input(call=call, said=Said(text="Mine.", language="en"), by=person)
                may.add(role)
            except NotAllowedError:
                pass
        # Who has left the State may speak again.
        assert may == MAY_ANSWER | {"former focal point"}

    def test_one_speaks_only_for_ones_own(self) -> None:
        call = called(begun())
        foreign = organisation_of(speaker("Others"))
        with pytest.raises(NotAllowedError):
            said(call, by=speaker("Union of Ports"), organisation=foreign)

    def test_no_state_speaks_here(self) -> None:
        assert organisations_of(UserFactory(focal_point_of="MEX")) == []

    def test_it_is_about_a_section_of_this_review(self) -> None:
        call = called(begun())
        with pytest.raises(NotAllowedError):
            said(call, section=section_of(begun("MEX"), "means"))

    def test_the_same_words_twice_are_kept_once(self) -> None:
        call, sender = called(begun()), speaker()
        assert said(call, by=sender) == said(call, by=sender)
        assert said(call, by=sender, text="More.") != said(call, by=sender)

    def test_one_person_does_not_fill_the_call(self) -> None:
        call, sender = called(begun()), speaker()
        first = said(call, by=sender, text="0")
        for number in range(1, MOST_INPUTS):
            said(call, by=sender, text=str(number))
        with pytest.raises(TooManyInputsError):
            said(call, by=sender, text="One more.")
        withdraw_input(given=first, by=sender)
        said(call, by=sender, text="One more.")

    def test_the_focal_points_are_told_once_each(self) -> None:
        review, second = begun(), UserFactory(focal_point_of="CRI")
        given = said(called(review), by=speaker("Union of Ports"))
        told = Notice.objects.filter(kind="reviews.input-given")
        assert {one.recipient for one in told} == {focal_point_of("CRI"), second}
        assert all(one.context == {"by": "Union of Ports", "number": str(given.pk)} for one in told)


class TestWhen:
    def test_between_opening_and_closing(self) -> None:
        now = timezone.now()
        call = called(begun(), opens_at=now + timedelta(days=2), closes_at=now + timedelta(days=4))
        sender = speaker()
        moments = {1: False, 3: True, 5: False}
        for days, is_open in moments.items():
            with time_machine.travel(now + timedelta(days=days), tick=False):
                if is_open:
                    assert said(call, by=sender)
                    continue
                with pytest.raises(NotOpenError):
                    said(call, by=sender)

    def test_not_once_the_call_is_withdrawn(self) -> None:
        review = begun()
        call = called(review)
        call.withdrawn_at = timezone.now()
        call.save()
        with pytest.raises(NotOpenError):
            said(call)

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.UNDER_REVIEW, State.PUBLISHED])
    def test_not_once_the_review_is_submitted(self, state: State) -> None:
        review = filled(begun())
        call = called(review)
        moved(review, to=state)
        with pytest.raises(NotOpenError):
            said(call)


class TestWithdrawing:
    def test_its_sender_alone(self) -> None:
        review = begun()
        sender = speaker("Union of Ports")
        given = said(called(review), by=sender)
        colleague = UserFactory(role="representative", role__at=organisation_of(sender))
        for person in [*people_around(review).values(), colleague]:
            if person is not None:
                with pytest.raises(NotAllowedError):
                    withdraw_input(given=given, by=person)
        withdraw_input(given=given, by=sender)
        given.refresh_from_db()
        assert given.withdrawn_at is not None

    def test_until_the_state_submits(self) -> None:
        review = filled(begun())
        sender = speaker()
        given = said(called(review), by=sender)
        moved(review, to=State.SUBMITTED)
        with pytest.raises(NotAllowedError):
            withdraw_input(given=given, by=sender)

    def test_after_the_call_has_closed_too(self) -> None:
        sender = speaker()
        given = said(called(begun()), by=sender)
        with time_machine.travel(timezone.now() + timedelta(days=25)):
            withdraw_input(given=given, by=sender)

    def test_the_moment_stays_that_of_the_first_time(self) -> None:
        sender = speaker()
        given = said(called(begun()), by=sender)
        withdraw_input(given=given, by=sender)
        given.refresh_from_db()
        first = given.withdrawn_at
        withdraw_input(given=given, by=sender)
        given.refresh_from_db()
        assert given.withdrawn_at == first


class TestNotingItsUse:
    def test_the_sender_is_told_in_these_words(self) -> None:
        sender = speaker()
        given = noted(said(called(begun()), by=sender), "Named under objective 6.")
        told = Notice.objects.get(kind="reviews.input-used")
        assert told.recipient == sender
        assert told.context == {"use": "Named under objective 6.", "country": "CRI"}
        assert (given.use, given.use_noted_by) == (told.context["use"], focal_point_of("CRI"))

    def test_saying_the_same_again_tells_nobody(self) -> None:
        given = noted(said(called(begun())))
        noted(given)
        assert Notice.objects.filter(kind="reviews.input-used").count() == 1

    def test_another_note_is_told_again(self) -> None:
        noted(noted(said(called(begun())), "One."), "Another.")
        assert Notice.objects.filter(kind="reviews.input-used").count() == 2

    def test_a_note_that_one_has_not_seen_is_not_written_over(self) -> None:
        review = begun()
        given = said(called(review))
        noted(given, "Theirs.")
        with pytest.raises(StaleSaveError):
            note_use(given=given, use="Mine.", seen=None, by=focal_point_of("CRI"))
        given.refresh_from_db()
        assert given.use == "Theirs."

    def test_it_names_nobody_who_does_not_consent(self) -> None:
        given = said(called(begun()), by=speaker("Union of Ports"))
        with pytest.raises(NamesTheSenderError) as refused:
            noted(given, "As the union of ports wishes.")
        assert refused.value.names == ["Union of Ports"]

    def test_who_consents_may_be_named(self) -> None:
        given = said(called(begun()), by=speaker("Union of Ports"), consents_to_be_named=True)
        assert noted(given, "As the Union of Ports wishes.").use

    def test_nothing_is_noted_on_what_was_withdrawn(self) -> None:
        sender = speaker()
        given = said(called(begun()), by=sender)
        withdraw_input(given=given, by=sender)
        with pytest.raises(NotAllowedError):
            noted(given)

    def test_by_the_focal_points_while_it_is_a_draft(self) -> None:
        review = filled(begun())
        given = said(called(review))
        everybody = people_around(review)
        for role, person in everybody.items():
            if person is None or role in {"focal point", "second focal point"}:
                continue
            with pytest.raises(ClosedDraftError):
                note_use(given=given, use="Mine.", seen=None, by=person)
        noted(given)
        moved(review, to=State.SUBMITTED)
        given = Input.objects.get(pk=given.pk)
        with pytest.raises(ClosedDraftError):
            noted(given, "Later.")

    def test_not_in_the_moment_in_which_it_is_submitted(self) -> None:
        review = filled(begun())
        given = said(called(review))
        given.call.review = Review.objects.get(pk=review.pk)
        moved(review, to=State.SUBMITTED)
        with pytest.raises(ClosedDraftError):
            noted(given)
