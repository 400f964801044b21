"""Numbers and dates."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from reviews.answer_kinds.values import AnswerKind, Problems, Value, figure, read_text
from reviews.models import Question


def parse_number(text: str) -> Decimal | None:
    """A plain decimal number of at most 20 digits, with or without spaces between thousands."""
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,6})?", plain):
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _check_number(question: Question, value: Value) -> Problems:
    number = parse_number(str(value))
    if number is None:
        yield _("Write a number in digits, with a point before decimals: for example 1250.5.")
        return
    if question.minimum is not None and number < question.minimum:
        yield _("The number must be at least %(limit)s.") % {"limit": figure(question.minimum)}
    if question.maximum is not None and number > question.maximum:
        yield _("The number must be at most %(limit)s.") % {"limit": figure(question.maximum)}


def _number_words(question: Question, value: Value) -> str:
    number = parse_number(str(value))
    if number is None:
        return str(value)
    words = formats.number_format(number, use_l10n=True, force_grouping=True)
    return f"{words} {question.unit}".strip()


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


NUMBER = AnswerKind(read_text, _check_number, _number_words)
DATE = AnswerKind(read_text, _check_date, _date_words)
