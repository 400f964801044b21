"""The cells of a workbook, as the texts that one sees in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from publication.offline.archives import Archive
from publication.offline.characters import carried
from publication.offline.errors import BadDocumentError
from publication.offline.namespaces import attribute, child, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
DAYS_BUILT_IN = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
IN_QUOTES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
FIRST_DAY, FIRST_DAY_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
MOST_COLUMNS, MOST_ROWS, MOST_DIGITS = 100, 20_000, 10
TOO_LARGE = _("A sheet has more rows or columns than any form needs.")


def escaped(text: str) -> str:
    """A text as a cell holds it: what looks like one of Excel's own escapes is escaped."""
    return LIKE_AN_ESCAPE.sub("_x005F_", text)


def _unescaped(text: str) -> str:
    return carried(ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))


@dataclass(frozen=True)
class Cell:
    """`is_known` is false where a formula has no result, or a wrong one."""

    text: str
    is_known: bool = True


Row = Mapping[int, Cell]
"""The cells of a row by the number of their column, the first of which is 0."""


class Workbook:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._name = archive.main
        self._book = archive.tree(self._name)

    def sheets(self) -> Iterator[list[Row]]:
        targets = self._archive.targets(self._name)
        sheets = child(self._book, "sheets") if self._book is not None else None
        for one in sheets if sheets is not None else ():
            root = self._archive.tree(targets.get(attribute(one, "id"), ""))
            data = child(root, "sheetData") if root is not None else None
            if data is not None:
                rows = [self._row(row) for row in data if local(row) == "row"]
                if len(rows) > MOST_ROWS and any(rows[MOST_ROWS:]):
                    raise BadDocumentError(TOO_LARGE)
                yield rows

    def _row(self, row: "Element") -> Row:
        cells: dict[int, Cell] = {}
        for place, one in enumerate(cell for cell in row if local(cell) == "c"):
            found = REFERENCE.fullmatch(attribute(one, "r"))
            column, cell = _column(found[1]) if found else place, self._cell(one)
            if column < MOST_COLUMNS:
                cells[column] = cell
            elif cell.text:
                raise BadDocumentError(TOO_LARGE)
        return cells

    def _cell(self, cell: "Element") -> Cell:
        kind, value = attribute(cell, "t"), child(cell, "v")
        if kind == "inlineStr":
            inline = child(cell, "is")
            return Cell(_text(inline) if inline is not None else "")
        said = (value.text or "") if value is not None else ""
        if not said:
            return Cell("", is_known=kind == "str" or child(cell, "f") is None)
        return Cell(self._shown(said, kind, attribute(cell, "s")), is_known=kind != "e")

    def _shown(self, said: str, kind: str, style: str) -> str:
        match kind:
            case "s":
                return self._shared_at(said)
            case "d":
                return said.partition("T")[0]
            case "str" | "b" | "e":
                return _unescaped(said)
            case _number:
                return self._number(said, style)

    def _shared_at(self, place: str) -> str:
        is_number = place.isascii() and place.isdigit() and len(place) < MOST_DIGITS
        number = int(place) if is_number else -1
        return self._shared[number] if 0 <= number < len(self._shared) else ""

    def _number(self, said: str, style: str) -> str:
        try:
            number = Decimal(f"{float(said):.15g}")
        except (InvalidOperation, ValueError, OverflowError):
            return said
        if not number.is_finite():
            return said
        most = (date.max - self._first_day).days
        if style in self._styles_of_days and 0 < number <= most:
            return (self._first_day + timedelta(days=int(number))).isoformat()
        return f"{number:f}"

    @cached_property
    def _shared(self) -> list[str]:
        root = self._part("sharedStrings")
        return [_text(one) for one in root if local(one) == "si"] if root is not None else []

    @cached_property
    def _first_day(self) -> date:
        about = child(self._book, "workbookPr") if self._book is not None else None
        is_1904 = about is not None and attribute(about, "date1904") in {"1", "true"}
        return FIRST_DAY_OF_1904 if is_1904 else FIRST_DAY

    @cached_property
    def _styles_of_days(self) -> set[str]:
        """The numbers of the styles that show a number as a day."""
        root = self._part("styles")
        formats, styles = (
            child(root, name) if root is not None else None for name in ("numFmts", "cellXfs")
        )
        own = {
            attribute(one, "numFmtId")
            for one in (formats if formats is not None else ())
            if re.search("[yd]", IN_QUOTES.sub("", attribute(one, "formatCode")), re.IGNORECASE)
        }
        days = own | {str(number) for number in DAYS_BUILT_IN}
        return {
            str(place)
            for place, one in enumerate(styles if styles is not None else ())
            if attribute(one, "numFmtId") in days
        }

    def _part(self, name: str) -> "Element | None":
        targets = self._archive.targets(self._name).values()
        found = next((one for one in targets if one.endswith(f"/{name}.xml")), "")
        return self._archive.tree(found)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _text(element: "Element") -> str:
    """All runs of it; but not how to pronounce it, which stands beside in Japanese."""
    words = [
        "".join(_words(one)) if local(one) == "r" else one.text or ""
        for one in element
        if local(one) in {"t", "r"}
    ]
    return _unescaped("".join(words))


def _words(run: "Element") -> Iterator[str]:
    return (one.text or "" for one in run if local(one) == "t")
