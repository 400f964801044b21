"""What stands on the pages of the document, in its order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.dateformat import format as formatted
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from publication.offline.namespaces import w
from publication.offline.tongues import Tongue
from publication.paper.documents import Document, Fact, Part, Words
from publication.paper.markdown import Node, tree_of
from publication.paper.payload import NO_TITLE, clean
from publication.paper.word.contents import contents_of, is_listed, marked
from publication.paper.word.links import Links
from publication.paper.word.numbering import Numbering
from publication.paper.word.paragraphs import cell, paragraph
from publication.paper.word.runs import Look, link, runs_of, text_run
from publication.paper.word.tables import caption, chart_of, table_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LIST_KINDS = ("ul", "ol")
DEEPEST = 8


def blocks_of(document: Document, links: Links, numbering: Numbering) -> "Iterator[Element]":
    with translation.override(document.language):
        yield from _Setting(document, links, numbering).blocks()


@dataclass(frozen=True)
class _Setting:
    document: Document
    links: Links
    numbering: Numbering

    @property
    def own(self) -> Tongue:
        """The language of labels and headings."""
        return Tongue(self.document.language)

    def blocks(self) -> "Iterator[Element]":
        document = self.document
        if document.kicker:
            yield self._line(document.kicker, "PaperKicker")
        yield self._line(document.title, "Title")
        yield from self._said(document.lead, "PaperLead", is_plain=True)
        if document.facts:
            yield self._facts()
        if document.has_contents:
            yield self._line(_("Contents"), "PaperContents")
            yield from contents_of(document.parts, self.own)
        for number, part in enumerate(document.parts):
            yield from self._part(part, number)
        yield from self._notes()
        yield from self._sign_off()

    def _line(self, words: str | Words, style: str) -> "Element":
        """One line, with nothing read into it."""
        tongue = self._tongue(words)
        text = words if isinstance(words, str) else words.text
        line = " ".join(clean(text).split()) or NO_TITLE
        return paragraph(style, tongue, text_run(line, Look(tongue)))

    def _tongue(self, words: str | Words) -> Tongue:
        return Tongue(words.language) if isinstance(words, Words) and words.language else self.own

    def _said(
        self, words: str | Words, style: str = "Normal", *, is_plain: bool = False
    ) -> "list[Element]":
        if isinstance(words, str):
            words = Words(words, is_plain=is_plain)
        tongue = self._tongue(words)
        tree = tree_of(clean(words.text), is_plain=words.is_plain)
        return [one for node in tree for one in self._block(node, style, tongue)]

    def _block(
        self, node: Node, style: str, tongue: Tongue, level: int = -1, number: int = 0
    ) -> "Iterator[Element]":
        """A paragraph, or those of a list or quotation. What stands in an item is set in there."""
        if node["t"] == "p":
            runs = [run for one in node["c"] for run in runs_of(one, Look(tongue), self.links)]
            yield paragraph(style, tongue, *runs, numbered=f"{level}/{number}" if number else "")
        elif node["t"] in LIST_KINDS:
            is_counted = node["t"] == "ol"
            number = self.numbering.numbered(node["start"]) if is_counted else 1
            for item in node["c"]:
                yield from self._item(item, tongue, min(level + 1, DEEPEST), number)
        else:
            inner = "Quote" if node["t"] == "quote" else style
            for child in node["c"]:
                yield from self._block(child, inner, tongue, level)

    def _item(self, item: Node, tongue: Tongue, level: int, number: int) -> "Iterator[Element]":
        """Its first paragraph has the mark of the list; what follows in it has none."""
        for place, child in enumerate(item["c"]):
            is_marked = place == 0 and child["t"] == "p"
            yield from self._block(
                child, "ListParagraph", tongue, level, number if is_marked else 0
            )

    def _facts(self) -> "Element":
        properties = w("tblPr", w("tblStyle", val="PaperFacts"))
        if self.own.is_from_the_right:
            properties.append(w("bidiVisual"))
        properties.append(w("tblW", w="0", type="auto"))
        grid = w("tblGrid", w("gridCol", w="2600"), w("gridCol", w="6600"))
        return w("tbl", properties, grid, *map(self._fact, self.document.facts))

    def _fact(self, fact: Fact) -> "Element":
        label = paragraph("PaperLabel", self.own, text_run(clean(fact.label), Look(self.own)))
        value = self._said(fact.value, is_plain=True) or [paragraph("Normal", self.own)]
        return w("tr", cell(2600, [label]), cell(6600, value))

    def _part(self, part: Part, number: int) -> "Iterator[Element]":
        if part.heading:
            heading = self._line(part.heading, f"Heading{part.level}")
            is_marked = self.document.has_contents and is_listed(part)
            yield marked(heading, number) if is_marked else heading
        if part.about:
            yield self._line(part.about, "PaperEnd")
        if part.address:
            yield self._address(part.address)
        yield from self._text(part)
        if part.chart:
            yield caption(part.chart.caption, self.own)
            yield chart_of(part.chart, self.own)
        if part.table:
            yield caption(part.table.caption, self.own)
            yield table_of(part.table, self.own, self.links)

    def _text(self, part: Part) -> "list[Element]":
        """With the numbers of its notes at its end."""
        blocks = self._said(part.text)
        if part.notes:
            numbers = f" ({_('Notes')}: {', '.join(map(str, part.notes))})"
            last = blocks[-1] if blocks else paragraph("Normal", self.own)
            last.append(text_run(numbers, Look(self.own)))
            blocks = [*blocks[:-1], last]
        return blocks

    def _notes(self) -> "Iterator[Element]":
        if not self.document.notes:
            return
        yield self._line(_("Notes"), "Heading1")
        number = self.numbering.numbered(1)
        for note in self.document.notes:
            for place, block in enumerate(self._said(note, "ListParagraph")):
                if place == 0:
                    block[0].insert(1, w("numPr", w("ilvl", val="0"), w("numId", val=str(number))))
                yield block

    def _sign_off(self) -> "Iterator[Element]":
        document = self.document
        day = formatted(document.day, get_format("DATE_FORMAT"))
        line = " · ".join(filter(None, [clean(document.organisation), day]))
        yield paragraph("PaperEnd", self.own, text_run(line, Look(self.own)))
        if document.address:
            yield self._address(document.address)

    def _address(self, address: str) -> "Element":
        runs = [text_run(address, Look(Tongue("en"), is_link=True))]
        return paragraph("PaperEnd", self.own, link(address, runs, self.links))
