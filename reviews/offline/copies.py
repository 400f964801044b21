"""Taking a copy out, and knowing afterwards what each answer was when it left."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from publication.offline import Sheet
from reviews.models import Answer, AnswerRevision, OfflineCopy, Question, Review, ReviewSection
from reviews.offline.scope import sections_of
from reviews.offline.sheets import sheet_of
from reviews.problems import questions_of
from reviews.saving import NotWritableError
from reviews.writers import Writer, by_fields


def answers_of(review: Review) -> dict[int, Answer]:
    return {answer.question_id: answer for answer in Answer.objects.filter(review=review)}


@transaction.atomic
def take_out(
    *, review: Review, sections: Sequence[ReviewSection], suffix: str, language: str, by: Writer
) -> Sheet:
    """What goes into the document. The portal remembers at which revision each answer left."""
    allowed = {section.pk for section in sections_of(review, by)}
    if not sections or not allowed.issuperset(section.pk for section in sections):
        raise NotWritableError
    questions, answers = questions_of(review), answers_of(review)
    inside = {section.section_id for section in sections}
    copy = OfflineCopy.objects.create(
        review=review,
        suffix=suffix,
        language=language,
        revisions={
            question.key: answers[question.pk].revision if question.pk in answers else 0
            for question in questions
            if question.section_id in inside
        },
        **by_fields(by),
    )
    return sheet_of(review, sections, language, questions=questions, answers=answers, base=copy.pk)


def copy_of(review: Review, number: int | None) -> OfflineCopy | None:
    if number is None:
        return None
    return OfflineCopy.objects.filter(review=review, pk=number).first()


def left_with(
    copy: OfflineCopy, questions: Sequence[Question]
) -> Mapping[int, AnswerRevision | None]:
    """What each of these questions said when the copy left, where it took them along."""
    left = {one: copy.revisions[one.key] for one in questions if one.key in copy.revisions}
    found: dict[int, AnswerRevision | None] = {question.pk: None for question in left}
    pairs = [
        Q(answer__question=question, number=number) for question, number in left.items() if number
    ]
    if pairs:
        revisions = AnswerRevision.objects.filter(answer__review=copy.review_id)
        for one in revisions.filter(reduce(or_, pairs)).select_related("answer"):
            found[one.answer.question_id] = one
    return found
