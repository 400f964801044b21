"""How the pages of a workbook look, and how a text gets into one of their cells."""

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from publication.offline.cells import escaped
from publication.offline.characters import carried
from publication.offline.sheets import Sheet
from publication.offline.tongues import Tongue

INK, SEA, GREY, PALE = "10222E", "0B4F71", "47596A", "8A97A1"
FONTS = {
    "title": Font(name="Arial", size=16, bold=True, color=INK),
    "heading": Font(name="Arial", size=14, bold=True, color=SEA),
    "head": Font(name="Arial", size=10, bold=True, color=INK),
    "question": Font(name="Arial", size=11, bold=True, color=INK),
    "option": Font(name="Arial", size=11, color=INK),
    "answer": Font(name="Arial", size=11, color=INK),
    "help": Font(name="Arial", size=10, color=GREY),
    "mark": Font(name="Arial", size=6, color=PALE),
}
SIDE = Side(style="thin", color="6B7B88")
FRAME = Border(left=SIDE, right=SIDE, top=SIDE, bottom=SIDE)
SHADE = PatternFill("solid", start_color="EEF3F5")
WIDTHS = {"A": 12, "B": 52, "C": 64, "D": 28, "E": 28, "F": 28, "G": 28, "H": 28}
TEXT = "@"
LEFT_TO_RIGHT, RIGHT_TO_LEFT = 1, 2


class Styles:
    def __init__(self, sheet: Sheet) -> None:
        self._labels = Tongue(sheet.language)
        self._answers = Tongue(sheet.answers_language or sheet.language)

    def lay_out(self, page: Worksheet) -> None:
        page.sheet_view.rightToLeft = self._labels.is_from_the_right
        page.sheet_view.showGridLines = False
        for column, width in WIDTHS.items():
            page.column_dimensions[column].width = width
        page.page_setup.orientation = "landscape"
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

    @staticmethod
    def held(text: str) -> str:
        return escaped(carried(text))

    def put(self, page: Worksheet, row: int, column: int, text: str, style: str) -> None:
        """As text, whatever it looks like: neither a formula nor a number nor a date."""
        cell = page.cell(row, column)
        assert isinstance(cell, Cell)  # noqa: S101  (no cells are merged)
        if text:
            cell.value = self.held(text)
            cell.data_type = "s"
        cell.number_format = TEXT
        cell.font = FONTS[style]
        cell.alignment = self._alignment(style)
        if style == "answer":
            cell.border = FRAME
        if style == "head":
            cell.fill = SHADE

    def _alignment(self, style: str) -> Alignment:
        tongue = self._answers if style == "answer" else self._labels
        from_the_right = tongue.is_from_the_right
        return Alignment(
            wrap_text=style != "mark",
            vertical="top",
            horizontal="right" if from_the_right else "left",
            readingOrder=RIGHT_TO_LEFT if from_the_right else LEFT_TO_RIGHT,
        )
