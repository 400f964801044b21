"""How each kind of question is read from a form, checked at submission, and put into words."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from publication.text import count_words
from reviews.choices import QuestionKind
from reviews.models import Question

Value = str | list[str]
Problems = Iterator[str | Promise]

SHORT_TEXT_LENGTH = 300


@dataclass(frozen=True)
class AnswerKind:
    """`read` takes whatever was typed; `check` yields what is wrong with it; `words` shows it."""

    read: Callable[[QueryDict, str], Value]
    check: Callable[[Question, Value], Problems]
    words: Callable[[Question, Value], str]


def of(question: Question) -> AnswerKind:
    return KINDS[QuestionKind(question.kind)]


def _read_text(form: QueryDict, name: str) -> str:
    # Browsers send CRLF; one form of line end, so that an untouched text stays the same text.
    return form.get(name, "").replace("\r\n", "\n").strip()


def _read_list(form: QueryDict, name: str) -> list[str]:
    return [key for key in form.getlist(name) if key]


def _as_typed(_question: Question, value: Value) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _check_nothing(_question: Question, _value: Value) -> Problems:
    yield from ()


def _check_short(question: Question, value: Value) -> Problems:
    if len(value) > SHORT_TEXT_LENGTH:
        yield _("This is longer than %(limit)s characters.") % {"limit": SHORT_TEXT_LENGTH}
    yield from _check_words(question, value)


def _check_words(question: Question, value: Value) -> Problems:
    words = count_words(str(value))
    if question.word_limit and words > question.word_limit:
        yield _("This has %(words)s words; the limit is %(limit)s.") % {
            "words": words,
            "limit": question.word_limit,
        }


def _check_options(question: Question, value: Value) -> Problems:
    chosen = {value} if isinstance(value, str) else set(value)
    if chosen - {option.key for option in question.options.all()}:
        yield _("Choose from the list.")


def _option_words(question: Question, value: Value) -> str:
    chosen = {value} if isinstance(value, str) else set(value)
    labels = [str(o.label) for o in question.options.all() if o.key in chosen]
    return pgettext("between two names", ", ").join(labels)


YES_NO = {"yes": _("Yes"), "no": _("No")}


def _check_yes_no(_question: Question, value: Value) -> Problems:
    if value not in YES_NO:
        yield _("Choose yes or no.")


def _yes_no_words(_question: Question, value: Value) -> str:
    return str(YES_NO.get(str(value), value))


def parse_number(text: str) -> Decimal | None:
    """A plain decimal number of at most 20 digits, with or without spaces between thousands."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,6})?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _check_number(_question: Question, value: Value) -> Problems:
    if parse_number(str(value)) is None:
        yield _("Write a number in digits, with a point before decimals: for example 1250.5.")


def _number_words(question: Question, value: Value) -> str:
    number = parse_number(str(value))
    if number is None:
        return str(value)
    figure = formats.number_format(number, use_l10n=True, force_grouping=True)
    return f"{figure} {question.unit}".strip()


def parse_date(text: str) -> date | None:
    """A day as the date field of a browser writes it; of ISO's other ways it shows none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _check_date(_question: Question, value: Value) -> Problems:
    if parse_date(str(value)) is None:
        yield _("Write a date as year, month, day: for example 2026-03-31.")


def _date_words(_question: Question, value: Value) -> str:
    day = parse_date(str(value))
    return formats.date_format(day, "DATE_FORMAT") if day else str(value)


KINDS: dict[QuestionKind, AnswerKind] = {
    QuestionKind.SHORT_TEXT: AnswerKind(_read_text, _check_short, _as_typed),
    QuestionKind.LONG_TEXT: AnswerKind(_read_text, _check_words, _as_typed),
    QuestionKind.ONE_OF: AnswerKind(_read_text, _check_options, _option_words),
    QuestionKind.ANY_OF: AnswerKind(_read_list, _check_options, _option_words),
    QuestionKind.YES_NO: AnswerKind(_read_text, _check_yes_no, _yes_no_words),
    QuestionKind.NUMBER: AnswerKind(_read_text, _check_number, _number_words),
    QuestionKind.DATE: AnswerKind(_read_text, _check_date, _date_words),
    # Files are kept as attachments; the answer itself only says "not applicable", and why.
    QuestionKind.FILE: AnswerKind(lambda _form, _name: "", _check_nothing, _as_typed),
}
