"""The questionnaire of each forum: planted once, and never changed after."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname

from compact.models import Cycle, Objective
from compact.reference import Report
from compact.reference.toml_tables import Texts, in_languages
from reviews.models import (
    Condition,
    Option,
    Question,
    Questionnaire,
    Section,
    TableColumn,
    TableRow,
)
from reviews.questionnaire_files import read
from reviews.questionnaire_texts import (
    ConditionText,
    QuestionnaireText,
    QuestionText,
    SectionText,
)

VERSION = 1
Planted = tuple[Question, QuestionText]


@transaction.atomic
def load(report: Report) -> None:
    """Give each forum the first version of its questionnaire, published.

    A version that exists stays as it is, whatever the files say now: answers were given to it.
    """
    text = read()
    present = set(Questionnaire.objects.filter(version=VERSION).values_list("cycle", flat=True))
    for cycle in Cycle.objects.all():
        is_new = cycle.year not in present
        if is_new:
            with override("en"):
                plant(text, cycle)
        report.row("Questionnaires", f"{cycle.year}, version {VERSION}", created=is_new)


def plant(text: QuestionnaireText, cycle: Cycle) -> None:
    """Write the questionnaire, a table at a time."""
    questionnaire = Questionnaire.objects.create(
        cycle=cycle,
        version=VERSION,
        **in_languages("title", text.title),
    )
    asked = list(sections_asked(text))
    sections = Section.objects.bulk_create(
        Section(
            questionnaire=questionnaire,
            objective=objective,
            key=section.key,
            order=order,
            **in_languages("title", section.title),
            **in_languages("introduction", section.introduction),
        )
        for order, (section, objective) in enumerate(asked, 1)
    )
    texts = [of_section for of_section, _objective in asked]
    questions = plant_questions(
        [
            (section, order, question)
            for section, of_section in zip(sections, texts, strict=True)
            for order, question in enumerate(of_section.questions, 1)
        ]
    )
    plant_conditions(list(zip(sections, texts, strict=True)), questions)
    # Last of all: what is published takes no more questions.
    questionnaire.published_at = timezone.now()
    questionnaire.save(update_fields=["published_at"])


def plant_questions(places: list[tuple[Section, int, QuestionText]]) -> list[Planted]:
    questions = Question.objects.bulk_create(
        Question(
            section=section,
            key=text.key,
            order=order,
            kind=text.kind,
            required=text.required,
            may_not_apply=text.may_not_apply,
            word_limit=text.word_limit,
            minimum=text.minimum,
            maximum=text.maximum,
            **in_languages("label", text.label),
            **in_languages("help", text.help),
            **in_languages("unit", text.unit),
        )
        for section, order, text in places
    )
    planted = [
        (question, text)
        for question, (_section, _order, text) in zip(questions, places, strict=True)
    ]
    _plant_lines(planted)
    return planted


def _plant_lines(planted: list[Planted]) -> None:
    """What can be chosen, and the columns and rows of tables."""
    Option.objects.bulk_create(
        Option(question=question, order=order, key=line.key, **in_languages("label", line.label))
        for question, text in planted
        for order, line in enumerate(text.options, 1)
    )
    TableRow.objects.bulk_create(
        TableRow(question=question, order=order, key=line.key, **in_languages("label", line.label))
        for question, text in planted
        for order, line in enumerate(text.rows, 1)
    )
    TableColumn.objects.bulk_create(
        TableColumn(
            question=question,
            order=order,
            key=line.key,
            kind=line.kind,
            **in_languages("label", line.label),
        )
        for question, text in planted
        for order, line in enumerate(text.columns, 1)
    )


def plant_conditions(sections: list[tuple[Section, SectionText]], planted: list[Planted]) -> None:
    """When sections and questions are asked; what they depend on is planted before."""
    by_key = {question.key: question for question, _text in planted}
    of_sections = [
        Condition(section=section, on=by_key[condition.on], values=list(condition.values))
        for section, text in sections
        for condition in text.conditions
    ]
    of_questions = [
        Condition(question=question, on=by_key[condition.on], values=list(condition.values))
        for question, text in planted
        for condition in text.conditions
    ]
    Condition.objects.bulk_create([*of_sections, *of_questions])


def sections_asked(text: QuestionnaireText) -> Iterator[tuple[SectionText, Objective | None]]:
    """The sections in their order, the pattern of an objective filled in for each of them."""
    objectives = list(Objective.objects.all())
    for section in text.sections:
        if section.each_objective:
            yield from ((section_of(objective, section), objective) for objective in objectives)
        else:
            yield section, None


def section_of(objective: Objective, pattern: SectionText) -> SectionText:
    """The section of one objective: `objective-5`, with the questions `o05-progress` and others."""
    return replace(
        pattern,
        key=f"{pattern.key}-{objective.number}",
        title=filled(pattern.title, objective),
        introduction=filled(pattern.introduction, objective),
        questions=tuple(_of_objective(objective, pattern)),
        conditions=tuple(_when_chosen(objective, pattern)),
    )


def _of_objective(objective: Objective, pattern: SectionText) -> Iterator[QuestionText]:
    """The questions under their own keys, and what depends on one another under those too."""
    keys = {
        question.key: f"o{objective.number:02}-{question.key}" for question in pattern.questions
    }
    for question in pattern.questions:
        conditions = tuple(
            replace(condition, on=keys.get(condition.on, condition.on))
            for condition in question.conditions
        )
        yield replace(question, key=keys[question.key], conditions=conditions)


def _when_chosen(objective: Objective, pattern: SectionText) -> Iterator[ConditionText]:
    yield from pattern.conditions
    if pattern.chosen_in:
        yield ConditionText(on=pattern.chosen_in, values=(str(objective.number),))


def filled(texts: Texts, objective: Objective) -> Texts:
    return {
        language: text.format(
            number=objective.number,
            short_label=getattr(objective, build_localized_fieldname("short_label", language)),
            title=getattr(objective, build_localized_fieldname("title", language)),
        )
        for language, text in texts.items()
    }
