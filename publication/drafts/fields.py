"""Fields that take what people type and say in words what they could not read."""

import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

WHOLE_DIGITS = 16
BLANKS = " \t\n"


class PlainText(forms.CharField):
    """Text with one form of line end and no blanks around it, as `count_characters` counts it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "strip": False, **options})

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").strip(BLANKS)


def long_text(rows: int = 6, **options: Any) -> PlainText:
    return PlainText(widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}), **options)


class PlainNumber(forms.Field):
    """A number in the digits of any script, with a point before decimals."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "short", "dir": "auto"})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "unread": _(
            "Write the number in digits, with a point before decimals: for example 1250.50."
        ),
        "long": _("This number is too large: at most 16 digits stand before the point."),
        "fine": _("At most two digits stand after the point."),
    }

    def to_python(self, value: Any) -> Decimal | None:
        text = "".join(_digit(c) for c in str(value or "") if not c.isspace())
        if not text:
            return None
        whole, point, rest = text.removeprefix("-").partition(".")
        if not _are_digits(whole) or (point and not _are_digits(rest)):
            raise self._error("unread")
        if len(whole.lstrip("0")) > WHOLE_DIGITS:
            raise self._error("long")
        if len(rest.rstrip("0")) > 2:  # noqa: PLR2004 - the decimal places of the column
            raise self._error("fine")
        return Decimal(text)

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


def _digit(character: str) -> str:
    """A digit of any script as an ASCII one; the Arabic point as a point."""
    if character == "\u066b":
        return "."
    return str(unicodedata.decimal(character, character))


def _are_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def plain(number: Decimal | None) -> str:
    """As a person would type it: no exponent, no idle zeros."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class DayInput(forms.DateInput):
    """A date field of the browser would throw “next spring” away: then it is one of text."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        is_date = not value or isinstance(value, date) or is_day(str(value))
        context["widget"]["type"] = "date" if is_date else "text"
        return context


class PlainDay(forms.DateField):
    widget = DayInput(format="%Y-%m-%d")
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Write the date as year, month, day: for example 2027-12-31.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "input_formats": ["%Y-%m-%d"], **options})


def is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


@cache
def currency_codes() -> list[str]:
    """The currencies of ISO 4217 that are legal tender somewhere today."""
    territories = get_global("territory_currencies")
    current = {code for place in territories for code in get_territory_currencies(place)}
    return sorted(current)


def currencies() -> list[tuple[str, str]]:
    """With their names in the reader's language, by code."""
    names = Locale.parse(to_locale(get_language() or "en")).currencies
    return [("", "—"), *((code, f"{code} – {names.get(code, code)}") for code in currency_codes())]
