"""Conditions of a form that the portal can keep: on earlier questions with set answers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reviews.questionnaires.conditions import DECIDING
from reviews.xlsform.expressions import Match
from reviews.xlsform.findings import Findings
from reviews.xlsform.plan import FormPlan, Given, QuestionPlan, SectionPlan


def settle_wishes(plan: FormPlan, findings: Findings) -> None:
    """Goes down the form, so that only what was asked before is known."""
    known: dict[str, QuestionPlan] = {}
    for section in plan.sections:
        section.conditions = list(_kept(section, known, findings))
        for question in section.questions:
            question.conditions = list(_kept(question, known, findings))
            known[question.name] = question


def _kept(
    asked: SectionPlan | QuestionPlan, known: dict[str, QuestionPlan], findings: Findings
) -> Iterator[Given]:
    """Of a wish all is kept or nothing: half of it would ask of others."""
    for wish in asked.wishes:
        given = [_given(test, known) for test in wish.tests]
        if all(given):
            yield from (one for one in given if one is not None)
        else:
            findings.tell(
                wish.cell,
                _(
                    "It depends on what the portal does not ask before with set answers: "
                    "it is always asked."
                ),
            )


def _given(test: Match, known: dict[str, QuestionPlan]) -> Given | None:
    on = known.get(test.name)
    if on is None or on.kind not in DECIDING:
        return None
    values = [on.answers.get(value) for value in test.values]
    return Given(on, [value for value in values if value]) if all(values) else None
