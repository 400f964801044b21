"""Saving an answer: every revision is kept, and nobody writes over what they have not seen."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from publication.choices import State
from reviews.choices import QuestionKind
from reviews.entries import BadRevisionError, Written, parse_revision
from reviews.models import Answer, AnswerRevision, Question, Review, UnmergedText
from reviews.saving import (
    NotWritableError,
    StaleSaveError,
    hold_as_draft,
    save_answer,
    set_aside,
)
from stakeholders.models import User
from tests.factories.asking import objectives, rank, table
from tests.factories.publication import WAYS, examiner, review_in
from tests.factories.reviews import (
    answer_of,
    begun,
    focal_point_of,
    handed_over,
    people_around,
    question_of,
    section_of,
    write,
)
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

PROGRESS = "o05-progress"


def save(
    review: Review, text: Any, base: int, by: User | None = None, key: str = PROGRESS, **more: Any
) -> Answer | None:
    question = question_of(review, key)
    return save_answer(
        section=section_of(review, question.section.key),
        question=question,
        written=Written(text, **more),
        base_revision=base,
        by=by or focal_point_of("CRI"),
    )


def stale(review: Review, text: Any, base: int, by: User | None = None) -> StaleSaveError:
    with pytest.raises(StaleSaveError) as caught:
        save(review, text, base, by)
    return caught.value


def revisions(review: Review, key: str = PROGRESS) -> list[tuple[int, Any]]:
    found = AnswerRevision.objects.filter(answer__review=review, answer__question__key=key)
    return list(found.order_by("number").values_list("number", "value"))


def waiting() -> list[str]:
    return [text.value for text in UnmergedText.objects.filter(settled_at=None)]


class TestRevisions:
    def test_the_first_save_is_revision_1(self) -> None:
        review, before = begun(), timezone.now()
        answer = save(review, "One.", 0)
        assert answer
        assert (answer.revision, answer.value) == (1, "One.")
        assert answer.by == focal_point_of("CRI")
        assert before <= answer.updated_at <= timezone.now()
        assert revisions(review) == [(1, "One.")]

    def test_each_save_on_top_of_the_last_is_the_next_revision(self) -> None:
        review, second = begun(), UserFactory(focal_point_of="CRI")
        for base, text in enumerate(["One.", "Two.", "Three."]):
            answer = save(review, text, base, second if base == 1 else None)
        assert answer
        assert answer.revision == 3
        assert revisions(review) == [(1, "One."), (2, "Two."), (3, "Three.")]
        by = AnswerRevision.objects.order_by("number").values_list("by", flat=True)
        assert [pk == second.pk for pk in by] == [False, True, False]

    def test_saying_the_same_again_is_no_revision(self) -> None:
        review = begun()
        first = save(review, "One.", 0)
        for base in (0, 1, 7):
            assert save(review, "One.", base) == first
        assert revisions(review) == [(1, "One.")]
        assert not UnmergedText.objects.exists()

    def test_a_blank_that_was_never_answered_leaves_no_row(self) -> None:
        review = begun()
        assert save(review, "", 0) is None
        assert not Answer.objects.exists()
        assert section_of(review, "objective-5").state == "not-started"

    def test_taking_an_answer_away_is_a_revision_too(self) -> None:
        review = begun()
        save(review, "One.", 0)
        answer = save(review, "", 1)
        assert answer
        assert answer.is_blank
        assert revisions(review) == [(1, "One."), (2, "")]

    def test_not_applicable_and_its_reason_belong_to_the_answer(self) -> None:
        review = begun()
        save(review, "One.", 0)
        save(review, "One.", 1, not_applicable=True)
        answer = save(review, "One.", 2, not_applicable=True, reason="We have no coast.")
        assert answer
        assert (answer.value, answer.not_applicable, answer.reason) == (
            "One.",
            True,
            "We have no coast.",
        )
        assert len(revisions(review)) == 3

    def test_a_choice_of_several_is_kept_as_a_list(self) -> None:
        review = begun()
        save(review, ["unions"], 0, key="consulted")
        save(review, ["parliament", "unions"], 1, key="consulted")
        assert save(review, ["parliament", "unions"], 1, key="consulted")
        assert revisions(review, "consulted") == [(1, ["unions"]), (2, ["parliament", "unions"])]

    def test_answers_are_numbered_apart(self) -> None:
        one, other = begun("CRI"), begun("MEX")
        write(one, PROGRESS, "A")
        write(one, "lead-body", "B")
        write(other, PROGRESS, "C")
        assert set(Answer.objects.values_list("revision", flat=True)) == {1}

    def test_the_first_answer_starts_the_section(self) -> None:
        review = begun()
        save(review, "One.", 0)
        started = section_of(review, "objective-5").started_at
        save(review, "Two.", 1)
        assert started
        assert section_of(review, "objective-5").started_at == started

    def test_no_statement_changes_or_deletes_a_revision(self) -> None:
        review = begun()
        save(review, "One.", 0)
        for statement in (
            "UPDATE reviews_answerrevision SET value = '\"Two.\"'",
            "UPDATE reviews_answerrevision SET number = number + 1",
            "DELETE FROM reviews_answerrevision",
        ):
            with (
                pytest.raises(DatabaseError, match="Cannot update or delete"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)
        assert revisions(review) == [(1, "One.")]

    def test_a_number_is_given_once(self) -> None:
        answer = save(begun(), "One.", 0)
        assert answer
        with pytest.raises(IntegrityError, match="one_revision_per_number"), transaction.atomic():
            AnswerRevision.objects.create(answer=answer, number=1, by=examiner())


class TestStaleSaves:
    def test_it_is_refused_and_both_texts_are_kept(self) -> None:
        review, colleague = begun(), UserFactory(focal_point_of="CRI")
        save(review, "One.", 0)
        save(review, "Theirs.", 1, colleague)
        refused = stale(review, "Mine.", 1)
        assert (refused.current.value, refused.current.by) == ("Theirs.", colleague)
        assert (refused.kept.value, refused.kept.based_on) == ("Mine.", 1)
        assert refused.kept.by == focal_point_of("CRI")
        assert revisions(review) == [(1, "One."), (2, "Theirs.")]

    def test_a_first_save_that_came_second_is_refused_too(self) -> None:
        review, colleague = begun(), UserFactory(focal_point_of="CRI")
        save(review, "Theirs.", 0, colleague)
        refused = stale(review, "Mine.", 0)
        assert (refused.current.value, waiting()) == ("Theirs.", ["Mine."])

    def test_with_the_revision_that_was_seen_since_it_is_saved_and_settled(self) -> None:
        review, colleague = begun(), UserFactory(focal_point_of="CRI")
        save(review, "Theirs.", 0, colleague)
        stale(review, "Mine.", 0)
        save(review, "Mine.", 1)
        assert revisions(review) == [(1, "Theirs."), (2, "Mine.")]
        assert waiting() == []

    def test_typing_on_in_a_field_that_is_refused_leaves_one_text_to_merge(self) -> None:
        review, colleague = begun(), UserFactory(focal_point_of="CRI")
        save(review, "Theirs.", 0, colleague)
        for text in ("Mine", "Mine is", "Mine is longer.", "Mine is longer."):
            stale(review, text, 0)
        assert waiting() == ["Mine is longer."]
        assert UnmergedText.objects.count() == 3

    def test_a_text_that_waits_is_not_displaced_by_one_of_a_later_sitting(self) -> None:
        review, colleague = begun(), UserFactory(focal_point_of="CRI")
        save(review, "Theirs.", 0, colleague)
        stale(review, "Mine, at noon.", 0)
        save(review, "Theirs, again.", 1, colleague)
        stale(review, "Mine, at night.", 1)
        assert waiting() == ["Mine, at noon.", "Mine, at night."]

    def test_each_writer_has_a_text_of_their_own(self) -> None:
        review, two, three = (
            begun(),
            UserFactory(focal_point_of="CRI"),
            UserFactory(contributor_of="CRI"),
        )
        handed_over(review, "objective-5", three)
        save(review, "One.", 0)
        for person in (two, three):
            stale(review, f"Of {person}.", 0, person)
        assert len(waiting()) == 2

    def test_a_text_is_set_aside_by_its_writer_alone_and_stays_on_record(self) -> None:
        review, colleague = begun(), UserFactory(focal_point_of="CRI")
        save(review, "Theirs.", 0, colleague)
        kept = stale(review, "Mine.", 0).kept
        with pytest.raises(NotWritableError):
            set_aside(text=kept, by=colleague)
        assert waiting() == ["Mine."]
        set_aside(text=kept, by=focal_point_of("CRI"))
        assert waiting() == []
        assert UnmergedText.objects.get().value == "Mine."

    @pytest.mark.parametrize("base", [1, 2, 10**8])
    def test_a_revision_that_never_was_is_refused(self, base: int) -> None:
        with pytest.raises(NotWritableError):
            save(begun(), "One.", base)
        assert not Answer.objects.exists()

    def test_a_revision_to_come_is_refused_and_the_text_kept(self) -> None:
        review = begun()
        save(review, "One.", 0)
        assert stale(review, "Two.", 9).kept.value == "Two."


class TestWhoMayWriteAndWhen:
    @pytest.mark.parametrize("state", [state for state in WAYS if state != State.DRAFT])
    def test_once_it_is_submitted_nobody_writes(self, state: State) -> None:
        review = review_in(state)
        for person in (focal_point_of("CRI"), examiner()):
            with pytest.raises(NotWritableError):
                save(review, "Late.", 0, person)
        assert answer_of(review, PROGRESS) is None

    def test_of_a_draft_everybody_is_named(self) -> None:
        review = begun()
        everybody = people_around(review)  # whose contributor has another section
        may = {role for role, person in everybody.items() if person and self.saves(review, person)}
        assert may == {"focal point", "second focal point"}

    def test_a_contributor_writes_in_the_section_handed_over(self) -> None:
        review = begun()
        everybody = people_around(review)
        person = everybody["contributor with a section"]
        assert person
        assert save(review, "The Ministry", 0, person, key="lead-body")
        assert not self.saves(review, person)

    def saves(self, review: Review, person: User) -> bool:
        present = answer_of(review, PROGRESS)
        try:
            save(review, f"Of {person}.", present.revision if present else 0, person)
        except NotWritableError:
            return False
        return True

    def test_a_question_of_another_section_is_not_written_through_this_one(self) -> None:
        review = begun()
        contributor = handed_over(review, "methodology")
        with pytest.raises(NotWritableError):
            save_answer(
                section=section_of(review, "methodology"),
                question=question_of(review, PROGRESS),
                written=Written("Smuggled."),
                base_revision=0,
                by=contributor,
            )

    def test_a_draft_can_be_held_and_nothing_else_can(self) -> None:
        draft, submitted = begun("MEX"), review_in(State.SUBMITTED)
        with transaction.atomic():
            hold_as_draft(draft)
            with pytest.raises(NotWritableError):
                hold_as_draft(submitted)


@pytest.mark.parametrize(
    "text", ["", "-1", "1.5", "abc", "0x1", "١", "²", " 1", "1 ", "9" * 10, "9" * 5000]
)
def test_a_revision_that_is_no_number_was_tampered_with(text: str) -> None:
    with pytest.raises(BadRevisionError):
        parse_revision(text)


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("999999999", 999_999_999)]
)
def test_a_revision_is_a_number(text: str, number: int) -> None:
    assert parse_revision(text) == number


def test_what_is_written_is_compared_whole() -> None:
    assert Written().is_blank
    assert Written().says_the_same_as(None)
    assert not Written("x").says_the_same_as(None)
    entry = Answer(value="x", not_applicable=False, reason="")
    assert Written("x").says_the_same_as(entry)
    assert not Written("x", reason="y").says_the_same_as(entry)
    assert not Written("x", not_applicable=True).says_the_same_as(entry)
    assert Written([]).says_the_same_as(Answer(value=""))


def test_the_same_text_saved_at_the_same_moment_is_no_conflict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The autosave and the button of one page: the second has not seen what the first wrote."""
    review = begun()
    first = write(review, "lead-body", "The Ministry")
    seen = iter([None, first])
    monkeypatch.setattr("reviews.saving.current_answer", lambda *_places: next(seen))
    saved = save_answer(
        section=section_of(review, "methodology"),
        question=question_of(review, "lead-body"),
        written=Written("The Ministry"),
        base_revision=0,
        by=focal_point_of("CRI"),
    )
    assert saved == first
    assert not UnmergedText.objects.exists()
    assert AnswerRevision.objects.count() == 1


def test_a_question_of_each_kind_can_be_asked() -> None:
    review = begun()
    for add in (table, rank, objectives):
        add(review)
    asked = Question.objects.filter(section__questionnaire=review.questionnaire)
    assert {question.kind for question in asked} == set(QuestionKind)
