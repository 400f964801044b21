"""The list of what stands in a document: a field of Word that leads to its headings.

Word counts pages and we do not, so the list has no page numbers until somebody asks Word for them.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from publication.offline.namespaces import XML_SPACE, w
from publication.offline.tongues import Tongue
from publication.paper.documents import Part, Words
from publication.paper.payload import clean
from publication.paper.word.paragraphs import paragraph
from publication.paper.word.runs import Look, text_run

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DEEPEST = 2
# The headings of two levels, as links, without the numbers of pages.
FIELD = r' TOC \o "1-2" \n \h \z \u '


def contents_of(parts: Sequence[Part], own: Tongue) -> "Iterator[Element]":
    """A line for each heading; `marked` has the same number there."""
    lines = [(number, part) for number, part in enumerate(parts) if is_listed(part)]
    for place, (number, part) in enumerate(lines):
        line = paragraph(f"TOC{part.level}", own, _leading(number, part, own))
        if place == 0:
            for at, mark in enumerate(_beginning(), 1):
                line.insert(at, mark)
        if place == len(lines) - 1:
            line.append(w("r", w("fldChar", fldCharType="end")))
        yield line


def is_listed(part: Part) -> bool:
    return bool(part.heading) and part.level <= DEEPEST


def marked(heading: "Element", number: int) -> "Element":
    """The heading with the mark that the line of this number leads to."""
    heading.insert(1, w("bookmarkStart", id=str(number), name=_name(number)))
    heading.append(w("bookmarkEnd", id=str(number)))
    return heading


def _name(number: int) -> str:
    return f"_Toc{number:06}"


def _beginning() -> "list[Element]":
    said = w("instrText")
    said.set(XML_SPACE, "preserve")
    said.text = FIELD
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", said),
        w("r", w("fldChar", fldCharType="separate")),
    ]


def _leading(number: int, part: Part, own: Tongue) -> "Element":
    words = part.heading if isinstance(part.heading, Words) else Words(part.heading)
    tongue = Tongue(words.language) if words.language else own
    run = text_run(" ".join(clean(words.text).split()), Look(tongue))
    return w("hyperlink", run, anchor=_name(number), history="1")
