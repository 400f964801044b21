"""The questions of a draft."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from reviews.models import Question, Questionnaire
from reviews.questionnaires import places
from reviews.questionnaires.addresses import is_taken_by_a_page
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.holding import check_unchanged, hold
from reviews.questionnaires.measuring import without_others
from reviews.questionnaires.sections import refuse_if_needed
from stakeholders.models import User


@transaction.atomic
def save_question(*, question: Question, base: str = "", by: User) -> Question:
    """Write a question that is new, or one that is there. In a new section it comes last."""
    draft = hold(question.section.questionnaire, by)
    if question.section.questionnaire_id != draft.pk:
        raise QuestionnaireError(_("The section is one of another questionnaire."))
    if questions_of_draft(draft).exclude(pk=question.pk).filter(key=question.key).exists():
        raise QuestionnaireError(_("Another question has this key already."))
    if is_taken_by_a_page(question.key, of_section=False):
        raise QuestionnaireError(_("This key is an address of the portal: choose another."))
    current = None if question._state.adding else _now(question, draft)
    if current is not None:
        check_unchanged(base, current)
    if current is None or current.section_id != question.section_id:
        question.order = places.last_place(_beside(question))
    else:
        question.order = current.order
    without_others(question).save()
    return question


@transaction.atomic
def move_question(*, question: Question, way: str, by: User) -> bool:
    """One place up or down within its section; False if it stands there already."""
    draft = hold(question.section.questionnaire, by)
    question = _now(question, draft)
    return places.moved(_beside(question), question, way)


@transaction.atomic
def remove_question(*, question: Question, by: User) -> None:
    draft = hold(question.section.questionnaire, by)
    question = _now(question, draft)
    refuse_if_needed(Question.objects.filter(pk=question.pk))
    question.delete()
    places.put_in_order(_beside(question), list(_beside(question).values_list("pk", flat=True)))


def questions_of_draft(draft: Questionnaire) -> "QuerySet[Question]":
    """All its questions in the order in which they are asked, with their sections."""
    questions = Question.objects.filter(section__questionnaire=draft)
    return questions.select_related("section").order_by("section__order", "order")


def _beside(question: Question) -> "QuerySet[Question]":
    return Question.objects.filter(section=question.section_id).order_by("order")


def _now(question: Question, draft: Questionnaire) -> Question:
    found = questions_of_draft(draft).filter(pk=question.pk).first()
    if found is None:
        raise QuestionnaireError(_("The question was taken out in the meantime."))
    return found
