"""Drafts of questionnaires: `draft()` is blank but for the questions of every kind.

`successor()` is a draft made from a published version; `add(draft, "means", "new-one")` asks more.
"""

from typing import Any

from compact.models import Cycle, Region
from reviews.choices import QuestionKind
from reviews.models import Option, Question, Questionnaire, Section, TableColumn, TableRow
from reviews.questionnaires.drafts import begin_draft
from tests.factories.publication import examiner
from tests.factories.reviews import forum, questionnaire


def draft(cycle: Cycle | None = None, *, version: int = 7) -> Questionnaire:
    """A draft with the questions of the small questionnaire, made from none."""
    return questionnaire(cycle or forum(), version=version, published=False)


def blank(cycle: Cycle | None = None, *, region: Region | None = None) -> Questionnaire:
    made = Questionnaire(cycle=cycle or forum(), region=region, title_en="Questions")
    return begin_draft(draft=made, by=examiner())


def successor(of: Questionnaire | None = None, **fields: Any) -> Questionnaire:
    """A draft made from a published version."""
    source = of or forum().questionnaires.get(version=1)
    made = Questionnaire(
        **{"cycle": source.cycle, "title_en": "More questions", "made_from": source, **fields}
    )
    return begin_draft(draft=made, by=examiner())


def section_of(questionnaire: Questionnaire, key: str) -> Section:
    return questionnaire.sections.select_related("questionnaire").get(key=key)


def question_of(questionnaire: Questionnaire, key: str) -> Question:
    questions = Question.objects.filter(section__questionnaire=questionnaire)
    return questions.select_related("section__questionnaire").get(key=key)


def add(
    questionnaire: Questionnaire,
    section: str,
    key: str,
    kind: QuestionKind = QuestionKind.SHORT_TEXT,
    **fields: Any,
) -> Question:
    """One more question, at the end of the section."""
    of = section_of(questionnaire, section)
    place = of.questions.count() + 1
    label = fields.pop("label", f"What of {key}?")
    return Question.objects.create(
        section=of, key=key, order=place, kind=kind, label_en=label, **fields
    )


def table(questionnaire: Questionnaire, section: str = "means", key: str = "costs") -> Question:
    made = add(questionnaire, section, key, QuestionKind.TABLE)
    TableColumn.objects.create(question=made, key="amount", order=1, label="Amount", kind="number")
    TableRow.objects.create(question=made, key="year-1", order=1, label="Year 1")
    return made


def options_of(question: Question) -> list[str]:
    return list(Option.objects.filter(question=question).values_list("key", flat=True))
