"""Verbs of notes at single answers: the Secretariat writes them, the State settles them."""

from django.db import transaction
from django.utils import timezone

from publication.choices import State
from publication.workflow import Attempt, Move
from reviews.models import Note, Question, Review, ReviewSection
from reviews.rules import may_note, may_write_section
from reviews.services.errors import NotAllowedError
from reviews.writers import Writer
from stakeholders.models import User


@transaction.atomic
def add_note(*, review: Review, question: Question, text: str, by: User) -> Note:
    """Note something at an answer. The State reads it once the review is returned."""
    current = _held(review)
    of_the_review = question.section.questionnaire_id == current.questionnaire_id
    if not may_note(by, current) or not of_the_review:
        raise NotAllowedError
    return Note.objects.create(review=current, question=question, text=text.strip(), by=by)


@transaction.atomic
def take_note_away(*, note: Note, by: User) -> None:
    """What was told stays; a note that nobody was told of is gone."""
    if not may_note(by, _held(note.review)):
        raise NotAllowedError
    if not Note.objects.filter(pk=note.pk, told_at=None).delete()[0]:
        raise NotAllowedError


@transaction.atomic
def settle_note(*, note: Note, section: ReviewSection, is_settled: bool, by: Writer) -> None:
    """The State has done what the note asks for, or has answered it; or not after all."""
    is_of_it = (
        note.question.section_id == section.section_id and note.review_id == section.review_id
    )
    if note.told_at is None or not is_of_it or not may_write_section(by, section):
        raise NotAllowedError
    if _held(section.review).state != State.DRAFT:
        raise NotAllowedError
    note.settled_at = timezone.now() if is_settled else None
    note.save(update_fields=["settled_at"])


def _held(review: Review) -> Review:
    """As it stands, until this is done: nobody returns or submits it half-way."""
    return Review.objects.select_for_update(no_key=True).get(pk=review.pk)


def tell_notes(review: Review, move: Move, attempt: Attempt) -> None:
    """With the return, in the transaction of the move, the State is told of all that was noted."""
    if move.name == "return":
        Note.objects.filter(review=review, told_at=None).update(told_at=attempt.now)
