"""The State's own ladder: set, changed, and a section's way on it, which stays on the record."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from publication.choices import State
from reviews.delegation.ladder import BadLadderError, clear_section, set_ladder
from reviews.models import Clearance, ClearanceStep, Review
from reviews.services import NotAllowedError
from tests.desk.access import signed_in
from tests.factories.delegation import STEPS, cleared, ladder_of
from tests.factories.publication import WAYS, moved
from tests.factories.reviews import (
    begun,
    filled,
    focal_point_of,
    people_around,
    section_of,
    write,
)
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db
LADDER = "/en/desk/reviews/REV-2030-CRI/ladder/"
CLEARANCE = "/en/desk/reviews/REV-2030-CRI/methodology/clearance/"


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def step(review: Review, name: str) -> ClearanceStep:
    return review.ladder.get(name=name)


def standing(review: Review, key: str = "methodology") -> str:
    step = section_of(review, key).cleared
    return step.name if step else ""


class TestTheLadder:
    def test_its_steps_are_the_states_own(self, browser: Client, review: Review) -> None:
        text = "Borrador\r\n\r\n  Visto bueno   del Viceministro \r\nFirmado"
        assert browser.post(LADDER, {"steps": text}).status_code == 302
        names = [step.name for step in review.ladder.all()]
        assert names == ["Borrador", "Visto bueno del Viceministro", "Firmado"]
        assert [step.order for step in review.ladder.all()] == [0, 1, 2]
        page = browser.get(LADDER).content.decode()
        assert "Borrador\nVisto bueno del Viceministro\nFirmado</textarea>" in page

    def test_one_is_proposed_where_there_is_none(self, browser: Client) -> None:
        page = browser.get(LADDER).content.decode()
        assert "Drafted\nCleared by the ministry\nCleared</textarea>" in page
        assert not ClearanceStep.objects.exists()

    def test_a_step_renamed_in_its_place_stays_the_same(self, review: Review) -> None:
        ladder_of(review)
        before = step(review, "Cleared by the ministry").pk
        cleared(review, "methodology", "Cleared by the ministry")
        ladder_of(review, "Drafted", "Cleared by the Vice-Minister", "Cleared")
        assert step(review, "Cleared by the Vice-Minister").pk == before
        assert standing(review) == "Cleared by the Vice-Minister"
        assert Clearance.objects.count() == 1

    def test_steps_change_places_and_keep_their_sections(self, review: Review) -> None:
        ladder_of(review, "A", "B", "C")
        cleared(review, "methodology", "C")
        assert ladder_of(review, "C", "A", "B") == ["C", "A", "B"]
        assert standing(review) == "C"

    def test_names_are_exchanged_between_two_steps(self, review: Review) -> None:
        ladder_of(review, "A", "B")
        assert ladder_of(review, "B", "A") == ["B", "A"]

    def test_who_stood_on_a_step_that_is_gone_stands_one_lower_on_the_record(
        self, review: Review
    ) -> None:
        ladder_of(review, "A", "B", "C")
        cleared(review, "methodology", "C")
        cleared(review, "means", "A")
        ladder_of(review, "A", "B")
        assert standing(review) == "B"
        assert standing(review, "means") == "A"
        last = Clearance.objects.filter(section=section_of(review, "methodology")).last()
        assert last
        assert (last.step, last.by) == ("B", focal_point_of("CRI"))

    def test_below_the_first_there_is_no_step(self, review: Review) -> None:
        ladder_of(review, "A", "B")
        cleared(review, "methodology", "A")
        ladder_of(review, "B")
        assert standing(review) == ""
        assert Clearance.objects.order_by("pk").last().step == ""  # type: ignore[union-attr]

    def test_a_ladder_may_be_given_up(self, browser: Client, review: Review) -> None:
        ladder_of(review)
        cleared(review, "methodology", "Cleared")
        assert browser.post(LADDER, {"steps": "\n \n"}).status_code == 302
        assert not review.ladder.exists()
        assert standing(review) == ""

    @pytest.mark.parametrize(
        ("steps", "words"),
        [
            ("A\nB\na", "Two steps have the same name."),
            ("x" * 121, "at most 120 characters"),
            ("\n".join(str(n) for n in range(13)), "at most 12 steps"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self, browser: Client, review: Review, steps: str, words: str
    ) -> None:
        ladder_of(review)
        response = browser.post(LADDER, {"steps": steps})
        assert response.status_code == 422
        page = response.content.decode()
        assert words in page
        assert steps in page
        assert [one.name for one in review.ladder.all()] == list(STEPS)

    def test_the_verb_refuses_the_same(self, review: Review) -> None:
        for names in (["A", "a"], [str(n) for n in range(13)]):
            with pytest.raises(BadLadderError):
                set_ladder(review=review, names=names, by=focal_point_of("CRI"))

    def test_what_was_typed_when_the_session_ended_is_in_the_field(self, review: Review) -> None:
        browser = Client()
        assert browser.post(LADDER, {"steps": "Leído\nFirmado"}).status_code == 302
        browser.force_login(
            focal_point_of("CRI"), backend="django.contrib.auth.backends.ModelBackend"
        )
        assert "Leído\nFirmado</textarea>" in browser.get(LADDER).content.decode()


class TestAClearance:
    def test_it_says_what_was_decided_by_whom(self, browser: Client, review: Review) -> None:
        ladder_of(review)
        fields = {
            "step": str(step(review, "Cleared").pk),
            "on_behalf_of": "the Minister of Labour",
            "note": "By letter of 3 May.",
        }
        assert browser.post(CLEARANCE, fields).status_code == 302
        assert standing(review) == "Cleared"
        page = browser.get(CLEARANCE).content.decode()
        for words in ("Cleared: the Minister of Labour", "By letter of 3 May."):
            assert words in page
        board = browser.get(review.desk_address).content.decode()
        assert "the Minister of Labour" in board

    def test_it_goes_down_again(self, browser: Client, review: Review) -> None:
        ladder_of(review)
        cleared(review, "methodology", "Cleared")
        assert browser.post(CLEARANCE, {"step": ""}).status_code == 302
        assert standing(review) == ""
        assert [one.step for one in Clearance.objects.order_by("pk")] == ["Cleared", ""]

    @pytest.mark.parametrize("number", ["x", "-1", "999999999", "²"])
    def test_a_step_that_is_none_is_refused(
        self, browser: Client, review: Review, number: str
    ) -> None:
        ladder_of(review)
        response = browser.post(CLEARANCE, {"step": number, "note": "Kept in the field"})
        assert response.status_code == 422
        assert "Kept in the field" in response.content.decode()
        assert not Clearance.objects.exists()

    def test_a_step_of_another_state_is_none(self, browser: Client, review: Review) -> None:
        other = begun("MEX", cycle=review.cycle)
        ladder_of(other)
        foreign = step(other, "Cleared")
        assert browser.post(CLEARANCE, {"step": str(foreign.pk)}).status_code == 422
        with pytest.raises(NotAllowedError):
            clear_section(
                section=section_of(review, "methodology"), step=foreign, by=focal_point_of("CRI")
            )

    def test_the_record_is_never_changed(self, review: Review) -> None:
        ladder_of(review)
        cleared(review, "methodology", "Cleared")
        for change in (
            lambda: Clearance.objects.update(step="Drafted"),
            lambda: Clearance.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_the_board_says_what_was_changed_since(self, browser: Client, review: Review) -> None:
        ladder_of(review)
        write(review, "lead-body", "The Ministry")
        cleared(review, "methodology", "Cleared")
        assert "Changed since" not in browser.get(review.desk_address).content.decode()
        write(review, "lead-body", "The Office")
        assert "Changed since" in browser.get(review.desk_address).content.decode()
        cleared(review, "methodology", "Cleared")
        assert "Changed since" not in browser.get(review.desk_address).content.decode()


@pytest.mark.parametrize("state", WAYS)
def test_only_a_focal_point_of_a_draft_may(state: State) -> None:
    review = filled(begun())
    ladder_of(review)
    people = people_around(review)
    moved(review, to=state)
    may: dict[str, set[str]] = {"ladder": set(), "clear": set()}
    for role, user in people.items():
        if user is None:
            continue
        section = section_of(review, "methodology")
        verbs: dict[str, Any] = {
            "ladder": lambda by=user: set_ladder(review=review, names=STEPS, by=by),
            "clear": lambda by=user, s=section: clear_section(
                section=s, step=step(review, "Cleared"), by=by
            ),
        }
        for name, verb in verbs.items():
            try:
                verb()
            except NotAllowedError:
                continue
            may[name].add(role)
    wanted = {"focal point", "second focal point"} if state == State.DRAFT else set()
    assert may == {"ladder": wanted, "clear": wanted}


def test_once_submitted_the_pages_say_so_and_keep_what_was_typed() -> None:
    review = filled(begun())
    ladder_of(review)
    moved(review, to=State.SUBMITTED)
    browser = signed_in(focal_point_of("CRI"))
    for address, fields in ((LADDER, {"steps": "Firmado"}), (CLEARANCE, {"note": "Firmado"})):
        response = browser.post(address, fields)
        assert response.status_code == 409
        page = response.content.decode()
        assert "The review was submitted: nothing can be changed here now." in page
        assert "Firmado" in page


def test_a_second_focal_point_of_the_state_may_as_well() -> None:
    review = begun()
    browser = signed_in(UserFactory(focal_point_of="CRI"))
    assert browser.post(LADDER, {"steps": "A"}).status_code == 302
    assert [one.name for one in review.ladder.all()] == ["A"]
    assert reverse("review_desk:ladder", args=[review.code]) == LADDER


class TestWalks(TestCase):
    """Whatever ladders follow one another: the steps are those of the last, all stand on one."""

    names = st.lists(st.sampled_from("ABCDEF"), unique=True, max_size=6)

    @settings(max_examples=25, deadline=None)
    @given(ladders=st.lists(names, min_size=1, max_size=4), stands=st.integers(0, 5))
    def test_ladder_after_ladder(self, ladders: list[list[str]], stands: int) -> None:
        review = Review.objects.first() or begun()
        for names in ladders:
            set_ladder(review=review, names=names, by=focal_point_of("CRI"))
            assert [one.name for one in review.ladder.all()] == names
            section = section_of(review, "means")
            assert section.cleared is None or section.cleared.name in names
            if names:
                cleared(review, "means", names[stands % len(names)])
            last = Clearance.objects.filter(section=section).order_by("pk").last()
            assert (last.step if last else "") == standing(review, "means")
