"""The sheets of a form, from a workbook or from one text file with commas between the cells."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import IO, Any

import openpyxl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publication.offline.archives import WORD_OR_EXCEL, Archive
from publication.offline.errors import BadDocumentError
from reviews.xlsform.findings import Cell
from reviews.xlsform.headings import Heading, heading_in

MOST_BYTES = 5 * 1024**2
MOST_ROWS, MOST_COLUMNS = 5000, 300
ZIP = b"PK"
SHEETS = ("survey", "choices", "settings")
DAMAGED = gettext_lazy(
    "The file cannot be read. Open it in a spreadsheet program and save it anew."
)


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its cells by their heading; blank ones are left out.

    `beside` has what stands under no heading, or under one that says again what another said.
    """

    sheet: str
    number: int
    cells: dict[Heading, Cell]
    beside: tuple[Cell, ...] = ()

    def text(self, name: str) -> str:
        return next((c.text for h, c in self.cells.items() if h.name == name), "")

    def cell(self, name: str) -> Cell | None:
        return next((c for h, c in self.cells.items() if h.name == name), None)

    def translated(self, name: str) -> dict[str, Cell]:
        """The cells of that name by their language; the one without is under a blank."""
        return {h.language: c for h, c in self.cells.items() if h.name == name}


Sheets = dict[str, list[Row]]


def sheets_in(file: IO[bytes]) -> Sheets:
    """By their names in small letters. Raises BadDocumentError."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise BadDocumentError(_("The file is larger than 5 MB."))
    tables = _workbook(content) if content.startswith(ZIP) else _text(content)
    sheets = {name: list(_rows(name, lines)) for name, lines in tables.items()}
    if "survey" not in sheets:
        raise BadDocumentError(_("There is no sheet called “survey”: this is no XLSForm."))
    return sheets


Lines = list[tuple[int, list[str]]]


def _rows(sheet: str, lines: Lines) -> Iterator[Row]:
    """The first line that is not blank has the headings."""
    filled = [(number, cells) for number, cells in lines if any(cell.strip() for cell in cells)]
    if not filled:
        return
    headings = [heading_in(text) for text in filled[0][1]]
    for number, cells in filled[1:]:
        row = _row(sheet, number, headings, cells)
        if row.cells:
            yield row


def _row(sheet: str, number: int, headings: list[Heading], texts: list[str]) -> Row:
    said: dict[tuple[str, str, str], tuple[Heading, Cell]] = {}
    beside: list[Cell] = []
    for heading, text in zip_longest(headings, texts[: len(headings)], fillvalue=""):
        assert isinstance(heading, Heading)  # noqa: S101  (never more texts than headings)
        cell = Cell(sheet, number, heading.text, text.strip())
        place = (heading.name, heading.language, heading.unknown)
        if not cell.text:
            continue
        if heading.name and place not in said:
            said[place] = (heading, cell)
        else:
            beside.append(cell)
    more = (text.strip() for text in texts[len(headings) :])
    beside += [Cell(sheet, number, "", text) for text in more if text]
    return Row(sheet, number, dict(said.values()), tuple(beside))


def _workbook(content: bytes) -> dict[str, Lines]:
    Archive(io.BytesIO(content), WORD_OR_EXCEL)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        return {sheet.title.strip().casefold(): _lines(sheet) for sheet in book.worksheets}
    except BadDocumentError:
        raise
    except Exception as error:  # whatever its parser stumbles over, the file is at fault
        raise BadDocumentError(DAMAGED) from error


def _lines(sheet: Any) -> Lines:
    sheet.reset_dimensions()
    lines: Lines = []
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > MOST_ROWS or len(values) > MOST_COLUMNS:
            raise BadDocumentError(_("A sheet has more rows or columns than any form needs."))
        lines.append((number, [_as_text(value) for value in values]))
    return lines


def _as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return f"{value:.15g}"
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


def _text(content: bytes) -> dict[str, Lines]:
    """Sheets under one another: the name of each stands alone in the first column."""
    try:
        text = content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), skipinitialspace=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadDocumentError(
            _("This is neither a workbook (.xlsx) nor a text file with commas, in UTF-8.")
        ) from error
    if "\0" in text:
        raise BadDocumentError(DAMAGED)
    if len(lines) > MOST_ROWS or any(len(line) > MOST_COLUMNS for line in lines):
        raise BadDocumentError(_("A sheet has more rows or columns than any form needs."))
    tables: dict[str, Lines] = {}
    name = ""
    for number, line in enumerate(lines, 1):
        first = line[0].strip() if line else ""
        if first:
            name = first.casefold()
        if name and any(cell.strip() for cell in line[1:]):
            tables.setdefault(name, []).append((number, line[1:]))
        elif first:
            tables.setdefault(name, [])
    return tables
