"""The log of consultations: what is saved, what is refused, and what submission asks of it."""

from datetime import date
from functools import partial

import pytest

from publication.choices import State
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.moves import NotReadyError, make_move
from reviews.consulting.forms import ConsultationForm
from reviews.consulting.log import begin_consultation, put_back, save_consultation, take_out
from reviews.consulting.problems import problems_of_log
from reviews.consulting.saved import form_of, typed_of, write
from reviews.models import Consultation, Review
from tests.factories.consulting import WHOLE, held, typed
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, focal_point_of, people_around
from tests.factories.stakeholders import UserFactory, stakeholder_type

pytestmark = pytest.mark.django_db

NOTHING = {name: [] if name == "groups" else "" for name in WHOLE}


def save(consultation: Consultation, base: int, **fields: object) -> Consultation:
    form = ConsultationForm(typed(**(WHOLE | fields)))
    return save_consultation(
        consultation=consultation,
        base=base,
        write=partial(write, form),
        by=focal_point_of(consultation.review.country_id),
    )


class TestSaving:
    def test_a_whole_one_is_in_its_columns(self) -> None:
        kept = held(begun(), until="2029-10-02", consents_to_be_named="on")
        kept.refresh_from_db()
        assert (kept.held_on, kept.until) == (date(2029, 10, 1), date(2029, 10, 2))
        assert (kept.title, kept.people, kept.consents_to_be_named) == (WHOLE["title"], 40, True)
        assert [group.pk for group in kept.groups.all()] == ["trade-union"]
        assert (kept.rough, kept.revision) == ({}, 2)

    def test_it_says_who_saved_it(self) -> None:
        review = begun()
        second = UserFactory(focal_point_of="CRI")
        assert held(review, by=second).saved_by == second

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("people", "about forty"),
            ("people", "-3"),
            ("people", "3.5"),
            ("people", "99999999999"),
            ("people", "9" * 5000),
            ("held_on", "next spring"),
            ("until", "2029-09-01"),
            ("until", "31 October"),
            ("groups", "nobody-knows"),
            ("title", "t" * 201),
            ("place", "p" * 161),
            ("heard", "s" * 10_001),
        ],
    )
    def test_what_cannot_be_read_is_kept_as_it_was_typed(self, name: str, text: str) -> None:
        kept = held(begun(), **{name: text})
        kept.refresh_from_db()
        assert kept.rough == {name: [text]}
        assert typed_of(kept).getlist(name) == [text]
        assert name in form_of(kept).errors

    def test_an_empty_one_saves_too(self) -> None:
        kept = held(begun(), **NOTHING)
        kept.refresh_from_db()
        assert (kept.held_on, kept.people, kept.title, kept.rough) == (None, None, "", {})

    def test_digits_of_every_script_are_a_number(self) -> None:
        assert held(begun(), people="١٤٠").people == 140
        assert held(begun("MEX"), people="1 200").people == 1200

    def test_the_form_comes_back_as_it_was_saved(self) -> None:
        kept = held(begun(), consents_to_be_named="on", groups=["migrants", "trade-union"])
        kept.refresh_from_db()
        again = typed_of(kept)
        assert {name: again[name] for name in ("held_on", "people", "title", "use")} == {
            name: WHOLE[name] for name in ("held_on", "people", "title", "use")
        }
        assert set(again.getlist("groups")) == {"migrants", "trade-union"}
        assert again["consents_to_be_named"] == "on"

    def test_line_ends_and_blanks_are_of_one_form(self) -> None:
        assert held(begun(), heard="  One.\r\nTwo. ").said == "One.\nTwo."


class TestTwoAtOnce:
    def test_a_save_over_what_one_has_not_seen_is_refused(self) -> None:
        kept = held(begun())
        save(kept, 2, title="Mine")
        with pytest.raises(StaleSaveError):
            save(kept, 2, title="Theirs")
        kept.refresh_from_db()
        assert (kept.title, kept.revision) == ("Mine", 3)

    def test_what_was_taken_out_is_closed(self) -> None:
        kept = held(begun())
        take_out(consultation=kept, by=focal_point_of("CRI"))
        with pytest.raises(ClosedDraftError):
            save(kept, 2, title="Mine")

    def test_a_blank_page_is_not_begun_twice(self) -> None:
        review, by = begun(), focal_point_of("CRI")
        assert begin_consultation(review=review, by=by) == begin_consultation(review=review, by=by)

    def test_a_page_that_says_something_is_no_blank_one(self) -> None:
        review, by = begun(), focal_point_of("CRI")
        kept = held(review, **(NOTHING | {"people": "about forty"}))
        assert begin_consultation(review=review, by=by) != kept

    def test_the_blank_page_of_a_colleague_stays_theirs(self) -> None:
        review, second = begun(), UserFactory(focal_point_of="CRI")
        mine = begin_consultation(review=review, by=focal_point_of("CRI"))
        assert begin_consultation(review=review, by=second) != mine


class TestTakingOut:
    def test_it_is_kept_and_can_be_put_back(self) -> None:
        review, by = begun(), focal_point_of("CRI")
        kept = held(review)
        take_out(consultation=kept, by=by)
        assert problems_of_log(review) == []
        put_back(consultation=kept, by=by)
        assert [one for one, _problems in problems_of_log(review)] == [kept]


WHO_WRITES = {"focal point", "second focal point"}


class TestWhoWrites:
    @pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.PUBLISHED])
    def test_the_focal_points_while_it_is_a_draft(self, state: State) -> None:
        review = filled(begun())
        kept = held(review)
        people = people_around(review)
        moved(review, to=state)
        kept.review = review
        for role, person in people.items():
            if person is None:
                continue
            if role in WHO_WRITES and state == State.DRAFT:
                begin_consultation(review=review, by=person)
                put_back(consultation=kept, by=person)
                continue
            with pytest.raises(ClosedDraftError):
                begin_consultation(review=review, by=person)
            with pytest.raises(ClosedDraftError):
                take_out(consultation=kept, by=person)
            with pytest.raises(ClosedDraftError):
                put_back(consultation=kept, by=person)
            with pytest.raises(ClosedDraftError):
                save_consultation(consultation=kept, base=2, write=print, by=person)

    def test_a_review_that_was_submitted_a_moment_ago_takes_no_more(self) -> None:
        review = filled(begun())
        stale = Review.objects.get(pk=review.pk)
        moved(review, to=State.SUBMITTED)
        with pytest.raises(ClosedDraftError):
            begin_consultation(review=stale, by=focal_point_of("CRI"))


LACKING = {
    "held_on": "Say on which day it was held.",
    "title": "Give it a title.",
    "groups": "Say which groups took part.",
    "use": "Say how the input was used.",
}


class TestSubmission:
    def test_a_review_without_a_log_is_submitted(self) -> None:
        moved(filled(begun()), to=State.SUBMITTED)

    def test_so_is_one_with_a_whole_log(self) -> None:
        review = filled(begun())
        held(review)
        moved(review, to=State.SUBMITTED)

    @pytest.mark.parametrize("name", LACKING)
    def test_what_the_annex_needs_is_asked(self, name: str) -> None:
        review = filled(begun())
        held(review, **{name: [] if name == "groups" else ""})
        ((_one, problems),) = problems_of_log(review)
        assert [(field, str(words)) for field, words in problems] == [(name, LACKING[name])]
        with pytest.raises(NotReadyError) as refused:
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        assert refused.value.problems == [
            "1 consultation in the log is not complete: see “Consultations”."
        ]

    @pytest.mark.parametrize("name", ["people", "held_on", "title", "use", "groups"])
    def test_what_cannot_be_read_is_asked_once(self, name: str) -> None:
        review = filled(begun())
        unread = {"people": "some", "held_on": "spring", "groups": "x"}
        held(review, **{name: unread.get(name, "t" * 10_001)})
        ((_one, problems),) = problems_of_log(review)
        assert [(field, str(words)) for field, words in problems] == [
            (name, "Something in it could not be read.")
        ]

    def test_what_was_taken_out_is_not_asked(self) -> None:
        review = filled(begun())
        take_out(consultation=held(review, title=""), by=focal_point_of("CRI"))
        moved(review, to=State.SUBMITTED)

    def test_all_that_lack_something_are_counted(self) -> None:
        review = filled(begun())
        held(review, title="")
        held(review, use="")
        held(review)
        with pytest.raises(NotReadyError) as refused:
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        assert "2 consultations in the log are not complete" in refused.value.problems[0]


def test_member_states_are_no_group_of_society() -> None:
    stakeholder_type("member-state")
    stakeholder_type("migrants")
    groups = ConsultationForm(typed()).fields["groups"]
    choices = [str(code) for code, _label in groups.choices]  # type: ignore[attr-defined]
    assert "migrants" in choices
    assert "member-state" not in choices
