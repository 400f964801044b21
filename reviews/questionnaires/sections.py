"""The sections of a draft."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from reviews.models import Condition, Question, Section
from reviews.questionnaires import places
from reviews.questionnaires.addresses import is_taken_by_a_page
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.holding import check_unchanged, hold
from stakeholders.models import User


@transaction.atomic
def save_section(*, section: Section, base: str = "", by: User) -> Section:
    """Write a section that is new, which comes last, or one that is there."""
    draft = hold(section.questionnaire, by)
    siblings = _of(section)
    if siblings.exclude(pk=section.pk).filter(key=section.key).exists():
        raise QuestionnaireError(_("Another section has this key already."))
    if is_taken_by_a_page(section.key, of_section=True):
        raise QuestionnaireError(_("This key is an address of the portal: choose another."))
    if section._state.adding:
        section.questionnaire, section.order = draft, places.last_place(siblings)
    else:
        current = _now(section)
        check_unchanged(base, current)
        section.order = current.order
    section.save()
    return section


@transaction.atomic
def move_section(*, section: Section, way: str, by: User) -> bool:
    """One place up or down; False if it stands there already."""
    hold(section.questionnaire, by)
    return places.moved(_of(section), _now(section), way)


@transaction.atomic
def remove_section(*, section: Section, by: User) -> None:
    """With all its questions. What depends on one of them has to be freed of it first."""
    hold(section.questionnaire, by)
    section = _now(section)
    refuse_if_needed(Question.objects.filter(section=section))
    section.delete()
    places.put_in_order(_of(section), list(_of(section).values_list("pk", flat=True)))


def refuse_if_needed(questions: "QuerySet[Question]") -> None:
    """Nothing stops being conditional because the question that decided it is gone."""
    waiting = Condition.objects.filter(on=OuterRef("pk")).exclude(question__in=questions)
    waiting = waiting.exclude(section__questions__in=questions)
    deciding = questions.filter(Exists(waiting)).first()
    if deciding is not None:
        raise QuestionnaireError(
            _("“%(question)s” decides when something else is asked. Change that first.")
            % {"question": deciding.label}
        )


def _of(section: Section) -> "QuerySet[Section]":
    return Section.objects.filter(questionnaire=section.questionnaire_id)


def _now(section: Section) -> Section:
    found = _of(section).filter(pk=section.pk).first()
    if found is None:
        raise QuestionnaireError(_("The section was taken out in the meantime."))
    return found
