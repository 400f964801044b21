"""Forms with every way to answer, and workbooks as spreadsheet programs leave them."""

import io
from collections.abc import Callable, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from publication.offline import (
    Choices,
    Entry,
    Grid,
    GridRow,
    Option,
    Returned,
    Section,
    Sheet,
    Way,
    read_document,
    write_xlsx,
)

GRIDS = ("fixed", "open")


def options(*chosen: str) -> list[Option]:
    """Three to choose from; those named are chosen, in that order."""
    labels = {"sea": "By the sea", "air": "By air", "land": "Over land"}
    return [
        Option(code, label, chosen.index(code) + 1 if code in chosen else 0)
        for code, label in labels.items()
    ]


def grid(cells: Sequence[Sequence[str]], *, is_open: bool = False) -> Grid:
    labels = ["Women", "Men", "Children"]
    rows = [
        GridRow(str(number) if is_open else labels[number - 1], row)
        for number, row in enumerate(cells, 1)
    ]
    return Grid(["Amount", "Note"], rows, is_open)


def form(language: str = "en", **texts: str) -> Sheet:
    """Whatever can be answered, in two sections."""
    written = [Entry(key, f"Label of {key}", "Some help", text) for key, text in texts.items()]
    controlled = [
        Entry("one", "One of", control=Choices(options("air"), Way.ONE)),
        Entry("none", "One of, not answered", control=Choices(options(), Way.ONE)),
        Entry("any", "Any of", control=Choices(options("land", "sea"), Way.ANY)),
        Entry("order", "Order", control=Choices(options("land", "sea"), Way.ORDER)),
        Entry("fixed", "Table", control=grid([["12", "a\nb"], ["", "x\ty"], ["=1+1", " "]])),
        Entry("open", "Open", control=grid([["7", "seven"], ["", ""]], is_open=True)),
        Entry(
            "any.na",
            "It does not apply",
            control=Choices([Option("na", "It does not apply", 1)], Way.ANY),
            is_aside=True,
        ),
    ]
    return Sheet(
        title="Review <of> Costa Rica & Panama",
        language=language,
        code="REV-2030-CRI",
        base=7,
        introduction="Before 1 May.",
        sections=[Section("Texts: a/b?", written, "Help"), Section("Choices", controlled)],
    )


def read(content: bytes) -> Returned:
    return read_document(io.BytesIO(content), GRIDS)


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """As another program saves the workbook, after a change."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def row_of(page: Worksheet, mark: str) -> int:
    """The row that has this mark."""
    return next(row for row in range(1, 99) if page.cell(row, 1).value == f"[{mark}]")


def workbook(**texts: str) -> bytes:
    return write_xlsx(form(**(texts or {"a": "An answer", "b": "Another"})))
