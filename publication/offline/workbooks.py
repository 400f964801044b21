"""A sheet as a workbook: a page for each section, a row for each answer, lists to choose from."""

import io
import re
from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from publication.offline.controls import Choices, Grid, Option, Way
from publication.offline.marks import ANSWERS, of_a_row, of_the_item
from publication.offline.namespaces import BASE, CODE
from publication.offline.page_styles import Styles
from publication.offline.sheets import Entry, Section, Sheet
from publication.offline.spreadsheets import HEAD

# What Excel holds in one cell; of its characters those beyond U+FFFF count twice.
MOST_IN_A_CELL, MOST_LINES = 32767, 253
NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_NAME = 31
CHOSEN = "x"
LISTS = "portal-lists"


def write_xlsx(sheet: Sheet) -> bytes:
    """The workbook, with what is answered so far in it. It names nobody as its author.

    An answer that is longer than a cell can be is left out, and its row says so.
    """
    with translation.override(sheet.language):
        return _Writer(sheet).written()


class _Writer:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._book = Workbook()
        self._styles = Styles(sheet)
        self._page: Worksheet = self._book.active  # type: ignore[assignment]
        self._row = 0
        self._lists: dict[str, DataValidation] = {}  # on this page, by the cells they are from
        self._ranges: dict[tuple[str, ...], str] = {}

    def written(self) -> bytes:
        self._book.remove(self._page)
        for number, section in enumerate(self._sheet.sections, 1):
            self._begin(section, number)
            for entry in section.entries:
                self._entry(entry)
        if self._ranges:
            self._put_lists()
        self._describe()
        file = io.BytesIO()
        self._book.save(file)
        return file.getvalue()

    def _describe(self) -> None:
        self._book.properties.creator = ""
        self._book.properties.title = self._styles.held(self._sheet.title)
        for name, value in ((CODE, self._sheet.code), (BASE, str(self._sheet.base))):
            # The types of openpyxl do not know its newest part.
            self._book.custom_doc_props.append(  # type: ignore[attr-defined]
                StringProperty(name=name, value=value)
            )

    def _begin(self, section: Section, number: int) -> None:
        name = NOT_IN_A_NAME.sub(" ", f"{number} {section.title}")[:LONGEST_NAME].strip(" '")
        self._page = self._book.create_sheet(name)
        self._row = 0
        self._lists = {}
        self._styles.lay_out(self._page)
        self._line(of_the_item(self._sheet.code, self._sheet.base), self._sheet.title, "title")
        self._line("", _how_to(), "help")
        for line in filter(None, self._sheet.introduction.split("\n")) if number == 1 else ():
            self._line("", line, "help")
        self._line("", section.title, "heading")
        for line in filter(None, section.help.split("\n")):
            self._line("", line, "help")
        self._line("", _("Question"), "head", [f"{_('Answer')} {ANSWERS}"], "head")
        self._page.freeze_panes = "C2"

    def _line(
        self, mark: str, label: str, style: str, cells: Iterable[str] = (), of_cells: str = "answer"
    ) -> None:
        self._row += 1
        self._styles.put(self._page, self._row, 1, mark, "mark")
        self._styles.put(self._page, self._row, 2, label, style)
        for column, text in enumerate(cells, 3):
            self._styles.put(self._page, self._row, column, text, of_cells)

    def _entry(self, entry: Entry) -> None:
        label = "\n".join(filter(None, (entry.label, entry.help)))
        style = "help" if entry.is_aside else "question"
        if not _fits(entry):
            words = _("The answer is longer than a cell can be. It stays in the portal.")
            self._line("", f"{label}\n{words}", style)
        elif isinstance(entry.control, Grid):
            self._grid(entry.key, label, entry.control)
        elif isinstance(entry.control, Choices):
            self._choices(entry.key, label, style, entry.control)
        else:
            self._line(of_a_row(entry.key), label, style, [entry.text])

    def _choices(self, key: str, label: str, style: str, choices: Choices) -> None:
        options = choices.options
        if choices.way is Way.ONE:
            chosen = [one.label for one in choices.chosen][:1] or [""]
            self._line(of_a_row(key), label, style, chosen)
            self._offer([one.label for one in options])
        elif choices.way is Way.ORDER:
            self._line("", label, style)
            for one in options:
                self._choice(key, one.label, one, str(one.place))
                self._offer([str(at) for at, _one in enumerate(options, 1)])
        else:
            if len(options) > 1:
                self._line("", label, style)
            for one in options:  # a single one to tick stands in the row of its question
                self._choice(key, one.label if len(options) > 1 else label, one, CHOSEN)
                self._offer([CHOSEN])

    def _choice(self, key: str, label: str, one: Option, said: str) -> None:
        self._line(of_a_row(key, one.code), label, "option", [said if one.place else ""])

    def _grid(self, key: str, label: str, grid: Grid) -> None:
        self._line(of_a_row(key, HEAD), label, "question", grid.columns, "head")
        for number, row in enumerate(grid.rows, 1):
            self._line(of_a_row(key, str(number)), row.label, "option", row.cells)

    def _offer(self, texts: list[str]) -> None:
        """A list to choose from, in the cell of the answer."""
        cells = self._cells_with(texts)
        if cells not in self._lists:
            self._lists[cells] = DataValidation("list", formula1=cells, allow_blank=True)
            self._page.add_data_validation(self._lists[cells])
        self._lists[cells].add(f"C{self._row}")

    def _cells_with(self, texts: list[str]) -> str:
        """A rule of its own holds 255 characters only, so lists stand in a page that is hidden."""
        key = tuple(texts)
        if key not in self._ranges:
            letter = get_column_letter(len(self._ranges) + 1)
            self._ranges[key] = f"'{LISTS}'!${letter}$1:${letter}${len(texts)}"
        return self._ranges[key]

    def _put_lists(self) -> None:
        page = self._book.create_sheet(LISTS)
        page.sheet_state = "hidden"
        for column, texts in enumerate(self._ranges, 1):
            for row, text in enumerate(texts, 1):
                self._styles.put(page, row, column, text, "option")


def _how_to() -> str:
    return _(
        "Write in the framed cells. Leave the small grey marks as they are: they tell the portal "
        "which answer is which. What you do not change stays as it is in the portal."
    )


def _fits(entry: Entry) -> bool:
    if isinstance(entry.control, Grid):
        return all(_fits_in_a_cell(cell) for row in entry.control.rows for cell in row.cells)
    return _fits_in_a_cell(entry.text)


def _fits_in_a_cell(text: str) -> bool:
    units = len(text) + sum(1 for sign in text if ord(sign) > 0xFFFF)  # noqa: PLR2004
    return units <= MOST_IN_A_CELL and text.count("\n") <= MOST_LINES
