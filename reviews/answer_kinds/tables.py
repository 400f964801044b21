"""Tables: fixed rows, or as many as needed; each cell is answered as a question of its column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext

from reviews.answer_kinds import choices, figures, texts
from reviews.answer_kinds.values import AnswerKind, Problems, Value
from reviews.choices import QuestionKind
from reviews.models import Question, TableColumn

ROW = "row"
MOST_ROWS = 200  # that anybody can be asked for
"""Under this word a row says which of the fixed rows it is; no column has this key."""

CELLS = {
    QuestionKind.SHORT_TEXT: texts.SHORT_TEXT,
    QuestionKind.LONG_TEXT: texts.LONG_TEXT,
    QuestionKind.NUMBER: figures.NUMBER,
    QuestionKind.DATE: figures.DATE,
    QuestionKind.YES_NO: choices.YES_OR_NO,
}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Cell:
    column: TableColumn
    typed: str

    @property
    def kind(self) -> QuestionKind:
        return QuestionKind(self.column.kind)

    @property
    def is_text(self) -> bool:
        return self.kind in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}

    @property
    def offered(self) -> list[tuple[str, str]]:
        return list(choices.offered(self._question).items())

    @property
    def words(self) -> str:
        return CELLS[self.kind].words(self._question, self.typed) if self.typed else ""

    @property
    def problems(self) -> Problems:
        if self.typed:
            yield from CELLS[self.kind].check(self._question, self.typed)

    @property
    def _question(self) -> Question:
        return Question(kind=self.kind)


@dataclass(frozen=True)
class Line:
    """A row of a table with a cell for each column. `label` names it, or its number does."""

    key: str
    label: str
    cells: list[Cell]

    @property
    def is_blank(self) -> bool:
        return not any(cell.typed for cell in self.cells)


def lines_of(question: Question, value: Value) -> list[Line]:
    """The rows as they stand on a page: all the fixed ones, or those that were added."""
    written, columns = rows_in(value), list(question.columns.all())
    fixed = list(question.rows.all())
    if not fixed:
        return [_line("", str(number), row, columns) for number, row in enumerate(written, 1)]
    by_key = {row.get(ROW, ""): row for row in written}
    return [_line(row.key, str(row.label), by_key.get(row.key, {}), columns) for row in fixed]


def lines_to_fill(question: Question, value: Value) -> list[Line]:
    """The rows with their fields: an open table has free ones at the end, as many as it wants."""
    lines = lines_of(question, value)
    if question.rows.all():
        return lines
    columns = list(question.columns.all())
    wanted = min(int(question.minimum or 0), MOST_ROWS)  # of a draft, it may be anything
    free = max(1, wanted - len(lines))
    return lines + [_line("", str(len(lines) + n), {}, columns) for n in range(1, free + 1)]


def _line(key: str, label: str, row: Row, columns: list[TableColumn]) -> Line:
    return Line(key, label, [Cell(column, row.get(column.key, "")) for column in columns])


def rows_in(value: Value) -> list[Row]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def row_of(cells: Mapping[str, str], key: str = "") -> dict[str, str]:
    """A row as it is kept: what is blank is left out, and what is left of it may be nothing."""
    typed = {column: text.replace("\r\n", "\n").strip() for column, text in cells.items()}
    kept = {column: text for column, text in typed.items() if text}
    return {ROW: key, **kept} if key and kept else kept


def _read(form: QueryDict, name: str) -> list[dict[str, str]]:
    """The cells of a column have one name and stand in the order of the rows."""
    start = f"{name}."
    fields = [field for field in form if field.startswith(start)]
    columns = {field.removeprefix(start): form.getlist(field) for field in fields}
    keys = columns.pop(ROW, [])
    cells = list(zip_longest(*columns.values(), fillvalue=""))
    rows = [dict(zip(columns, of_row, strict=True)) for of_row in cells]
    read = [row_of(row, key or "") for row, key in zip_longest(rows, keys) if row is not None]
    return [row for row in read if row]


def _check(question: Question, value: Value) -> Problems:
    lines = lines_of(question, value)
    for line in lines:
        for cell in line.cells:
            yield from (
                _("%(row)s, %(column)s: %(problem)s")
                % {"row": _name(question, line), "column": cell.column.label, "problem": problem}
                for problem in cell.problems
            )
    if _strangers(question, value):
        yield _("The table has rows or columns that are not asked for.")
    yield from _check_how_many(question, sum(1 for line in lines if not line.is_blank))


def _name(question: Question, line: Line) -> str:
    return line.label if question.rows.all() else _("Row %(number)s") % {"number": line.label}


def _strangers(question: Question, value: Value) -> set[str]:
    """Keys in the answer that the question does not have."""
    known = {column.key for column in question.columns.all()} | {ROW}
    fixed = {row.key for row in question.rows.all()}
    rows = rows_in(value)
    named = {row.get(ROW, "") for row in rows} - fixed - ({""} if not fixed else set())
    return {key for row in rows for key in row} - known | named


def _check_how_many(question: Question, count: int) -> Problems:
    if question.minimum is not None and count < question.minimum:
        least = int(question.minimum)
        yield ngettext(
            "Fill in at least %(count)s row.", "Fill in at least %(count)s rows.", least
        ) % {"count": least}
    if question.maximum is not None and count > question.maximum:
        most = int(question.maximum)
        yield ngettext(
            "Fill in at most %(count)s row.", "Fill in at most %(count)s rows.", most
        ) % {"count": most}


def _words(question: Question, value: Value) -> str:
    lines = (line for line in lines_of(question, value) if not line.is_blank)
    return "\n".join(_line_in_words(question, line) for line in lines)


def _line_in_words(question: Question, line: Line) -> str:
    cells = pgettext("between two cells of a table", "; ").join(_cells_in_words(line))
    return f"{line.label} – {cells}" if question.rows.all() else cells


def _cells_in_words(line: Line) -> Iterator[str]:
    for cell in line.cells:
        if cell.typed:
            yield pgettext("a cell of a table", "%(column)s: %(words)s") % {
                "column": cell.column.label,
                "words": cell.words,
            }


TABLE = AnswerKind(_read, _check, _words)
