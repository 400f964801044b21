"""When something is asked: on which earlier question it can depend, and on what answers."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reviews import answer_kinds
from reviews.choices import QuestionKind
from reviews.models import Condition, Question, Section
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.holding import hold
from reviews.questionnaires.questions import questions_of_draft
from stakeholders.models import User

DECIDING = (
    QuestionKind.ONE_OF,
    QuestionKind.ANY_OF,
    QuestionKind.YES_NO,
    QuestionKind.OBJECTIVES,
)


@dataclass(frozen=True)
class Asked:
    """The question or the whole section that is asked only where something was answered."""

    question: Question | None = None
    section: Section | None = None

    @property
    def fields(self) -> dict[str, Question | Section | None]:
        return {"question": self.question, "section": self.section}

    @property
    def of_section(self) -> Section:
        if self.section is not None:
            return self.section
        assert self.question is not None  # noqa: S101  (one of the two)
        return self.question.section

    @property
    def conditions(self) -> "QuerySet[Condition]":
        return Condition.objects.filter(**self.fields).select_related("on__section")


def can_decide(asked: Asked) -> "QuerySet[Question]":
    """The questions with a choice of answers that are asked before."""
    section = asked.of_section
    questions = questions_of_draft(section.questionnaire).filter(kind__in=DECIDING)
    earlier = questions.filter(section__order__lt=section.order)
    if asked.question is None:
        return earlier
    return earlier | questions.filter(section=section, order__lt=asked.question.order)


def answers_to(question: Question) -> list[tuple[str, str]]:
    """What can be answered, each with its words."""
    return list(answer_kinds.offered(question).items())


@transaction.atomic
def set_condition(*, asked: Asked, on: Question, values: list[str], by: User) -> Condition:
    """Ask it only where `on` was answered with one of these. Goes before one on the same."""
    hold(asked.of_section.questionnaire, by)
    if not can_decide(asked).filter(pk=on.pk).exists():
        raise QuestionnaireError(_("Choose a question that is asked before, with set answers."))
    known = [key for key, _words in answers_to(on)]
    if not values or not set(values) <= set(known):
        raise QuestionnaireError(_("Choose at least one of its answers."))
    asked.conditions.filter(on=on).delete()
    chosen = [key for key in known if key in values]
    return Condition.objects.create(**asked.fields, on=on, values=chosen)


@transaction.atomic
def drop_condition(*, asked: Asked, on: Question, by: User) -> None:
    hold(asked.of_section.questionnaire, by)
    asked.conditions.filter(on=on).delete()
