"""Tables and charts as Word tables: a bar is a shaded cell, with its number after it."""

from typing import TYPE_CHECKING

from publication.offline.namespaces import w
from publication.offline.tongues import Tongue
from publication.paper.documents import Cell, Chart, Table, Words
from publication.paper.payload import clean
from publication.paper.word.links import Links
from publication.paper.word.paragraphs import cell, paragraph
from publication.paper.word.runs import Look, link, text_run

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The text of a page is so wide, in twentieths of a point.
WIDTH = 9072
# A chart stands on a grid: the label, the longest bar, and room for the number after it.
LABEL, STEP, LONGEST, ROOM = 3072, 200, 26, 4
SEA = "0B4F71"


def caption(words: str, own: Tongue) -> "Element":
    return paragraph("PaperCaption", own, text_run(clean(words), Look(own)))


def table_of(table: Table, own: Tongue, links: Links) -> "Element":
    whole = sum(table.widths)
    widths = [WIDTH * share // whole for share in table.widths]
    rows = [
        w("tr", *(_cell(one, width, own, links) for one, width in zip(row, widths, strict=True)))
        for row in table.rows
    ]
    heads = (
        cell(width, [_head(words, own)]) for words, width in zip(table.head, widths, strict=True)
    )
    return _framed(own, widths, [_header(*heads), *rows])


def chart_of(chart: Chart, own: Tongue) -> "Element":
    widths = [LABEL, *[STEP] * (LONGEST + ROOM)]
    label, counted = chart.head
    heads = (
        cell(LABEL, [_head(label, own)]),
        cell(STEP * (LONGEST + ROOM), [_head(counted, own)], span=LONGEST + ROOM),
    )
    rows = [_bar(words, count, chart, own) for words, count in chart.bars]
    return _framed(own, widths, [_header(*heads), *rows])


def _bar(label: str, count: int, chart: Chart, own: Tongue) -> "Element":
    long = chart.share(count, LONGEST)
    rest = LONGEST + ROOM - long
    row = w("tr", cell(LABEL, [_small(label, own)]))
    if long:
        row.append(cell(STEP * long, [_small("", own)], span=long, fill=SEA))
    row.append(cell(STEP * rest, [_small(str(count), own)], span=rest))
    return row


def _framed(own: Tongue, widths: list[int], rows: "list[Element]") -> "Element":
    properties = w("tblPr", w("tblStyle", val="PaperFacts"))
    if own.is_from_the_right:
        properties.append(w("bidiVisual"))
    properties.append(w("tblW", w=str(sum(widths)), type="dxa"))
    properties.append(w("tblLayout", type="fixed"))
    grid = w("tblGrid", *(w("gridCol", w=str(width)) for width in widths))
    return w("tbl", properties, grid, *rows)


def _header(*cells: "Element") -> "Element":
    """Repeated on every page that the table runs over."""
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _head(words: str, own: Tongue) -> "Element":
    return paragraph("PaperCell", own, text_run(clean(words), Look(own, is_strong=True)))


def _small(words: str, own: Tongue) -> "Element":
    return paragraph("PaperCell", own, *([text_run(clean(words), Look(own))] if words else []))


def _cell(one: Cell, width: int, own: Tongue, links: Links) -> "Element":
    words = one.said if isinstance(one.said, Words) else Words(one.said)
    tongue = Tongue(words.language) if words.language else own
    text = " ".join(clean(words.text).split())
    if not text:
        return cell(width, [_small("", own)])
    if one.address:
        run = link(one.address, [text_run(text, Look(tongue, is_link=True))], links)
    else:
        run = text_run(text, Look(tongue))
    return cell(width, [paragraph("PaperCell", tongue, run)])
