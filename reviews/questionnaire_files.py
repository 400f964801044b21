"""The questionnaire as it stands in reviews/data/questionnaire: read, and checked in every text."""

import string
from dataclasses import dataclass
from pathlib import Path

from compact.reference.toml_tables import Table, Texts, table_of
from reviews.choices import QuestionKind

DIRECTORY = Path(__file__).parent / "data" / "questionnaire"
KINDS_WITH_OPTIONS = {QuestionKind.ONE_OF, QuestionKind.ANY_OF}
FROM_THE_OBJECTIVE = {"number", "short_label", "title"}


@dataclass(frozen=True, kw_only=True)
class OptionText:
    key: str
    label: Texts


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    key: str
    kind: QuestionKind
    label: Texts
    help: Texts
    unit: Texts
    required: bool
    may_not_apply: bool
    word_limit: int | None
    options: tuple[OptionText, ...]


@dataclass(frozen=True, kw_only=True)
class SectionText:
    """A section; with `each_objective`, a pattern of which 23 sections are made."""

    key: str
    each_objective: bool
    title: Texts
    introduction: Texts
    questions: tuple[QuestionText, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionnaireText:
    title: Texts
    sections: tuple[SectionText, ...]


def read(directory: Path = DIRECTORY) -> QuestionnaireText:
    """The whole questionnaire; DataError says where a file is wrong."""
    top = table_of(directory / "questionnaire.toml")
    title, names = top.texts("title"), top.take("sections", list)
    top.end()
    sections = tuple(_section(table_of(directory / f"{name}.toml")) for name in names)
    _no_key_twice(top, [section.key for section in sections])
    _no_key_twice(top, [q.key for section in sections for q in section.questions])
    return QuestionnaireText(title=title, sections=sections)


def _section(table: Table) -> SectionText:
    section = SectionText(
        key=table.take("key", str),
        each_objective=table.take_or("each_objective", default=False),
        title=table.texts("title"),
        introduction=table.texts("introduction"),
        questions=tuple(_question(row) for row in table.tables("question", "question")),
    )
    table.end()
    if not section.questions:
        raise table.fault("there is no question")
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
        options=tuple(_option(row) for row in table.tables("option", "option")),
    )
    table.end()
    if bool(question.options) != (question.kind in KINDS_WITH_OPTIONS):
        raise table.fault(f"options do not fit the kind “{question.kind}”")
    _no_key_twice(table, [option.key for option in question.options])
    return question


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
