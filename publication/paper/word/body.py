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
from publication.paper.word.links import Links
from publication.paper.word.numbering import Numbering
from publication.paper.word.runs import Look, link, runs_of, text_run

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LIST_KINDS = ("ul", "ol")
DEEPEST = 8


def blocks_of(document: Document, links: Links, numbering: Numbering) -> "Iterator[Element]":
    with translation.override(document.language):
        yield from _Setting(document, links, numbering).blocks()


def paragraph(style: str, tongue: Tongue, *content: "Element", numbered: str = "") -> "Element":
    """`numbered` is “level/list” of an item."""
    properties = w("pPr", w("pStyle", val=style))
    if numbered:
        level, _slash, number = numbered.partition("/")
        properties.append(w("numPr", w("ilvl", val=level), w("numId", val=number)))
    if tongue.is_from_the_right:
        properties.append(w("bidi"))
    return w("p", properties, *content)


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
        for part in document.parts:
            yield from self._part(part)
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
        return w("tr", _cell("2600", [label]), _cell("6600", value))

    def _part(self, part: Part) -> "Iterator[Element]":
        if part.heading:
            yield self._line(part.heading, f"Heading{part.level}")
        blocks = self._said(part.text)
        if part.notes:
            numbers = f" ({_('Notes')}: {', '.join(map(str, part.notes))})"
            last = blocks[-1] if blocks else paragraph("Normal", self.own)
            last.append(text_run(numbers, Look(self.own)))
            blocks = [*blocks[:-1], last]
        yield from blocks

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
            look = Look(Tongue("en"), is_link=True)
            runs = [text_run(document.address, look)]
            yield paragraph("PaperEnd", self.own, link(document.address, runs, self.links))


def _cell(width: str, blocks: "list[Element]") -> "Element":
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *blocks)
