"""What all of a Word document is put together from: paragraphs, and the cells of tables."""

from typing import TYPE_CHECKING

from publication.offline.namespaces import w
from publication.offline.tongues import Tongue

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def paragraph(style: str, tongue: Tongue, *content: "Element", numbered: str = "") -> "Element":
    """`numbered` is “level/list” of an item."""
    properties = w("pPr", w("pStyle", val=style))
    if numbered:
        level, _slash, number = numbered.partition("/")
        properties.append(w("numPr", w("ilvl", val=level), w("numId", val=number)))
    if tongue.is_from_the_right:
        properties.append(w("bidi"))
    return w("p", properties, *content)


def cell(width: int, blocks: "list[Element]", *, span: int = 1, fill: str = "") -> "Element":
    properties = w("tcPr", w("tcW", w=str(width), type="dxa"))
    if span > 1:
        properties.append(w("gridSpan", val=str(span)))
    if fill:
        properties.append(w("shd", val="clear", color="auto", fill=fill))
    return w("tc", properties, *blocks)
