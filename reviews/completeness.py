"""How much of what it was asked a review answers, at a glance and for many reviews at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reviews.choices import QuestionKind
from reviews.conditions import Conditions, conditions_of
from reviews.models import Answer, Attachment, Review

TEXTS = {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}


@dataclass(frozen=True)
class Completeness:
    """Of the questions that are asked: how many are answered, and how many do not apply."""

    asked: int = 0
    answered: int = 0
    not_applicable: int = 0
    objectives: Sequence[int] = field(default_factory=tuple)

    @property
    def per_cent(self) -> int:
        return round(100 * self.answered / self.asked) if self.asked else 0


def completeness_of(reviews: Iterable[Review]) -> dict[int, Completeness]:
    """By review: two queries for all, and two for each version of the questionnaire."""
    reviews = list(reviews)
    answers: dict[int, list[Answer]] = defaultdict(list)
    written = Answer.objects.filter(review__in=reviews).order_by()
    for answer in written.select_related("question__section"):
        answers[answer.review_id].append(answer)
    files: dict[int, set[int]] = defaultdict(set)
    kept = Attachment.objects.filter(review__in=reviews, removed_at=None).order_by()
    for review, question in kept.values_list("review", "question"):
        files[review].add(question)
    conditions = {number: conditions_of(number) for number in {r.questionnaire_id for r in reviews}}
    return {
        review.pk: _completeness(
            conditions[review.questionnaire_id], answers[review.pk], files[review.pk]
        )
        for review in reviews
    }


def _completeness(
    conditions: Conditions, answers: list[Answer], with_files: set[int]
) -> Completeness:
    decision = conditions.given(answers)
    asked = {question for question in conditions.section_of if decision.asks(question)}
    said = [answer for answer in answers if answer.question_id in asked and not answer.is_blank]
    objectives = {
        answer.question.section.objective_id
        for answer in said
        if answer.value and not answer.not_applicable and answer.question.kind in TEXTS
    }
    return Completeness(
        asked=len(asked),
        answered=len({answer.question_id for answer in said} | (with_files & asked)),
        not_applicable=sum(1 for answer in said if answer.not_applicable),
        objectives=sorted(number for number in objectives if number),
    )
