"""The first sheet of a workbook, or the one called “pledges”, as rows of text."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, Any

import openpyxl
import structlog
from openpyxl.worksheet.formula import ArrayFormula

from pledges.importing.limits import MOST_COLUMNS, MOST_ROWS_OF_A_WORKBOOK
from pledges.importing.words import BadFileError, bad_file

SHEET = "pledges"
log = structlog.get_logger(__name__)


def rows_of(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """Formulas are given as they are written; nothing is worked out."""
    try:
        book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        try:
            for number, values in enumerate(_sheet(book).iter_rows(values_only=True), 1):
                if number > MOST_ROWS_OF_A_WORKBOOK:  # a row may say to lie anywhere
                    raise bad_file("tall", limit=MOST_ROWS_OF_A_WORKBOOK)
                if len(values) > MOST_COLUMNS:
                    raise bad_file("columns", limit=MOST_COLUMNS)
                yield number, [as_text(value) for value in values]
        finally:
            book.close()
    except (BadFileError, GeneratorExit):
        raise
    except Exception as error:  # whatever its parser stumbles over, the file is at fault
        log.info("a workbook could not be read", error=repr(error))
        raise bad_file("damaged") from error


def _sheet(book: openpyxl.Workbook) -> Any:
    named = [sheet for sheet in book.worksheets if sheet.title.casefold() == SHEET]
    sheet = (named or book.worksheets)[0]
    sheet.reset_dimensions()  # what a workbook says of its own size need not be so
    return sheet


def as_text(value: Any) -> str:
    """What a person reads in the cell, in the plain forms that CSV has."""
    match value:
        case None:
            text = ""
        case bool():
            text = str(value).upper()
        case float():
            text = f"{value:.15g}"
        case datetime() if value.time() == time():
            text = value.date().isoformat()
        case datetime() | date() | time():
            text = value.isoformat()
        case ArrayFormula():
            text = value.text or ""
        case _:
            text = str(value)
    return text
