"""Saving an answer: never on top of words that its writer has not seen."""

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from publication.choices import State
from reviews.entries import Written
from reviews.models import Answer, AnswerRevision, Question, Review, ReviewSection, UnmergedText
from reviews.rules import may_write_section
from reviews.writers import Writer, by_fields, find_by


class NotWritableError(Exception):
    """The review is no longer a draft, or the section was not handed to this person."""


class StaleSaveError(Exception):
    """Another saved in between. `current` is what stands; the offered text is kept in `kept`."""

    def __init__(self, current: Answer, kept: UnmergedText) -> None:
        super().__init__("Another saved this answer in between.")
        self.current = current
        self.kept = kept


def save_answer(
    *, section: ReviewSection, question: Question, written: Written, base_revision: int, by: Writer
) -> Answer | None:
    """Save what was written, if nobody has saved since `base_revision`; return the answer.

    Saying the same again changes nothing. A blank that was never answered stays without a row.
    Raises StaleSaveError with both texts kept, or NotWritableError.
    """
    if not may_write_section(by, section) or question.section_id != section.section_id:
        raise NotWritableError
    with transaction.atomic():
        hold_as_draft(section.review)
        current = current_answer(section.review, question)
        if written.says_the_same_as(current):
            _settle(section.review, question, written, by)
            return current
        saved = write_revision(section.review, question, written, base_revision, by)
        if saved is not None:
            _settle(section.review, question, written, by)
            start(section)
            return saved
        current = current_answer(section.review, question)
        if written.says_the_same_as(current):  # an autosave and the button, at the same moment
            _settle(section.review, question, written, by)
            return current
        if current is None:  # a form that claims a revision which never was
            raise NotWritableError
        kept = _keep(section.review, question, written, base_revision, by)
    raise StaleSaveError(current, kept)


def hold_as_draft(review: Review) -> None:
    """Share a lock on the review until the save is done, so that nobody submits it half-way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM reviews_review WHERE id = %s AND state = %s FOR SHARE",
            [review.pk, State.DRAFT],
        )
        if cursor.fetchone() is None:
            raise NotWritableError


def current_answer(review: Review, question: Question) -> Answer | None:
    answers = Answer.objects.select_related("by", "by_link")
    return answers.filter(review=review, question=question).first()


def write_revision(
    review: Review, question: Question, written: Written, base: int, by: Writer
) -> Answer | None:
    """The saved answer, a revision further, or None if another revision stands there already."""
    values: dict[str, Any] = {
        **written.fields,
        **by_fields(by),
        "updated_at": timezone.now(),
    }
    if base == 0:
        try:
            with transaction.atomic():
                answer = Answer.objects.create(review=review, question=question, **values)
        except IntegrityError:
            return None
    else:
        changed = Answer.objects.filter(review=review, question=question, revision=base).update(
            revision=F("revision") + 1, **values
        )
        if changed != 1:
            return None
        answer = Answer.objects.get(review=review, question=question)
    AnswerRevision.objects.create(
        answer=answer,
        number=answer.revision,
        at=answer.updated_at,
        **by_fields(by),
        **written.fields,
    )
    return answer


def _keep(
    review: Review, question: Question, written: Written, base: int, by: Writer
) -> UnmergedText:
    """The text waits to be merged. Going on from the same revision settles what was typed before.

    No text is ever overwritten: the record keeps those that are settled too.
    """
    now = timezone.now()
    waiting = UnmergedText.objects.filter(
        review=review, question=question, settled_at=None, **find_by(by)
    )
    known = waiting.filter(**written.fields).first()
    if known is not None:
        return known
    waiting.filter(based_on=base).update(settled_at=now)
    return UnmergedText.objects.create(
        review=review,
        question=question,
        based_on=base,
        at=now,
        **by_fields(by),
        **written.fields,
    )


def _settle(review: Review, question: Question, written: Written, by: Writer) -> None:
    """A text that was refused and is saved after all needs no merging any more."""
    unmerged = UnmergedText.objects.filter(review=review, question=question, **find_by(by))
    unmerged.filter(settled_at=None, **written.fields).update(settled_at=timezone.now())


def set_aside(*, text: UnmergedText, by: Writer) -> None:
    """The writer has merged the text, or does without it. The record keeps it."""
    if text.writer != by:
        raise NotWritableError
    UnmergedText.objects.filter(pk=text.pk, settled_at=None).update(settled_at=timezone.now())


def start(section: ReviewSection) -> None:
    """Somebody has begun to write in the section."""
    ReviewSection.objects.filter(pk=section.pk, started_at=None).update(started_at=timezone.now())
