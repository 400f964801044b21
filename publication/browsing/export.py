"""CSV and XLSX of exactly what is shown, all pages of it, written as it goes out."""

import csv
import tempfile
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from publication.browsing.listing import Narrowing

CHUNK = 500
# A spreadsheet runs a cell that begins so; a quotation mark before it makes it text.
RUNS = ("=", "+", "-", "@", "\t", "\r")
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    """A file that gives back what is written to it, so that csv can be streamed."""

    def write(self, line: str) -> str:
        return line


def rows_of(narrowing: Narrowing) -> Iterator[list[object]]:
    """The heading, then a row an item, in the order of the list, a chunk at a time."""
    columns = narrowing.listing.columns
    yield [column.name for column in columns]
    place = None
    while keys := narrowing.page(CHUNK, place):
        for item in narrowing.items(keys):
            yield [column.value(item) for column in columns]
        place = keys[-1]


def harmless(value: object) -> object:
    """The value as a cell that no spreadsheet runs."""
    if isinstance(value, str) and value.startswith(RUNS):
        return f"'{value}"
    return value


def as_csv(narrowing: Narrowing, name: str) -> HttpResponseBase:
    writer = csv.writer(_Echo())
    lines = (writer.writerow([harmless(v) for v in row]) for row in rows_of(narrowing))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_xlsx(narrowing: Narrowing, name: str) -> HttpResponseBase:
    """A workbook of one sheet, put together in a file so that memory stays flat."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    for row in rows_of(narrowing):
        sheet.append([_cell(sheet, value) for value in row])
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=SPREADSHEET)


def _cell(sheet: WriteOnlyWorksheet, value: object) -> object:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, value=value[:32_767])
    cell.data_type = "s"  # text, even where it looks like a formula
    return cell
