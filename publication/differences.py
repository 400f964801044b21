"""What changed from one text to the next, by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise as Text

# Words, the blanks between them, and each character of scripts that write without blanks.
_PIECE = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|\w+|[^\w\s]")


@dataclass(frozen=True)
class Line:
    """A field of a version in words; `marked` shows what changed since the one before."""

    label: "Text"
    text: str
    marked: SafeString
    has_changed: bool


def lines_between(now: "Mapping[Text, str]", then: "Mapping[Text, str]") -> list[Line]:
    """The fields that say something, now or before, in the order of the newer."""
    return [
        Line(label, now[label], mark_changes(then[label], now[label]), then[label] != now[label])
        for label in now
        if now[label] or then[label]
    ]


class Piece(NamedTuple):
    """Words that stayed (“equal”), were taken out (“delete”) or put in (“insert”)."""

    what: Literal["equal", "delete", "insert"]
    text: str


def pieces_between(before: str, after: str) -> Iterator[Piece]:
    """The text by what became of its words."""
    a, b = _PIECE.findall(before), _PIECE.findall(after)
    # Blanks tie nothing together: with them, long texts that have little in common take minutes.
    for what, a1, a2, b1, b2 in SequenceMatcher(str.isspace, a, b, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("equal", "".join(b[b1:b2]))
            continue
        if a1 < a2:
            yield Piece("delete", "".join(a[a1:a2]))
        if b1 < b2:
            yield Piece("insert", "".join(b[b1:b2]))


_MARKS = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}


def mark_changes(before: str, after: str) -> SafeString:
    """The text with what was taken out and what was put in, by word."""
    parts = [_MARKS[what].format(escape(text)) for what, text in pieces_between(before, after)]
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped
