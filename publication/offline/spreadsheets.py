"""What a workbook says that came back: each row of it tells in its first cell what it answers."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext_lazy as _

from publication.offline.answers import TWICE, Found
from publication.offline.archives import Archive
from publication.offline.cells import Cell, Row, Workbook
from publication.offline.controls import CHECKED, UNCHECKED, packed
from publication.offline.marks import ANSWERS, row_at
from publication.offline.reading import from_where, returned_from
from publication.offline.sheets import Returned

NO_RESULT = _("A formula here has no result. It was left out.")
NO_MARK = _("This row has lost the mark that says what it answers. It was left out.")
NOT_CHOSEN = {"", "0", "-", "\u2013", "\u2014", UNCHECKED, "false"}
HEAD = "#"

Rows = Sequence[tuple[str, Row]]
"""The rows of one answer, each with its name: those of a text have none."""


def xlsx_in(archive: Archive, grids: Collection[str] = ()) -> Returned:
    """The answers in a workbook. Those named in `grids` are tables."""
    sheets = [_Sheet(rows) for rows in Workbook(archive).sheets()]
    found = Found(grids)
    for sheet in filter(lambda sheet: sheet.is_ours, sheets):
        for key, rows in _blocks(sheet, found).items():
            _take(key, rows, sheet, found)
    said = (cell.text for sheet in sheets for row in sheet.rows for cell in row.values())
    code, base = from_where(archive, said)
    return returned_from(found, code, base)


class _Sheet:
    """Columns may have been put in or moved: marks say where the answers are.

    A page without any, such as that of the lists, is none of ours.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        marked = [place for row in rows for place, cell in row.items() if row_at(cell.text)]
        self._marks = max(set(marked), key=marked.count) if marked else 0
        headed = [place for row in rows for place, cell in row.items() if ANSWERS in cell.text]
        self._answers = headed[0] if headed else self._marks + 2
        self.is_ours = bool(marked or headed)

    def mark(self, row: Row) -> tuple[str, str] | None:
        return row_at(row[self._marks].text) if self._marks in row else None

    def label(self, row: Row) -> str:
        return row[self._marks + 1].text if self._marks + 1 in row else ""

    def answer(self, row: Row) -> Cell:
        return row.get(self._answers, Cell(""))

    def cells(self, row: Row) -> list[Cell]:
        last = max((place for place, cell in row.items() if cell.text), default=-1)
        return [row.get(place, Cell("")) for place in range(self._answers, last + 1)]


def _blocks(sheet: _Sheet, found: Found) -> dict[str, list[tuple[str, Row]]]:
    blocks: dict[str, list[tuple[str, Row]]] = {}
    table = ""  # in which we are: rows that somebody put in have no mark
    for row in sheet.rows:
        answer = sheet.answer(row).text
        if mark := sheet.mark(row):
            key, name = mark
            table = key if key in found.grids else ""
            blocks.setdefault(key, []).append((name, row))
        elif not sheet.cells(row):
            table = ""
        elif table:
            blocks[table].append(("", row))
        elif answer.strip() and ANSWERS not in answer:
            found.tell("", NO_MARK, answer)
    return blocks


def _take(key: str, rows: Rows, sheet: _Sheet, found: Found) -> None:
    for _name, row in rows:
        if not all(cell.is_known for cell in sheet.cells(row)) or not sheet.answer(row).is_known:
            found.tell(key, NO_RESULT)
    if key in found.grids:
        _keep(key, _table(rows, sheet), found)
    elif any(name for name, _row in rows):
        _keep(key, _choices(rows, sheet), found)
    else:
        for _name, row in rows:
            if sheet.answer(row).is_known:
                _keep(key, sheet.answer(row).text, found)


def _keep(key: str, text: str, found: Found) -> None:
    if found.answers.setdefault(key, text) != text:
        found.tell(key, TWICE, text)


def _table(rows: Rows, sheet: _Sheet) -> str:
    """With its head first, wherever it stands, and all rows as wide as the widest."""
    in_order = sorted(rows, key=lambda one: one[0] != HEAD)
    cells = [[cell.text for cell in sheet.cells(row)] for _name, row in in_order]
    width = max(map(len, cells))
    return packed(
        [
            ["" if name == HEAD else sheet.label(row), *texts, *[""] * (width - len(texts))]
            for (name, row), texts in zip(in_order, cells, strict=True)
        ]
    )


def _choices(rows: Rows, sheet: _Sheet) -> str:
    return "\n".join(_choice(name, sheet.answer(row).text.strip()) for name, row in rows if name)


def _choice(name: str, said: str) -> str:
    if said.lower() in NOT_CHOSEN:
        return f"{UNCHECKED} {name}"
    is_place = said.isascii() and said.isdigit()
    return f"{said}. {name}" if is_place else f"{CHECKED} {name}"
