"""The text of a document, line by line, and in which control each line stands.

Tracked changes are read as if all were accepted. Formatting is not read, except that the items of
a list begin with “- ” or their number, as people write lists in the portal.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.offline.controls import CHECKED, UNCHECKED
from publication.offline.namespaces import attribute, child, local
from publication.offline.sheets import KEY

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

GONE = {"del", "moveFrom", "delText", "delInstrText", "instrText", "rt", "pPr", "rPr", "sdtPr"}
CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
NOT_READ: Mapping[str, Promise] = {
    "drawing": _("A picture or a shape was left out."),
    "pict": _("A picture or a shape was left out."),
    "object": _("An embedded object was left out."),
    "AlternateContent": _("A picture or a shape was left out."),
    "footnoteReference": _("A footnote was left out."),
    "endnoteReference": _("A footnote was left out."),
    "altChunk": _("An embedded document was left out."),
    "sym": _("A sign of a special font was left out."),
}
TABLE = _("A table was read cell by cell, one below the other.")
IS_BULLET = "bullet"
MOST_COLUMNS = 60
MOST_DIGITS = 10


@dataclass(eq=False)
class Box:
    """A control with a key. Where it shows the word processor's hint, it has no answer.

    `depth` says in how many tables it stands.
    """

    key: str
    is_hint: bool = False
    depth: int = 0


Place = tuple[int, int, int]
"""The number of a table, a row of it, and a column."""


@dataclass
class Line:
    text: str
    box: Box | None = None
    notes: list[Promise] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)  # where in tables, the outermost first


class Reader:
    """Reads one document. `boxes` has every control in its order, those without a line too."""

    def __init__(self, formats: Mapping[tuple[str, str], str] | None = None) -> None:
        self.boxes: list[Box] = []
        self._formats = formats or {}
        self._counts: dict[tuple[str, str], int] = defaultdict(int)
        self._tables, self._depth = 0, 0
        self._open: Line | None = None  # a paragraph that runs on: its end was deleted

    def lines(self, body: "Element") -> Iterator[Line]:
        yield from self._blocks(body, None)
        if self._open is not None:
            yield self._open

    def _blocks(self, parent: "Element", box: Box | None) -> Iterator[Line]:
        for element in parent:
            match local(element):
                case "p":
                    yield from self._paragraph(element, box)
                case "sdt":
                    yield from self._control(element, box)
                case "tbl":
                    yield from self._table(element, box)
                case "altChunk":
                    yield Line("", box, [NOT_READ["altChunk"]])
                case name if name in GONE or _is_deleted_row(element):
                    continue
                case _other:
                    yield from self._blocks(element, box)

    def _table(self, table: "Element", box: Box | None) -> Iterator[Line]:
        self._tables += 1
        number, self._depth = self._tables, self._depth + 1
        is_first = box is not None
        for row, (of_row, of_rows) in enumerate(self._inside(table, "tr", box)):
            column = 0
            for cell, of_cell in self._inside(of_row, "tc", of_rows):
                for line in self._blocks(cell, of_cell):
                    line.places.insert(0, (number, row, column))
                    if is_first and line.box is box:
                        line.notes.append(TABLE)
                        is_first = False
                    yield line
                column += _width(cell)
        self._depth -= 1

    def _inside(
        self, parent: "Element", name: str, box: Box | None
    ) -> "Iterator[tuple[Element, Box | None]]":
        """The rows of a table, or the cells of a row, whatever they are wrapped in."""
        for element in parent:
            if local(element) == name:
                if not _is_deleted_row(element):
                    yield element, box
            elif local(element) == "sdt":
                content = child(element, "sdtContent")
                if content is not None:
                    yield from self._inside(content, name, self._box_of(element) or box)
            elif local(element) not in GONE:
                yield from self._inside(element, name, box)

    def _control(self, control: "Element", outer: Box | None) -> Iterator[Line]:
        content = child(control, "sdtContent")
        box = self._box_of(control) or outer
        if content is not None:
            yield from self._blocks(content, box)

    def _box_of(self, control: "Element") -> Box | None:
        properties = child(control, "sdtPr")
        tag = child(properties, "tag") if properties is not None else None
        if properties is None or tag is None or not KEY.fullmatch(attribute(tag, "val")):
            return None
        box = Box(attribute(tag, "val"), _is_hint(properties), self._depth)
        self.boxes.append(box)
        return box

    def _paragraph(self, paragraph: "Element", box: Box | None) -> Iterator[Line]:
        """One line; and one more for each control that stands within it."""
        line = self._open if self._open is not None and self._open.box is box else Line("", box)
        if self._open is not None and line is not self._open:
            yield self._open
        self._open = None
        line.text += self._list_mark(paragraph)
        lines = [line]
        self._inline(paragraph, lines, line)
        if _runs_on(paragraph):
            self._open = lines.pop(0)
        # A paragraph that only holds a control is no line of its own.
        yield from lines if len(lines) == 1 or line.text.strip() else lines[1:]

    def _inline(self, parent: "Element", lines: list[Line], line: Line) -> None:
        for element in parent:
            name = local(element)
            if name == "t":
                line.text += element.text or ""
            elif name in CHARACTERS:
                line.text += CHARACTERS[name]
            elif name in NOT_READ:
                line.notes.append(NOT_READ[name])
            elif name == "sdt":
                self._inline_control(element, lines, line)
            elif name not in GONE:
                self._inline(element, lines, line)

    def _inline_control(self, control: "Element", lines: list[Line], line: Line) -> None:
        properties = child(control, "sdtPr")
        box = self._box_of(control)
        if box is not None:
            lines.append(Line("", box))
            self._inline(control, lines, lines[-1])
        elif properties is not None and (sign := _check_box(properties)):
            line.text += sign
        elif properties is None or not _is_hint(properties):
            self._inline(control, lines, line)

    def _list_mark(self, paragraph: "Element") -> str:
        """“- ” or “3. ”, set in by its level, for an item of a list."""
        properties = child(paragraph, "pPr")
        numbering = child(properties, "numPr") if properties is not None else None
        if numbering is None:
            return ""
        number, level = (_value(numbering, name) for name in ("numId", "ilvl"))
        kind = self._formats.get((number, level or "0"))
        if kind is None:
            return ""
        depth = "  " * (int(level) if level.isdecimal() and len(level) == 1 else 0)
        if kind == IS_BULLET:
            return f"{depth}- "
        self._counts[number, level] += 1
        return f"{depth}{self._counts[number, level]}. "


def formats_of(numbering: "Element | None") -> dict[tuple[str, str], str]:
    """How the items of each list and level are marked: `bullet`, `decimal` and so on."""
    if numbering is None:
        return {}
    levels = {
        attribute(one, "abstractNumId"): {
            attribute(level, "ilvl"): _value(level, "numFmt")
            for level in one
            if local(level) == "lvl"
        }
        for one in numbering
        if local(one) == "abstractNum"
    }
    return {
        (attribute(one, "numId"), level): kind
        for one in numbering
        if local(one) == "num"
        for level, kind in levels.get(_value(one, "abstractNumId"), {}).items()
    }


def _value(element: "Element", name: str) -> str:
    found = child(element, name)
    return attribute(found, "val") if found is not None else ""


def _runs_on(paragraph: "Element") -> bool:
    """Whether the end of the paragraph was deleted, in a tracked change."""
    properties = child(paragraph, "pPr")
    mark = child(properties, "rPr") if properties is not None else None
    return mark is not None and any(local(one) in {"del", "moveFrom"} for one in mark)


def _is_deleted_row(element: "Element") -> bool:
    properties = child(element, "trPr") if local(element) == "tr" else None
    return properties is not None and child(properties, "del") is not None


def _width(cell: "Element") -> int:
    properties = child(cell, "tcPr")
    span = _value(properties, "gridSpan") if properties is not None else ""
    is_number = span.isdecimal() and span.isascii() and len(span) < MOST_DIGITS
    return min(int(span), MOST_COLUMNS) if is_number else 1


def _is_hint(properties: "Element") -> bool:
    return child(properties, "showingPlcHdr") is not None


def _check_box(properties: "Element") -> str:
    """The sign of a box that can be ticked; whatever font shows it."""
    box = child(properties, "checkbox")
    if box is None:
        return ""
    return CHECKED if _value(box, "checked") in {"1", "true", "on"} else UNCHECKED
