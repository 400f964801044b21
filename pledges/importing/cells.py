"""Reading one cell: from text to a value, or UnreadableError with a word on why."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone

from pledges.importing.known import Codes
from pledges.importing.words import UnreadableError
from publication.drafts.fields import PlainNumber
from publication.text import count_characters

Value = str | int | Decimal | date | list[str] | None
Read = Callable[[str, Codes], Value]

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
BETWEEN_CODES = re.compile(r"[\s;,،、；，]+")
BETWEEN_NAMES = re.compile(r"[;；؛]")
# What a spreadsheet shows where it could not work something out.
ERRORS = {"#N/A", "#REF!", "#NAME?", "#DIV/0!", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
LINE_ENDS = {"\n", "\t"}
SHOWN, LONGEST_NAME, LONGEST_PART = 60, 200, 1000
_number = PlainNumber(required=False)


def plain(text: str) -> str:
    """The text composed, with one form of line end and no blanks around it; nothing unshowable."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if composed in ERRORS:
        raise UnreadableError("error-cell", value=composed)
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in LINE_ENDS for c in composed):
        raise UnreadableError("control")
    return composed


def text_up_to(limit: int) -> Read:
    def read(text: str, _codes: Codes) -> str:
        return _short_enough(text, limit)

    return read


def line_up_to(limit: int) -> Read:
    """Text in one line: line ends become blanks."""

    def read(text: str, _codes: Codes) -> str:
        return _short_enough(" ".join(text.split()), limit)

    return read


def _short_enough(text: str, limit: int) -> str:
    length = count_characters(text)
    if length > limit:
        raise UnreadableError("long", length=length, limit=limit)
    return text


def number(text: str, _codes: Codes) -> Decimal:
    try:
        found = _number.clean(text)
    except ValidationError as error:
        raise UnreadableError(f"number-{error.code}", value=text[:SHOWN]) from error
    return Decimal(found or 0).quantize(Decimal("0.01"))


def amount(text: str, codes: Codes) -> Decimal:
    found = number(text, codes)
    if found < 0:
        raise UnreadableError("negative")
    return found


def day(text: str, _codes: Codes) -> date:
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UnreadableError("day", value=text[:SHOWN])


def day_gone(text: str, codes: Codes) -> date:
    found = day(text, codes)
    if found > timezone.localdate():
        raise UnreadableError("to-come")
    return found


def code(text: str, codes: Codes) -> str:
    return codes.find(text)


def codes_in(text: str, codes: Codes) -> list[str]:
    """Each once, in order; divided by blanks, commas or semicolons."""
    named = (part for part in BETWEEN_CODES.split(text) if part)
    return list(dict.fromkeys(codes.find(part) for part in named))


def names_in(text: str, _codes: Codes) -> list[str]:
    """Divided by semicolons; one that is blank is kept, since types stand beside names."""
    names = (" ".join(name.split()) for name in BETWEEN_NAMES.split(text))
    return [_short_enough(name, LONGEST_NAME) for name in names]


def types_in(text: str, codes: Codes) -> list[str]:
    return [codes.find(name) if name else "" for name in names_in(text, codes)]


def lines_in(text: str, _codes: Codes) -> list[str]:
    """One part a line; the letter before it is left out, since the portal gives it."""
    lines = (re.sub(r"^[a-z]\)\s*", "", line.strip()) for line in text.split("\n"))
    return [_short_enough(line, LONGEST_PART) for line in lines if line]
