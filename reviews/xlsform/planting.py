"""A form that was read becomes a draft, a table at a time."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from compact.models import Objective
from reviews.models import Condition, Option, Question, Questionnaire, Section, TableColumn
from reviews.questionnaires.drafts import begin_draft
from reviews.questionnaires.measuring import without_others
from reviews.xlsform.findings import Findings
from reviews.xlsform.plan import FormPlan, Given, QuestionPlan, SectionPlan, Texts
from stakeholders.models import User

Line = TypeVar("Line", Option, TableColumn)


@transaction.atomic
def plant(*, draft: Questionnaire, form: FormPlan, findings: Findings, by: User) -> Questionnaire:
    """Write the draft, which is for a forum and perhaps a region, with all that the form asks."""
    for name, text in in_texts("title", form.title or {"en": _("Questionnaire")}).items():
        setattr(draft, name, text)
    draft.not_carried = [finding.plain for finding in findings.all]
    begin_draft(draft=draft, by=by)
    sections = _sections(draft, form.sections)
    questions = _questions(sections, form.sections)
    plans = [question for section in form.sections for question in section.questions]
    Option.objects.bulk_create(_lines(Option, plans, questions))
    TableColumn.objects.bulk_create(_lines(TableColumn, plans, questions))
    Condition.objects.bulk_create(_conditions(form, sections, questions))
    return draft


def in_texts(name: str, texts: Texts) -> dict[str, str]:
    return {build_localized_fieldname(name, code): text for code, text in texts.items()}


def _sections(draft: Questionnaire, plans: list[SectionPlan]) -> list[Section]:
    known = set(Objective.objects.values_list("number", flat=True))
    return Section.objects.bulk_create(
        Section(
            questionnaire=draft,
            key=plan.key,
            order=order,
            objective_id=plan.objective if plan.objective in known else None,
            **in_texts("title", plan.title),
            **in_texts("introduction", plan.introduction),
        )
        for order, plan in enumerate(plans, 1)
    )


def _questions(sections: list[Section], plans: list[SectionPlan]) -> dict[str, Question]:
    """By their keys."""
    made = Question.objects.bulk_create(
        without_others(_question(plan, section, order))
        for section, of_section in zip(sections, plans, strict=True)
        for order, plan in enumerate(of_section.questions, 1)
    )
    return {question.key: question for question in made}


def _question(plan: QuestionPlan, section: Section, order: int) -> Question:
    return Question(
        section=section,
        key=plan.key,
        order=order,
        kind=plan.kind,
        required=plan.required,
        may_not_apply=plan.may_not_apply,
        word_limit=plan.word_limit,
        minimum=plan.minimum,
        maximum=plan.maximum,
        **in_texts("label", plan.label),
        **in_texts("help", plan.help),
        **in_texts("unit", plan.unit),
    )


def _lines(
    model: type[Line], plans: list[QuestionPlan], questions: dict[str, Question]
) -> Iterable[Line]:
    for plan in plans:
        lines = plan.options if model is Option else plan.columns
        for order, line in enumerate(lines, 1):
            more: dict[str, Any] = {} if model is Option else {"kind": line.kind}
            more |= in_texts("label", line.label)
            yield model(question=questions[plan.key], key=line.key, order=order, **more)


def _conditions(
    form: FormPlan, sections: list[Section], questions: dict[str, Question]
) -> Iterable[Condition]:
    for section, plan in zip(sections, form.sections, strict=True):
        yield from (_condition(one, questions, section=section) for one in plan.conditions)
        for question in plan.questions:
            asked = questions[question.key]
            yield from (_condition(one, questions, question=asked) for one in question.conditions)


def _condition(given: Given, questions: dict[str, Question], **asked: Any) -> Condition:
    return Condition(on=questions[given.on.key], values=given.values, **asked)
