"""Data files: CSV in UTF-8, read with the place of every cell, so that an error can name it."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


class DataError(Exception):
    """A data file that cannot be loaded. Its message names the file, the line and the column."""


@dataclass(frozen=True)
class Cell:
    text: str
    file: str
    line: int
    column: str

    def refused(self, why: str) -> DataError:
        return DataError(f"{self.file}, line {self.line}, column “{self.column}”: {why}")


Line = dict[str, Cell]


def read_lines(file: str, columns: Collection[str]) -> list[Line]:
    """The lines below the heading, which must name exactly these columns."""
    records = numbered_records(file)
    number, heading = next(records, (1, []))
    if sorted(heading) != sorted(columns):
        wanted = ", ".join(columns)
        raise DataError(f"{file}, line {number}: the heading must name the columns {wanted}.")
    return [line_of(file, number, heading, record) for number, record in records]


def numbered_records(file: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        with (DATA / file).open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for record in reader:
                number = reader.line_num
                yield number, record
    except FileNotFoundError:
        raise DataError(f"{file}: there is no such data file.") from None
    except (csv.Error, UnicodeDecodeError) as error:
        raise DataError(
            f"{file}, after line {number}: this is not CSV in UTF-8 ({error})."
        ) from error


def line_of(file: str, number: int, heading: list[str], record: list[str]) -> Line:
    if len(record) != len(heading):
        cells = f"{len(record)} cells where the heading has {len(heading)}"
        raise DataError(f"{file}, line {number}: {cells}.")
    if "\0" in "".join(record):
        raise DataError(f"{file}, line {number}: there is a NUL character.")
    pairs = zip(heading, record, strict=True)
    return {column: Cell(text.strip(), file, number, column) for column, text in pairs}
