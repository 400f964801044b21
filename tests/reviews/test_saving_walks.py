"""However two people's saves fall between each other, no text is lost and no number is missing."""

from dataclasses import dataclass, field
from functools import partial

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.entries import Written
from reviews.models import Answer, AnswerRevision, Question, Review, ReviewSection, UnmergedText
from reviews.saving import StaleSaveError, save_answer, set_aside
from stakeholders.models import User
from tests.factories.reviews import begun, focal_point_of, question_of, section_of
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

KEY = "o05-progress"


@dataclass
class Writer:
    """Somebody with the page open: what they last saw, and every text that they sent off."""

    user: User
    section: ReviewSection
    question: Question
    seen: int = 0
    sent: list[str] = field(default_factory=list)

    def reload(self) -> None:
        answer = Answer.objects.filter(question=self.question).first()
        self.seen = answer.revision if answer else 0

    def save(self, text: str) -> None:
        self.sent.append(text)
        try:
            answer = save_answer(
                section=self.section,
                question=self.question,
                written=Written(text),
                base_revision=self.seen,
                by=self.user,
            )
        except StaleSaveError:
            return  # the page goes on showing the field, and what it started from
        self.seen = answer.revision if answer else 0

    def choose_mine(self, text: str) -> None:
        """Look at theirs, and save what is in the field on top of it."""
        self.reload()
        self.save(text)

    def take(self, step: str, text: str) -> None:
        match step:
            case "reload":
                self.reload()
            case "save":
                self.save(text)
            case "choose mine":
                self.choose_mine(text)
            case _:
                self.put_aside()

    def put_aside(self) -> None:
        for text in UnmergedText.objects.filter(by=self.user, settled_at=None):
            set_aside(text=text, by=self.user)


def texts_on_record() -> set[str]:
    saved = AnswerRevision.objects.values_list("value", flat=True)
    return {*saved, *UnmergedText.objects.values_list("value", flat=True)}


def assert_nothing_is_lost(writers: list[Writer]) -> None:
    sent = {text for writer in writers for text in writer.sent if text}
    assert sent <= texts_on_record()
    for answer in Answer.objects.all():
        revisions = list(answer.revisions.order_by("number"))
        numbers = [revision.number for revision in revisions]
        assert numbers == list(range(1, answer.revision + 1))
        assert (revisions[-1].value, revisions[-1].by_id) == (answer.value, answer.by_id)


def two_writers(review: Review) -> list[Writer]:
    people: list[User] = [focal_point_of("CRI"), UserFactory(focal_point_of="CRI")]
    section, question = section_of(review, "objective-5"), question_of(review, KEY)
    return [Writer(user, section, question) for user in people]


steps = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(["reload", "save", "save", "save", "choose mine", "put aside"]),
        st.sampled_from(["", "a", "b", "c", "ab", "la vía", "途径"]),
    ),
    max_size=14,
)


@pytest.mark.django_db
def test_no_order_of_two_peoples_steps_loses_a_text() -> None:
    writers = two_writers(begun())

    @given(steps)
    @settings(max_examples=50, deadline=None)
    def walk(taken: list[tuple[int, str, str]]) -> None:
        with transaction.atomic():
            for writer in writers:
                writer.seen, writer.sent = 0, []
            for who, step, text in taken:
                writers[who].take(step, text)
                assert_nothing_is_lost(writers)
            transaction.set_rollback(True)

    walk()


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_of_many_first_saves_one_wins_and_all_are_kept(self) -> None:
        one, other = two_writers(begun())
        writers = [Writer(w.user, w.section, w.question) for w in (one, other) * 3]
        texts = [f"Text {number}." for number in range(len(writers))]
        outcomes = at_once(*[partial(w.save, text) for w, text in zip(writers, texts, strict=True)])
        assert refusals(outcomes) == []
        assert AnswerRevision.objects.count() == 1
        assert texts_on_record() == set(texts)
        assert_nothing_is_lost(writers)

    def test_of_many_saves_on_one_revision_one_wins_and_all_are_kept(self) -> None:
        one, other = two_writers(begun())
        one.save("First.")
        other.reload()
        writers = [Writer(w.user, w.section, w.question, seen=1) for w in (one, other) * 3]
        texts = [f"Text {number}." for number in range(len(writers))]
        at_once(*[partial(w.save, text) for w, text in zip(writers, texts, strict=True)])
        assert AnswerRevision.objects.count() == 2
        assert texts_on_record() == {"First.", *texts}
        assert_nothing_is_lost(writers)

    def test_two_who_each_go_on_from_what_they_see_number_without_a_gap(self) -> None:
        one, other = two_writers(begun())

        def write_much(writer: Writer, name: str) -> None:
            for number in range(12):
                writer.choose_mine(f"{name} {number}")

        outcomes = at_once(partial(write_much, one, "One"), partial(write_much, other, "Other"))
        assert refusals(outcomes) == []
        assert_nothing_is_lost([one, other])

    def test_the_same_words_by_two_at_once_are_one_revision(self) -> None:
        writers = two_writers(begun())
        at_once(*[partial(writer.save, "The same.") for writer in writers])
        assert AnswerRevision.objects.filter(value="The same.").count() == 1
