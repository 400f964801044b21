"""The questionnaire as it stands in reviews/data/questionnaire: read, and checked in every text."""

import string
from decimal import Decimal
from pathlib import Path

from compact.reference.toml_tables import Table, table_of
from reviews.answer_kinds.tables import ROW
from reviews.choices import KINDS_WITH_OPTIONS, QuestionKind
from reviews.models.asking import CELL_KINDS
from reviews.questionnaire_conditions import check_conditions
from reviews.questionnaire_texts import (
    ColumnText,
    ConditionText,
    OptionText,
    QuestionnaireText,
    QuestionText,
    SectionText,
)

__all__ = ["DIRECTORY", "QuestionText", "QuestionnaireText", "SectionText", "read"]

DIRECTORY = Path(__file__).parent / "data" / "questionnaire"
WITH_LIMITS = {
    QuestionKind.NUMBER,
    QuestionKind.ANY_OF,
    QuestionKind.RANK,
    QuestionKind.TABLE,
    QuestionKind.OBJECTIVES,
}
FROM_THE_OBJECTIVE = {"number", "short_label", "title"}


def read(directory: Path = DIRECTORY) -> QuestionnaireText:
    """The whole questionnaire; DataError says where a file is wrong."""
    top = table_of(directory / "questionnaire.toml")
    title, names = top.texts("title"), top.take("sections", list)
    top.end()
    sections = tuple(_section(table_of(directory / f"{name}.toml")) for name in names)
    _no_key_twice(top, [section.key for section in sections])
    _no_key_twice(top, [q.key for section in sections for q in section.questions])
    check_conditions(top, sections)
    return QuestionnaireText(title=title, sections=sections)


def _section(table: Table) -> SectionText:
    section = SectionText(
        key=table.take("key", str),
        each_objective=table.take_or("each_objective", default=False),
        chosen_in=table.take_or("chosen_in", ""),
        title=table.texts("title"),
        introduction=table.texts("introduction"),
        questions=tuple(_question(row) for row in table.tables("question", "question")),
        conditions=_conditions(table),
    )
    table.end()
    if not section.questions:
        raise table.fault("there is no question")
    if section.chosen_in and not section.each_objective:
        raise table.fault("“chosen_in” is for sections made for each objective")
    if section.each_objective:
        _check_places_to_fill(table, section)
    return section


def _check_places_to_fill(table: Table, section: SectionText) -> None:
    for text in (*section.title.values(), *section.introduction.values()):
        names = {name for _text, name, _spec, _conv in string.Formatter().parse(text) if name}
        if unknown := names - FROM_THE_OBJECTIVE:
            raise table.fault(f"an objective has no {{{unknown.pop()}}}")


def _question(table: Table) -> QuestionText:
    question = QuestionText(
        key=table.take("key", str),
        kind=_kind(table),
        label=table.texts("label"),
        help=table.texts_or_none("help"),
        unit=table.texts_or_none("unit"),
        required=table.take_or("required", default=False),
        may_not_apply=table.take_or("may_not_apply", default=False),
        word_limit=table.take_or("word_limit", 0) or None,
        minimum=_limit(table, "minimum"),
        maximum=_limit(table, "maximum"),
        options=tuple(_option(row) for row in table.tables("option", "option")),
        columns=tuple(_column(row) for row in table.tables("column", "column")),
        rows=tuple(_option(row) for row in table.tables("row", "row")),
        conditions=_conditions(table),
    )
    table.end()
    _check_fit(table, question)
    for lines in (question.options, question.columns, question.rows):
        _no_key_twice(table, [line.key for line in lines])
    return question


def _check_fit(table: Table, question: QuestionText) -> None:
    """What belongs to some kinds of questions only."""
    kind = question.kind
    if bool(question.options) != (kind in KINDS_WITH_OPTIONS):
        raise table.fault(f"options do not fit the kind “{kind}”")
    if bool(question.columns) != (kind == QuestionKind.TABLE) or (
        question.rows and not question.columns
    ):
        raise table.fault(f"columns and rows do not fit the kind “{kind}”")
    if (question.minimum, question.maximum) != (None, None) and kind not in WITH_LIMITS:
        raise table.fault(f"a minimum or maximum does not fit the kind “{kind}”")


def _limit(table: Table, key: str) -> Decimal | None:
    return Decimal(table.take(key, int)) if key in table.raw else None


def _column(table: Table) -> ColumnText:
    column = ColumnText(
        key=table.take("key", str),
        kind=_kind(table),
        label=table.texts("label"),
    )
    table.end()
    if column.kind not in CELL_KINDS or column.key == ROW:
        raise table.fault(f"no cell has the kind “{column.kind}”, and no column the key “{ROW}”")
    return column


def _conditions(table: Table) -> tuple[ConditionText, ...]:
    return tuple(_condition(row) for row in table.tables("when", "condition"))


def _condition(table: Table) -> ConditionText:
    values: list[str] = table.take("values", list)
    condition = ConditionText(on=table.take("on", str), values=tuple(values))
    table.end()
    if not values:
        raise table.fault(f"no answer to “{condition.on}” is named")
    return condition


def _kind(table: Table) -> QuestionKind:
    kind = table.take("kind", str)
    if kind not in QuestionKind.values:
        raise table.fault(f"there is no kind “{kind}”; there are {', '.join(QuestionKind.values)}")
    return QuestionKind(kind)


def _option(table: Table) -> OptionText:
    option = OptionText(key=table.take("key", str), label=table.texts("label"))
    table.end()
    return option


def _no_key_twice(table: Table, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise table.fault(f"the key “{key}” stands there twice")
