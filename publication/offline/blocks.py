"""Paragraphs, and what stands where an answer is given: lines, boxes to tick, lists, tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from publication.offline.characters import carried
from publication.offline.controls import CHECKED, NOTHING, UNCHECKED, Choices, Grid, Way
from publication.offline.namespaces import XML_SPACE, w, w14
from publication.offline.sheets import Entry
from publication.offline.tongues import Tongue

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ACROSS = 9200  # what the margins leave, in twentieths of a point
SIGNS = {"ascii": "MS Gothic", "hAnsi": "MS Gothic", "eastAsia": "MS Gothic", "hint": "eastAsia"}


def paragraph(text: str, style: str, tongue: Tongue | None = None) -> "Element":
    """One paragraph; tabs are kept, and so is each blank."""
    properties = w("pPr", w("pStyle", val=style))
    if tongue is not None and tongue.is_from_the_right:
        properties.append(w("bidi"))
    block = w("p", properties)
    if text:
        block.append(_run(carried(text), tongue))
    return block


def _run(text: str, tongue: Tongue | None) -> "Element":
    run = w("r")
    if tongue is not None:
        run.append(tongue.of_a_run())
    for number, piece in enumerate(text.split("\t")):
        if number:
            run.append(w("tab"))
        if piece:
            words = w("t")
            words.set(XML_SPACE, "preserve")
            words.text = piece
            run.append(words)
    return run


def is_one_box(entry: Entry) -> bool:
    """A single box to tick, which says itself what it is for."""
    control = entry.control
    return isinstance(control, Choices) and control.way is Way.ANY and len(control.options) == 1


def answer_blocks(
    entry: Entry, labels: Tongue, answers: Tongue, identities: Iterator[int]
) -> "Iterator[Element]":
    match entry.control:
        case Choices(way=Way.ONE):
            yield _list(entry.control, labels, next(identities))
        case Choices(way=Way.ANY):
            for line in entry.control.lines:
                yield _box(line, labels, next(identities))
        case Grid():
            yield _table(entry.control, labels, answers)
        case control:
            text = entry.written
            tongue = answers if control is None else labels
            yield from (paragraph(one, "PortalAnswer", tongue) for one in carried(text).split("\n"))


def _list(choices: Choices, tongue: Tongue, identity: int) -> "Element":
    """A list to choose from; its first item takes the choice back."""
    (said,) = choices.lines
    items = dict.fromkeys([NOTHING, *(carried(one.label) for one in choices.options)])
    control = w("dropDownList", *(w("listItem", displayText=one, value=one) for one in items))
    block = paragraph("", "PortalAnswer", tongue)
    block.append(_inline(control, _run(carried(said), tongue), identity))
    return block


def _box(line: str, tongue: Tongue, identity: int) -> "Element":
    """A line such as “☐ Parliament”, in which a click on the sign ticks it."""
    sign, label = line[:1], line[1:]
    box = w14(
        "checkbox",
        w14("checked", val=str(int(sign == CHECKED))),
        w14("checkedState", val=f"{ord(CHECKED):04X}", font=SIGNS["ascii"]),
        w14("uncheckedState", val=f"{ord(UNCHECKED):04X}", font=SIGNS["ascii"]),
    )
    words = w("t")
    words.text = sign
    block = paragraph("", "PortalAnswer", tongue)
    block.append(_inline(box, w("r", w("rPr", w("rFonts", **SIGNS)), words), identity))
    block.append(_run(carried(label), tongue))
    return block


def _inline(control: "Element", shown: "Element", identity: int) -> "Element":
    properties = w("sdtPr", w("id", val=str(identity)), control)
    return w("sdt", properties, w("sdtContent", shown))


def _table(grid: Grid, labels: Tongue, answers: Tongue) -> "Element":
    head, *rows = grid.lines
    width = str(ACROSS // len(head))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = [w(side, val="single", sz="4", space="0", color="6B7B88") for side in sides]
    properties = w("tblPr", w("tblW", w="5000", type="pct"), w("tblBorders", *borders))
    if labels.is_from_the_right:
        properties.insert(0, w("bidiVisual"))
    return w(
        "tbl",
        properties,
        w("tblGrid", *(w("gridCol", w=width) for _cell in head)),
        w("tr", w("trPr", w("tblHeader")), *(_cell(text, labels, width) for text in head)),
        *(
            w("tr", _cell(label, labels, width), *(_cell(one, answers, width) for one in cells))
            for label, *cells in rows
        ),
    )


def _cell(text: str, tongue: Tongue, width: str) -> "Element":
    lines = (paragraph(line, "PortalCell", tongue) for line in carried(text).split("\n"))
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *lines)
