"""A table of a document, read back: by the names of its rows and columns, or by their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from publication.offline import Unread
from publication.offline.controls import Rows, unpacked
from reviews.answer_kinds.tables import row_of
from reviews.choices import QuestionKind
from reviews.models import Question
from reviews.offline.names import Names, folded, names_of_lines, names_of_yes_and_no
from reviews.offline.texts import text_of_rows

NO_TABLE = _("The table of this answer could not be read.")
NO_SUCH_COLUMN = _("This stands in a column that the table does not have.")
NO_SUCH_ROW = _("This stands in a row that the table does not have.")
TWO_ROWS = _("This row stands in the table twice. The first one was taken; here is the other.")


def table_from(question: Question, key: str, said: str) -> tuple[str | None, list[Unread]]:
    rows = unpacked(said)
    if rows is None:
        return None, [Unread(key, NO_TABLE, said)] if said.strip() else []
    table = _Table(question, key)
    return table.read(rows), table.unread


@dataclass
class _Table:
    question: Question
    key: str
    unread: list[Unread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns = [column.key for column in self.question.columns.all()]
        self.fixed = [row.key for row in self.question.rows.all()]
        self._column_names = names_of_lines(self.question.columns.all())
        self._row_names = names_of_lines(self.question.rows.all())
        self._yes_no = names_of_yes_and_no()
        self._are_yes_no = {
            column.key
            for column in self.question.columns.all()
            if column.kind == QuestionKind.YES_NO
        }

    def read(self, rows: Rows) -> str:
        head = rows[0] if rows and self._is_head(rows[0]) else []
        places = self._places(head, max(map(len, rows), default=0))
        # A table that was taken apart may have its head again.
        body = [row for row in rows if not head or _said(row) != _said(head)]
        read = [(row, self._cells(row, places)) for row in body]
        return text_of_rows(self._fixed(read) if self.fixed else (row_of(one) for _r, one in read))

    def _is_head(self, row: list[str]) -> bool:
        """At least half of the columns are named in it."""
        named = {self._column_names[said] for said in _said(row) if said in self._column_names}
        return len(named) * 2 >= len(self.columns) > 0

    def _places(self, head: list[str], width: int) -> Mapping[int, str]:
        """Which column stands where. Those without a name are where they were."""
        named = {
            place: self._column_names[folded(cell)]
            for place, cell in enumerate(head)
            if folded(cell) in self._column_names
        }
        left = [column for column in self.columns if column not in named.values()]
        for place, column in enumerate(self.columns, 1):
            if column in left and place not in named and place < width:
                named[place] = column
        return named

    def _cells(self, row: list[str], places: Mapping[int, str]) -> dict[str, str]:
        cells: dict[str, str] = {}
        for place, text in enumerate(row):
            if place in places:
                cells[places[place]] = self._cell(places[place], text)
            elif place and text.strip():
                self.unread.append(Unread(self.key, NO_SUCH_COLUMN, text))
        return cells

    def _cell(self, column: str, text: str) -> str:
        if column in self._are_yes_no:
            return self._yes_no.get(folded(text), text)
        return text

    def _fixed(self, read: list[tuple[list[str], dict[str, str]]]) -> list[dict[str, str]]:
        known: dict[str, dict[str, str]] = {}
        are_all_there = len(read) == len(self.fixed)
        for place, (row, cells) in enumerate(read):
            name = row[0] if row else ""
            key = _known(self._row_names, name) or (self.fixed[place] if are_all_there else "")
            kept = row_of(cells, key)
            if not kept:
                continue
            if key and key not in known:
                known[key] = kept
            else:
                reason = TWO_ROWS if key else NO_SUCH_ROW
                self.unread.append(Unread(self.key, reason, "\n".join(filter(str.strip, row))))
        return [known[key] for key in self.fixed if key in known]


def _known(names: Names, text: str) -> str:
    return names.get(folded(text), "")


def _said(row: list[str]) -> list[str]:
    return [folded(cell) for cell in row if cell.strip()]
