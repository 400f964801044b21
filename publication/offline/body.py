"""What stands on the pages of the document."""

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from publication.offline.blocks import answer_blocks, is_one_box, paragraph
from publication.offline.characters import carried
from publication.offline.marks import closing, of_the_item, opening
from publication.offline.namespaces import w
from publication.offline.sheets import Entry, Section, Sheet
from publication.offline.tongues import Tongue

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def body_of(sheet: Sheet) -> "Element":
    with translation.override(sheet.language):
        return w("body", *_blocks(sheet), _page(Tongue(sheet.language)))


def _blocks(sheet: Sheet) -> "Iterator[Element]":
    labels = Tongue(sheet.language)
    answers = Tongue(sheet.answers_language or sheet.language)
    yield paragraph(of_the_item(sheet.code, sheet.base), "PortalMark")
    yield paragraph(sheet.title, "Title", labels)
    for line in (_how_to(), *filter(None, sheet.introduction.split("\n"))):
        yield paragraph(line, "PortalHelp", labels)
    identities = count(1)
    for section in sheet.sections:
        yield from _heading(section, labels)
        for entry in section.entries:
            yield from _entry(entry, labels, answers, identities)


def _how_to() -> str:
    return _(
        "Write in the boxes. Leave the small grey marks as they are: they tell the portal which "
        "answer is which. What you do not change stays as it is in the portal."
    )


def _heading(section: Section, labels: Tongue) -> "Iterator[Element]":
    yield paragraph(section.title, "Heading1", labels)
    for line in filter(None, section.help.split("\n")):
        yield paragraph(line, "PortalHelp", labels)


def _entry(
    entry: Entry, labels: Tongue, answers: Tongue, identities: Iterator[int]
) -> "Iterator[Element]":
    if not entry.is_aside:
        yield paragraph(entry.label, "Heading2", labels)
    elif not is_one_box(entry):
        yield paragraph(entry.label, "PortalHelp", labels)
    for line in filter(None, entry.help.split("\n")):
        yield paragraph(line, "PortalHelp", labels)
    yield _control(entry, labels, answers, identities)


def _control(entry: Entry, labels: Tongue, answers: Tongue, identities: Iterator[int]) -> "Element":
    """The control holds one paragraph for each line of the answer, between its marks.

    The marks stand inside, because LibreOffice spoils the first paragraph of a control: it wraps
    that one alone, and writes its text anew for each script in it.
    """
    properties = w(
        "sdtPr",
        w("alias", val=carried(entry.label)[:64]),
        w("tag", val=entry.key),
        w("id", val=str(next(identities))),
        w("lock", val="sdtLocked"),
    )
    content = w(
        "sdtContent",
        paragraph(opening(entry.key), "PortalMark"),
        *answer_blocks(entry, labels, answers, identities),
        paragraph(closing(entry.key), "PortalMark"),
    )
    return w("sdt", properties, content)


def _page(tongue: Tongue) -> "Element":
    margins = {"top": "1247", "right": "1361", "bottom": "1247", "left": "1361"}
    section = w(
        "sectPr",
        w("pgSz", w="11906", h="16838"),
        w("pgMar", **margins, header="680", footer="680", gutter="0"),
    )
    if tongue.is_from_the_right:
        section.append(w("bidi"))
    return section
