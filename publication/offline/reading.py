"""What a document says that came back."""

import re
from collections.abc import Collection, Iterable
from typing import IO, TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from publication.offline.answers import Found, answers_in
from publication.offline.archives import DAMAGED, Archive
from publication.offline.errors import BadDocumentError
from publication.offline.lines import Reader, formats_of
from publication.offline.marks import read_item
from publication.offline.namespaces import BASE, CODE, attribute, child
from publication.offline.sheets import Returned, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NUMBER = re.compile(r"[0-9]{1,9}")


def read_docx(file: IO[bytes], grids: Collection[str] = ()) -> Returned:
    """The answers in the document: by their controls, and by the marks where those are lost.

    Those named in `grids` are tables; `controls.unpacked` gives their rows.

    `file` can be an upload as it came: it is judged by its content, and left as it is. What could
    not be read, or was left out, is in `unread`, to be shown beside the preview.
    Raises BadDocumentError, with words for the sender, for what is refused whole.
    """
    return docx_in(Archive(file), grids)


def docx_in(archive: Archive, grids: Collection[str] = ()) -> Returned:
    body = _body(archive)
    reader = Reader(formats_of(archive.tree("word/numbering.xml")))
    lines = list(reader.lines(body))
    found = answers_in(reader.boxes, lines, grids)
    code, base = from_where(archive, [line.text for line in lines])
    return returned_from(found, code, base)


def returned_from(found: Found, code: str, base: int | None) -> Returned:
    """Raises BadDocumentError where there is nothing of ours in it."""
    _check(found, code)
    return Returned(code, base, found.answers, found.unread + _unplaced(code))


def _body(archive: Archive) -> "Element":
    document = archive.tree(archive.main)
    body = child(document, "body") if document is not None else None
    if body is None:
        raise BadDocumentError(DAMAGED)
    return body


def from_where(archive: Archive, lines: Iterable[str]) -> tuple[str, int | None]:
    """The mark in the text comes first: it is copied together with the answers."""
    said = next(filter(None, map(read_item, lines)), None)
    if said is not None:
        return said
    properties = archive.tree("docProps/custom.xml")
    known = {
        attribute(one, "name"): "".join(map(str, one.itertext())).strip()
        for one in (properties if properties is not None else ())
    }
    base = known.get(BASE, "")
    return known.get(CODE, ""), int(base) if NUMBER.fullmatch(base) else None


def _check(found: Found, code: str) -> None:
    if not (found.answers or found.unread):
        raise BadDocumentError(
            _(
                "No answer was found in this document: neither the boxes nor the small grey marks "
                "are in it. Download the form again and copy your answers into it."
            )
            if code
            else _("This document is none of the forms that the portal gives out.")
        )


def _unplaced(code: str) -> tuple[Unread, ...]:
    if code:
        return ()
    reason = _("The document does not say any more which item it belongs to.")
    return (Unread("", reason),)
