"""A questionnaire as XLSForm: three sheets that other tools read, and one of what they cannot."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override
from modeltranslation.utils import build_localized_fieldname
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from compact.models import Objective
from publication.translated import LANGUAGES
from reviews import answer_kinds
from reviews.choices import QuestionKind
from reviews.models import Condition, Question, Questionnaire, Section
from reviews.questionnaires.checking import sections_with_all
from reviews.xlsform.expressions import expression_of

NAMESPACE = "https://imrf-portal.org/xlsform"
BASE = ("type", "name")
TRANSLATED = ("label", "hint", "guidance_hint")
REST = (
    *("required", "relevant", "constraint", "appearance"),
    *(f"bind::imrf:{name}" for name in ("kind", "objective", "may-not-apply", "word-limit")),
)
SEVERAL = {QuestionKind.ANY_OF, QuestionKind.OBJECTIVES}
TYPES = {
    QuestionKind.SHORT_TEXT: "text",
    QuestionKind.LONG_TEXT: "text",
    QuestionKind.NUMBER: "decimal",
    QuestionKind.DATE: "date",
    QuestionKind.FILE: "file",
    QuestionKind.YES_NO: "select_one yes_no",
    QuestionKind.OBJECTIVES: "select_multiple objectives",
    QuestionKind.ONE_OF: "select_one",
    QuestionKind.ANY_OF: "select_multiple",
    QuestionKind.RANK: "rank",
}
Line = dict[str, Any]


@dataclass
class XlsForm:
    """The rows of the sheets."""

    survey: list[Line] = field(default_factory=list)
    choices: list[Line] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def column(name: str, code: str) -> str:
    return f"{name}::{NAMES[code]} ({code.partition('-')[0]})"


NAMES = {
    "ar": "العربية",
    "zh-hans": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
    "pt": "Português",
}


def texts_of(row: Model, name: str, as_name: str) -> Line:
    """In every language that has the text."""
    texts = {code: getattr(row, build_localized_fieldname(name, code)) for code in LANGUAGES}
    return {column(as_name, code): text for code, text in texts.items() if text}


def form_of(questionnaire: Questionnaire) -> XlsForm:
    form = XlsForm()
    for section in sections_with_all(questionnaire):
        form.survey.append(_begin(section))
        for question in section.questions.all():
            form.survey.extend(_rows(question, form))
        form.survey.append({"type": "end_group"})
    _common_lists(form)
    return form


def _begin(section: Section) -> Line:
    line = {
        "type": "begin_group",
        "name": name_of(section.key),
        **texts_of(section, "title", "label"),
        **texts_of(section, "introduction", "hint"),
    }
    return line | _given(
        relevant=_relevant(section.conditions.all()), objective=section.objective_id
    )


def _given(**values: Any) -> Line:
    names = {
        "kind": "bind::imrf:kind",
        "objective": "bind::imrf:objective",
        "may_not_apply": "bind::imrf:may-not-apply",
        "word_limit": "bind::imrf:word-limit",
    }
    return {names.get(name, name): value for name, value in values.items() if value}


def _rows(question: Question, form: XlsForm) -> Iterator[Line]:
    kind = QuestionKind(question.kind)
    common = {
        "name": name_of(question.key),
        **texts_of(question, "label", "label"),
        **texts_of(question, "help", "hint"),
        **_given(
            relevant=_relevant(question.conditions.all()),
            may_not_apply="yes" if question.may_not_apply else "",
        ),
    }
    if kind == QuestionKind.TABLE:
        yield from _table(question, common, form)
        return
    yield (
        common
        | {"type": _type(question)}
        | _given(
            required="yes" if question.required else "",
            constraint=_constraint(question),
            appearance="multiline" if kind == QuestionKind.LONG_TEXT else "",
            word_limit=question.word_limit,
            kind=kind if kind in {*SEVERAL, QuestionKind.LONG_TEXT} - {QuestionKind.ANY_OF} else "",
        )
        | texts_of(question, "unit", "guidance_hint")
    )
    for option in question.options.all() if kind in NEEDS_A_LIST else ():
        form.choices.append(
            {
                "list_name": name_of(question.key),
                "name": option.key,
                **texts_of(option, "label", "label"),
            }
        )


NEEDS_A_LIST = {QuestionKind.ONE_OF, QuestionKind.ANY_OF, QuestionKind.RANK}


def _type(question: Question) -> str:
    kind = QuestionKind(question.kind)
    of_list = f" {name_of(question.key)}" if kind in NEEDS_A_LIST else ""
    return f"{TYPES[kind]}{of_list}"


def _table(question: Question, common: Line, form: XlsForm) -> Iterator[Line]:
    """A table is a part that is repeated, one time for each row of it."""
    yield common | {"type": "begin_repeat"}
    for one in question.columns.all():
        yield {
            "type": TYPES[QuestionKind(one.kind)],
            "name": name_of(one.key),
            **texts_of(one, "label", "label"),
            **_given(appearance="multiline" if one.kind == QuestionKind.LONG_TEXT else ""),
        }
    yield {"type": "end_repeat"}
    if rows := list(question.rows.all()):
        names = "; ".join(row.label for row in rows)
        words = _("Its rows are fixed here, and free in the form: %(rows)s")
        form.left_out.append((question.key, words % {"rows": names}))
    if question.minimum is not None or question.maximum is not None or question.required:
        form.left_out.append((question.key, _("How many rows it needs is not said in the form.")))


def _constraint(question: Question) -> str:
    what = "." if question.kind == QuestionKind.NUMBER else "count-selected(.)"
    limits = ((">=", question.minimum), ("<=", question.maximum))
    return " and ".join(
        f"{what} {sign} {_plain(limit)}" for sign, limit in limits if limit is not None
    )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _relevant(conditions: Any) -> str:
    tests = [
        (name_of(one.on.key), one.on.kind in SEVERAL, one.values)
        for one in conditions
        if isinstance(one, Condition)
    ]
    return expression_of(tests)


def name_of(key: str) -> str:
    """A name in XML does not begin with a digit or a hyphen."""
    return key if key[:1].isalpha() or key[:1] == "_" else f"_{key}"


def _common_lists(form: XlsForm) -> None:
    types = {line["type"] for line in form.survey}
    if TYPES[QuestionKind.YES_NO] in types:
        for key, words in answer_kinds.YES_NO.items():
            form.choices.append({"list_name": "yes_no", "name": key, **_in_all_languages(words)})
    if TYPES[QuestionKind.OBJECTIVES] in types:
        for objective in Objective.objects.all():
            form.choices.append(
                {
                    "list_name": "objectives",
                    "name": str(objective.number),
                    **texts_of(objective, "short_label", "label"),
                }
            )


def _in_all_languages(words: object) -> Line:
    line: Line = {}
    for code in LANGUAGES:
        with override(code):
            line[column("label", code)] = str(words)
    return line


def write_form(questionnaire: Questionnaire) -> bytes:
    """The workbook."""
    form, book = form_of(questionnaire), Workbook(write_only=True)
    texts = [column(name, code) for name in TRANSLATED for code in LANGUAGES]
    _sheet(book, "survey", [*BASE, *texts, *REST], form.survey)
    labels = [column("label", code) for code in LANGUAGES]
    _sheet(book, "choices", ["list_name", "name", *labels], form.choices)
    _sheet(book, "settings", list(_settings(questionnaire)), [_settings(questionnaire)])
    left_out = [{"name": key, "left out": words} for key, words in form.left_out]
    if left_out:
        _sheet(book, "left out", ["name", "left out"], left_out)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _settings(questionnaire: Questionnaire) -> Line:
    titles = texts_of(questionnaire, "title", "form_title")
    return {
        "form_title": titles.get(column("form_title", "en")) or str(questionnaire.title),
        "form_id": f"imrf-{questionnaire.cycle_id}-{questionnaire.pk}",
        "version": str(questionnaire.version),
        "default_language": column("", "en").removeprefix("::"),
        "namespaces": f'imrf="{NAMESPACE}"',
    }


def _sheet(book: Workbook, title: str, headings: list[str], lines: list[Line]) -> None:
    used = {name for line in lines for name, value in line.items() if value not in {"", None}}
    headings = [name for name in headings if name in used or "::" not in name]
    sheet = book.create_sheet(title)
    sheet.append(headings)
    for line in lines:
        sheet.append([_cell(sheet, line.get(name)) for name in headings])


def _cell(sheet: Any, value: Any) -> Any:
    """Text, even where it looks like a formula."""
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", str(value)))
    cell.data_type = "s"
    return cell
