"""CSV and XLSX of exactly what is shown, all pages of it, written as it goes out."""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from publication.browsing.listing import Narrowing

# A spreadsheet runs a cell that begins so; an apostrophe before it makes it text.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Cells = Sequence[object]


class _Echo:
    """A file that gives back what is written to it, so that csv can be streamed."""

    def write(self, line: str) -> str:
        return line


def rows_of(narrowing: Narrowing) -> Iterator[Cells]:
    """The heading, then a row an item, in the order of the list."""
    columns = narrowing.listing.columns
    yield [column.name for column in columns]
    for item in narrowing.items():
        yield [column.value(item) for column in columns]


def as_csv(rows: Iterable[Cells], name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(rows: Iterable[Cells]) -> Iterator[str]:
    yield "\ufeff"  # tells a spreadsheet that this is UTF-8
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([harmless(value) for value in row])


def harmless(value: object) -> object:
    """The value as a cell that no spreadsheet runs."""
    if isinstance(value, str) and value.lstrip(" ").startswith(RUNS):
        return f"'{value}"
    return value


def as_xlsx(rows: Iterable[Cells], name: str) -> HttpResponseBase:
    """A workbook of one sheet, put together in a file so that memory stays flat."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=SPREADSHEET)


FORMATS: Mapping[str, Callable[[Iterable[Cells], str], HttpResponseBase]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
}


def _cell(sheet: WriteOnlyWorksheet, value: object) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
    cell.data_type = "s"  # text, even where it looks like a formula
    return cell
