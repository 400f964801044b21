"""The page, and what stands at its top and its foot: the notice, and the number of the page."""

from typing import TYPE_CHECKING

from lxml import etree

from publication.offline.namespaces import RELATIONSHIPS, w
from publication.offline.tongues import Tongue
from publication.paper.documents import Document
from publication.paper.payload import clean
from publication.paper.word.paragraphs import paragraph
from publication.paper.word.runs import Look, text_run

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADER, FOOTER = "header1.xml", "footer1.xml"


def page_of(document: Document) -> "Element":
    section = w("sectPr", _reference("header"), _reference("footer"))
    section.append(w("pgSz", w="11906", h="16838"))
    margins = {"top": "1361", "right": "1417", "bottom": "1474", "left": "1417"}
    section.append(w("pgMar", **margins, header="680", footer="680", gutter="0"))
    if Tongue(document.language).is_from_the_right:
        section.append(w("bidi"))
    return section


def _reference(what: str) -> "Element":
    reference = w(f"{what}Reference", type="default")
    reference.set(f"{{{RELATIONSHIPS}}}id", what)
    return reference


def header_of(document: Document) -> bytes:
    tongue = Tongue(document.language)
    runs = [text_run(clean(document.notice), Look(tongue))] if document.notice else []
    return _written(w("hdr", paragraph("PaperEnd", tongue, *runs)))


def footer_of(document: Document) -> bytes:
    tongue = Tongue(document.language)
    address = text_run(f"{document.address}  ", Look(Tongue("en")))
    number = w("fldSimple", text_run("1", Look(Tongue("en"))), instr=" PAGE ")
    return _written(w("ftr", paragraph("PaperEnd", tongue, address, number)))


def _written(root: "Element") -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
