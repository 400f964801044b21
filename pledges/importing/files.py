"""An uploaded file as rows of text, from CSV or a workbook, one at a time."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO

from pledges.importing import archives, workbooks
from pledges.importing.words import bad_file

CHUNK = 1 << 16
# By what the file begins with; UTF-32 first, whose mark begins like that of UTF-16.
MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
DELIMITERS = (",", ";", "\t")
Cells = list[str]


def rows_of(file: IO[bytes], name: str) -> Iterator[tuple[int, Cells]]:
    """Each row with its number as a spreadsheet shows it. Raises BadFileError, also on the way."""
    match PurePath(name).suffix.lower():
        case ".csv":
            return _rows_of_csv(file)
        case ".xlsx":
            archives.check(file)
            return workbooks.rows_of(file)
        case _:
            raise bad_file("kind")


def _rows_of_csv(file: IO[bytes]) -> Iterator[tuple[int, Cells]]:
    encoding = _encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        delimiter = _delimiter_in(text.readline())
        text.seek(0)
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        try:
            yield from enumerate(reader, 1)
        except csv.Error as error:
            raise bad_file("quotes", line=reader.line_num) from error
    finally:
        text.detach()


def _encoding_of(file: IO[bytes]) -> str:
    """UTF-8, or what the mark at the beginning says. Anything else would be a guess."""
    file.seek(0)
    start = file.read(4)
    if b"\0" in start and not start.startswith(tuple(MARKS)):  # UTF-16 without its mark
        raise bad_file("encoding", line=1)
    encoding = next((name for mark, name in MARKS.items() if start.startswith(mark)), "utf-8")
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    while True:
        chunk = file.read(CHUNK)
        try:
            lines += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeDecodeError as error:
            lines += error.object[: error.start].count(b"\n")
            raise bad_file("encoding", line=lines) from error
        if not chunk:
            return encoding


def _delimiter_in(headings: str) -> str:
    """The one that stands there most often; Excel writes semicolons in half of the world."""
    return max(DELIMITERS, key=headings.count)
