"""The verb of a correction: one published answer, with the reason, as a new version."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from publication.models import StateChange
from publication.moves import make_move
from reviews.choices import QuestionKind
from reviews.conditions import Asked, asked_in
from reviews.entries import Written
from reviews.models import Answer, Question, Review
from reviews.problems import problems_of, problems_with
from reviews.rules import may_correct
from reviews.saving import current_answer, write_revision
from reviews.services.errors import NotAllowedError, ReviewError
from stakeholders.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class WrongCorrectionError(ReviewError):
    """What is published may not become wrong; `problems` says what would be."""

    def __init__(self, *problems: "Text") -> None:
        self.problems: Sequence[Text] = problems
        super().__init__(" ".join(map(str, problems)))


class CorrectedMeanwhileError(ReviewError):
    """Another has corrected the answer since; `current` is what is published now."""

    def __init__(self, current: Answer | None) -> None:
        super().__init__("Another has corrected it in between.")
        self.current = current


@transaction.atomic
def correct_answer(
    *,
    review: Review,
    question: Question,
    written: Written,
    base_revision: int,
    note: str,
    by: User,
) -> StateChange:
    """Publish the answer as it is written here. All or nothing; the version before stays."""
    current = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if not may_correct(by, current) or not is_correctable(current, question):
        raise NotAllowedError
    before = current_answer(current, question)
    if (before.revision if before else 0) != base_revision:
        raise CorrectedMeanwhileError(before)
    if written.says_the_same_as(before):
        raise WrongCorrectionError(_("Nothing was changed."))
    asked = asked_in(current)
    after = write_revision(current, question, written, base_revision, by)
    problems = problems_with(question, after, has_files=False) or _problems_beside(current, asked)
    if problems:
        raise WrongCorrectionError(*problems)
    change = make_move(current, "correct", by=by, note=note)
    review.refresh_from_db()
    return change


def _problems_beside(review: Review, asked_before: Asked) -> "list[Text]":
    """Another answer to this question may ask others, which have none."""
    return [
        _("Then this question is asked too, and has no answer: %(question)s")
        % {"question": question.label}
        for question, _problems in problems_of(review)
        if not asked_before.asks(question)
    ]


def is_correctable(review: Review, question: Question) -> bool:
    """A question of it that is asked. A file is what the State sent, and stays so."""
    return question.kind != QuestionKind.FILE and asked_in(review).asks(question)
