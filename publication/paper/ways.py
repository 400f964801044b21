"""The ways in which files are made of items: a room states one by its `paper`, others register."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from publication import rooms
from publication.models import Publishable
from publication.paper.documents import Document
from publication.paper.typesetting import pdf_of

PDF = "pdf"


@dataclass(frozen=True)
class Way:
    """`document` (of item and language) must say the same in every process, whoever asks."""

    document: Callable[[Any, str], Document]
    write: Callable[[Document], bytes] = pdf_of
    suffix: str = "pdf"
    media_type: str = "application/pdf"


class NoSuchWayError(KeyError):
    """No file of this kind is made of this item."""


_ways: dict[tuple[type[Model], str], Way] = {}


def register(model: type[Model], what: str, way: Way) -> None:
    """State how a file is made of things of this model, in `ready` of the app: say,
    `register(Assignment, "certificate", Way(certificate_of))`.
    """
    _ways[model, what] = way


def way_of(item: Model, what: str) -> Way:
    """The way that is registered; else, for a PDF, the `paper` of the item's room."""
    way = _ways.get((type(item), what))
    if way is not None:
        return way
    if what == PDF and isinstance(item, Publishable):
        paper = rooms.of(item).paper
        if paper is not None:
            return Way(paper)
    raise NoSuchWayError(what)


def document_of(item: Model, what: str, language: str) -> Document:
    """What the file says: in that language and in UTC, whatever the reader's page is in."""
    way = way_of(item, what)
    with translation.override(language), timezone.override(UTC):
        document = way.document(item, language)
        if settings.DEMONSTRATION and not document.notice:
            notice = _("Demonstration: the content of this document is made up.")
            return replace(document, notice=notice)
        return document
