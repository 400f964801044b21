"""Notes of the Secretariat at single answers: written, told with the return, settled."""

from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from notices.letters import compose
from notices.models import Notice
from publication.choices import State
from publication.moves import make_move
from reviews.models import Note, Review
from reviews.notes import NoteCount, counts_of
from reviews.services import NotAllowedError, add_note, settle_note, take_note_away
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, examiner, moved, review_in
from tests.factories.reviews import (
    begun,
    filled,
    focal_point_of,
    people_around,
    question_of,
    section_of,
)
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db

WORDS = "Say from which year the figure is."


def noted(review: Review, key: str = "o05-priority", text: str = WORDS) -> Note:
    return add_note(review=review, question=question_of(review, key), text=text, by=examiner())


def returned(key: str = "o05-priority", **answers: Any) -> Note:
    """A note that the State was told of."""
    review = review_in(State.UNDER_REVIEW, **answers)
    note = noted(review, key)
    make_move(review, "return", by=examiner(), note="See the notes.")
    note.refresh_from_db()
    return note


def place(name: str, key: str = "o05-priority", section: str = "objective-5") -> str:
    return reverse(f"review_desk:{name}", args=["REV-2030-CRI", section, key])


def settle(note: Note, by: User, *, is_settled: bool = True) -> None:
    section = section_of(note.review, "objective-5")
    settle_note(note=note, section=section, is_settled=is_settled, by=by)


class TestWriting:
    @pytest.mark.parametrize("state", WAYS)
    def test_only_while_the_secretariat_examines_it(self, state: State) -> None:
        review = review_in(state)
        if state == State.UNDER_REVIEW:
            assert noted(review).told_at is None
        else:
            with pytest.raises(NotAllowedError):
                noted(review)

    def test_only_by_the_secretariat(self) -> None:
        review = filled(begun())
        people = people_around(review)
        moved(review, to=State.UNDER_REVIEW)
        question = question_of(review, "o05-priority")
        for role, person in people.items():
            if person is None:
                continue
            attempt = partial(add_note, review=review, question=question, text="x", by=person)
            if role == "secretariat":
                assert attempt().by == person
            else:
                with pytest.raises(NotAllowedError):
                    attempt()

    def test_what_was_not_told_yet_can_be_taken_away_and_nothing_else(self) -> None:
        review = review_in(State.UNDER_REVIEW)
        take_note_away(note=noted(review), by=examiner())
        assert not Note.objects.exists()
        told = noted(review)
        with pytest.raises(NotAllowedError):
            take_note_away(note=told, by=focal_point_of("CRI"))
        make_move(review, "return", by=examiner(), note="See the notes.")
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        make_move(review, "take up", by=examiner())
        with pytest.raises(NotAllowedError):
            take_note_away(note=told, by=examiner())
        assert Note.objects.get() == told


class TestTelling:
    def test_the_return_tells_all_notes_at_its_own_moment(self) -> None:
        review = review_in(State.UNDER_REVIEW)
        for key in ("o05-priority", "lead-body"):
            noted(review, key)
        change = make_move(review, "return", by=examiner(), note="See the notes.")
        assert set(Note.objects.values_list("told_at", flat=True)) == {change.at}
        mail = compose(Notice.objects.get(kind="reviews.return.author"))
        assert "There are 2 notes at single answers" in mail.body

    def test_a_return_without_notes_speaks_of_none(self) -> None:
        review = review_in(State.UNDER_REVIEW)
        make_move(review, "return", by=examiner(), note="Say more.")
        mail = compose(Notice.objects.get(kind="reviews.return.author"))
        assert "single answer" not in mail.body

    def test_what_was_told_before_is_not_told_again(self) -> None:
        note = returned()
        review, before = note.review, note.told_at
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        make_move(review, "take up", by=examiner())
        noted(review, "lead-body")
        make_move(review, "return", by=examiner(), note="Once more.")
        note.refresh_from_db()
        assert note.told_at == before
        last = Notice.objects.filter(kind="reviews.return.author").latest("pk")
        assert "There is a note at 1 answer" in compose(last).body

    @pytest.mark.parametrize("move", ["publish", "schedule"])
    def test_no_other_move_tells_them(self, move: str) -> None:
        review = review_in(State.UNDER_REVIEW)
        noted(review)
        to = State.PUBLISHED if move == "publish" else State.SCHEDULED
        if to == State.PUBLISHED:
            make_move(review, "publish", by=examiner())
        assert Note.objects.get().told_at is None


class TestSettling:
    def test_the_state_settles_a_note_and_opens_it_again(self) -> None:
        note = returned()
        settle(note, focal_point_of("CRI"))
        assert Note.objects.get().settled_at is not None
        settle(note, focal_point_of("CRI"), is_settled=False)
        assert Note.objects.get().settled_at is None

    def test_who_writes_the_section_settles_it_and_nobody_else(self) -> None:
        review = filled(begun())
        people = people_around(review)  # the contributor has the section “methodology”
        moved(review, to=State.UNDER_REVIEW)
        note = noted(review, "lead-body")
        make_move(review, "return", by=examiner(), note="See the notes.")
        note.refresh_from_db()
        may = {"focal point", "second focal point", "contributor with a section"}
        for role, person in people.items():
            if person is None:
                continue
            section = section_of(review, "methodology")
            attempt = partial(settle_note, note=note, section=section, is_settled=True, by=person)
            if role in may:
                attempt()
            else:
                with pytest.raises(NotAllowedError):
                    attempt()

    def test_not_before_it_is_told(self) -> None:
        review = review_in(State.UNDER_REVIEW)
        with pytest.raises(NotAllowedError):
            settle(noted(review), focal_point_of("CRI"))

    def test_not_once_it_is_submitted_again(self) -> None:
        note = returned()
        make_move(note.review, "submit", by=focal_point_of("CRI"), declared=True)
        with pytest.raises(NotAllowedError):
            settle(note, focal_point_of("CRI"))

    def test_not_by_way_of_another_section(self) -> None:
        note = returned()
        with pytest.raises(NotAllowedError):
            settle_note(
                note=note,
                section=section_of(note.review, "means"),
                is_settled=True,
                by=focal_point_of("CRI"),
            )

    def test_open_notes_do_not_stand_in_the_way_of_submitting(self) -> None:
        review = returned().review
        page = signed_in(focal_point_of("CRI")).get(f"{review.desk_address}check/")
        assert "1 note of the Secretariat is not settled." in page.content.decode()
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)


class TestWhoReadsThem:
    """Before the return the Secretariat alone; then also those who write the section."""

    def pages(self, review: Review) -> list[str]:
        return [
            reverse("review_desk:tasks", args=[review.code]),
            reverse("review_desk:check", args=[review.code]),
            reverse("review_desk:section", args=[review.code, "objective-5"]),
            reverse("review_desk:section", args=[review.code, "methodology"]),
            reverse("review_desk:notes", args=[review.code]),
            f"/en/reviews/{review.code}/",
        ]

    def readers(self, review: Review, people: dict[str, User | None]) -> set[str]:
        return {
            role
            for role, person in people.items()
            for address in self.pages(review)
            if WORDS in (signed_in(person) if person else Client()).get(address).content.decode()
        }

    def test_each_in_turn(self) -> None:
        review = filled(begun())
        people = people_around(review)
        moved(review, to=State.UNDER_REVIEW)
        noted(review)
        assert self.readers(review, people) == {"secretariat"}
        make_move(review, "return", by=examiner(), note="See the notes.")
        assert self.readers(review, people) == {"focal point", "second focal point"}
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        make_move(review, "take up", by=examiner())
        told = {"focal point", "second focal point", "secretariat"}
        assert self.readers(review, people) == told
        make_move(review, "publish", by=examiner())
        assert self.readers(review, people) == told

    def test_a_contributor_reads_those_at_the_own_section_alone(self) -> None:
        review = filled(begun())
        person = people_around(review)["contributor with a section"]
        assert person
        moved(review, to=State.UNDER_REVIEW)
        noted(review, "lead-body", "At the contributor's answer.")
        noted(review, "o05-priority", "At another's answer.")
        make_move(review, "return", by=examiner(), note="See the notes.")
        browser = signed_in(person)
        page = "".join(browser.get(address).content.decode() for address in self.pages(review))
        assert "At the contributor&#x27;s answer." in page
        assert "At another" not in page

    def test_what_is_published_holds_none_of_them(self) -> None:
        review = returned().review
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        make_move(review, "take up", by=examiner())
        change = make_move(review, "publish", by=examiner())
        assert WORDS not in str(change.content)


class TestPages:
    def test_the_secretariat_notes_at_an_answer_and_comes_back_to_it(self) -> None:
        review = review_in(State.UNDER_REVIEW)
        browser = signed_in(examiner())
        check = reverse("review_desk:check", args=[review.code])
        assert place("note") in browser.get(check).content.decode()
        assert "High" in browser.get(place("note")).content.decode()
        response = browser.post(place("note"), {"text": f"  {WORDS} "})
        assert response["Location"] == f"{check}#q-o05-priority"
        assert Note.objects.get().text == WORDS
        page = browser.get(check).content.decode()
        assert WORDS in page
        assert "Not told yet" in page

    def test_and_takes_it_away(self) -> None:
        note = noted(review_in(State.UNDER_REVIEW))
        browser = signed_in(examiner())
        assert browser.post(place("note"), {"remove": note.pk}).status_code == 302
        assert not Note.objects.exists()
        assert browser.post(place("note"), {"remove": note.pk}).status_code == 404

    @pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
    def test_what_is_no_note_is_refused_in_words(self, text: str) -> None:
        review_in(State.UNDER_REVIEW)
        response = signed_in(examiner()).post(place("note"), {"text": text})
        assert response.status_code == 422
        assert "There is a problem" in response.content.decode()

    @pytest.mark.parametrize("state", WAYS)
    def test_the_page_is_there_for_the_secretariat_while_it_examines(self, state: State) -> None:
        review = filled(begun())
        people = people_around(review)
        moved(review, to=state)
        for role, person in people.items():
            if person is None:
                continue
            seen = role == "secretariat" and state == State.UNDER_REVIEW
            status = signed_in(person).get(place("note")).status_code
            assert status == (200 if seen else 404), role

    def test_nobody_signs_in_first_and_what_was_typed_is_kept(self) -> None:
        review_in(State.UNDER_REVIEW)
        boss, browser = examiner(), Client()
        assert browser.post(place("note"), {"text": WORDS}).status_code == 302
        browser.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
        assert WORDS in browser.get(place("note")).content.decode()

    def test_the_state_settles_where_it_writes(self) -> None:
        note = returned()
        browser = signed_in(focal_point_of("CRI"))
        section = reverse("review_desk:section", args=["REV-2030-CRI", "objective-5"])
        page = browser.get(section).content.decode()
        assert WORDS in page
        assert f'id="settle-{note.pk}"' in page
        sent = {"number": note.pk, "settled": "yes"}
        response = browser.post(place("settle_note"), sent)
        assert response["Location"] == f"{section}#q-o05-priority"
        assert "It is not settled after all" in browser.get(section).content.decode()
        browser.post(place("settle_note"), {"number": note.pk, "settled": "no"})
        assert Note.objects.get().settled_at is None

    @pytest.mark.parametrize("number", ["", "x", "9" * 30, "0"])
    def test_a_number_of_nothing_is_not_there(self, number: str) -> None:
        returned()
        browser = signed_in(focal_point_of("CRI"))
        assert browser.post(place("settle_note"), {"number": number}).status_code == 404
        assert browser.get(place("settle_note")).status_code == 405

    def test_the_secretariat_does_not_settle(self) -> None:
        note = returned()
        make_move(note.review, "submit", by=focal_point_of("CRI"), declared=True)
        response = signed_in(examiner()).post(place("settle_note"), {"number": note.pk})
        assert response.status_code == 409
        assert Note.objects.get().settled_at is None

    def test_all_notes_are_on_one_page(self) -> None:
        note = returned()
        browser = signed_in(focal_point_of("CRI"))
        address = reverse("review_desk:notes", args=["REV-2030-CRI"])
        tasks = browser.get("/en/desk/reviews/REV-2030-CRI/").content.decode()
        assert address in tasks
        assert "1 note at an answer, 0 settled" in tasks
        page = browser.get(address).content.decode()
        assert WORDS in page
        assert f'value="{note.pk}"' in page
        assert (
            "Returned: 1 note of the Secretariat to settle"
            in browser.get("/en/desk/").content.decode()
        )

    def test_its_page_is_for_the_focal_points_and_the_secretariat(self) -> None:
        review = filled(begun())
        people = people_around(review)
        moved(review, to=State.UNDER_REVIEW)
        address = reverse("review_desk:notes", args=[review.code])
        for role, person in people.items():
            seen = role in {"focal point", "second focal point", "secretariat"}
            if person is not None:
                status = signed_in(person).get(address).status_code
                assert status == (200 if seen else 404), role

    @pytest.mark.parametrize("rows", [1, 3])
    def test_more_of_them_are_no_more_queries(
        self, rows: int, django_assert_num_queries: Any
    ) -> None:
        review = review_in(State.UNDER_REVIEW)
        for key in ("o05-priority", "lead-body", "budget")[:rows]:
            noted(review, key)
        browser = signed_in(examiner())
        address = reverse("review_desk:notes", args=[review.code])
        browser.get(address)
        with django_assert_num_queries(6):
            browser.get(address)


def test_they_are_counted_by_review() -> None:
    note = returned()
    other = moved(filled(begun("MEX", cycle=note.review.cycle)), to=State.UNDER_REVIEW)
    noted(other, "lead-body")
    noted(other)
    settle(note, focal_point_of("CRI"))
    assert counts_of(list(Review.objects.all())) == {
        note.review_id: NoteCount(told=1, settled=1),
        other.pk: NoteCount(untold=2),
    }
    assert NoteCount(told=3, settled=1).open == 2


@pytest.mark.django_db(transaction=True)
def test_a_note_that_races_with_the_return_is_told_or_refused() -> None:
    review = review_in(State.UNDER_REVIEW)
    question, boss = question_of(review, "o05-priority"), examiner()
    other = UserFactory(secretariat=True)
    outcomes = at_once(
        partial(add_note, review=review, question=question, text=WORDS, by=boss),
        partial(make_move, review, "return", by=other, note="See the notes."),
    )
    assert set(refusals(outcomes)) <= {NotAllowedError}
    assert not Note.objects.filter(told_at=None).exists()
