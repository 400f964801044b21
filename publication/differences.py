"""What changed from one text to the next, by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrOrPromise as Text

# Words, figures, the blanks between them, and each character of scripts without blanks.
_PIECE = re.compile(
    r"\s+|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
    r"|\d+(?:[.,’\u00a0\u202f]\d+)+|\w+|[^\w\s]"
)


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
    for what, some in groupby(_pieces(before, after), attrgetter("what")):
        yield Piece(what, "".join(piece.text for piece in some))


def _pieces(before: str, after: str) -> Iterator[Piece]:
    """Words are matched without the blanks between them, which would tie anything to anything."""
    (a, end_a), (b, end_b) = _words(before), _words(after)
    matcher = SequenceMatcher(None, [w for _, w in a], [w for _, w in b], autojunk=False)
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        if what == "equal":
            for (blank_a, _word), (blank_b, word) in zip(a[a1:a2], b[b1:b2], strict=True):
                yield from _changed(blank_a, blank_b)
                yield Piece("equal", word)
        else:
            yield from _changed("".join(map("".join, a[a1:a2])), "".join(map("".join, b[b1:b2])))
    yield from _changed(end_a, end_b)


def _words(text: str) -> tuple[list[tuple[str, str]], str]:
    """Each word with the blank before it, and the blank at the end."""
    words, blank = [], ""
    for piece in _PIECE.findall(text):
        if piece.isspace():
            blank = piece
        else:
            words.append((blank, piece))
            blank = ""
    return words, blank


def _changed(before: str, after: str) -> Iterator[Piece]:
    """One in place of the other; a blank that both begin with stays."""
    blank = before[: len(before) - len(before.lstrip())]
    stays = blank if after.startswith(blank) else ""
    if stays:
        yield Piece("equal", stays)
    if before != stays:
        yield Piece("delete", before[len(stays) :])
    if after != stays:
        yield Piece("insert", after[len(stays) :])


_MARKS = {"equal": "{}", "delete": "<del>{}</del>", "insert": "<ins>{}</ins>"}


def mark_changes(before: str, after: str) -> SafeString:
    """The text with what was taken out and what was put in, by word."""
    parts = [_MARKS[what].format(escape(text)) for what, text in pieces_between(before, after)]
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped
