"""From rows of text to lines of values: the headings first, then a line a row."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from pledges.importing.cells import plain
from pledges.importing.columns import BY_NAME, COLUMNS, EXAMPLE
from pledges.importing.known import Codes
from pledges.importing.limits import MOST_ROWS
from pledges.importing.words import BadFileError, Problem, UnreadableError, bad_file
from publication.moves import digest_of

if TYPE_CHECKING:
    from pledges.importing.organisations import Named

NO_CODES = Codes(())
Row = tuple[int, list[str]]


@dataclass
class Line:
    """One row as it was read: its values by column, as far as they could be read."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # Who is meant by the names in it, once they have been looked up.
    maker: "Named | None" = None
    joined: "Sequence[Named]" = ()

    @property
    def external_id(self) -> str:
        return str(self.values.get("external_id", ""))

    @property
    def digest(self) -> str:
        """The same for the same content, from whichever kind of file it came."""
        return digest_of({name: _plain(value) for name, value in self.values.items()})

    def get(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def complain(self, column: str, code: str, **params: str | int) -> None:
        self.problems.append(Problem(self.number, column, code, params))

    def miss(self, column: str, code: str) -> None:
        """Complain of what is not there, unless something is there that could not be read."""
        if column not in {problem.column for problem in self.problems}:
            self.complain(column, code)


def _plain(value: object) -> object:
    return [str(one) for one in value] if isinstance(value, list) else str(value)


def lines_of(rows: Iterator[Row], codes: Mapping[str, Codes]) -> Iterator[Line]:
    """Each row that says something, save the example. Raises BadFileError, also on the way."""
    headings = _headings(next(rows, (1, [])))
    count = 0
    for number, texts in rows:
        if not any(text.strip() for text in texts):
            continue
        line = _line(number, headings, texts, codes)
        if line.external_id == EXAMPLE:
            continue
        count += 1
        if count > MOST_ROWS:
            raise bad_file("rows", limit=MOST_ROWS)
        yield line
    if not count:
        raise bad_file("no-rows")


def _headings(first: Row) -> list[str]:
    """The names of the columns, in the order of this file; blank where there is no heading."""
    number, texts = first
    names = [text.strip().lstrip("\ufeff").casefold() for text in texts]
    if not set(names) & BY_NAME.keys():
        raise bad_file("no-headings")
    problems = [*_strange(number, names), *_missing(number, names)]
    if problems:
        raise BadFileError(*problems)
    return names


def _strange(row: int, names: list[str]) -> Iterator[Problem]:
    for name, count in Counter(filter(None, names)).items():
        if name not in BY_NAME:
            like = get_close_matches(name[:60], BY_NAME, n=1)
            code, params = ("heading-like", {"known": like[0]}) if like else ("heading-unknown", {})
            yield Problem(row, name[:60], code, params)
        elif count > 1:
            yield Problem(row, name, "heading-twice", {})


def _missing(row: int, names: list[str]) -> Iterator[Problem]:
    for column in COLUMNS:
        if column.is_required and column.name not in names:
            yield Problem(row, column.name, "heading-missing", {})


def _line(number: int, headings: list[str], texts: list[str], codes: Mapping[str, Codes]) -> Line:
    line = Line(number)
    for name, text in zip_longest(headings, texts, fillvalue=""):
        if name:
            _read(line, name, text, codes)
        elif text.strip():
            line.complain("", "unheaded")
    return line


def _read(line: Line, name: str, text: str, codes: Mapping[str, Codes]) -> None:
    column = BY_NAME[name]
    try:
        said = plain(text)
        if said:
            line.values[name] = column.read(said, codes.get(column.codes, NO_CODES))
        elif column.is_required:
            line.complain(name, "required")
    except UnreadableError as error:
        line.complain(name, error.code, **error.params)
