"""Documents to typeset, and what can be seen of a PDF from outside."""

import io
from datetime import date
from typing import Any

from pypdf import PdfReader

from publication.paper.documents import Document, Fact, Part

DAY = date(2022, 5, 17)


def paper(**changes: Any) -> Document:
    """A short document, with these fields of its own."""
    values: dict[str, Any] = {
        "title": "A card for seasonal workers",
        "language": "en",
        "day": DAY,
        "address": "https://portal.example.org/en/practices/PRA-2022-0031/",
        "organisation": "Network on Migration",
        "kicker": "Practice, peer reviewed",
        "lead": "One card on both sides of the border.",
        "facts": [Fact("Country", "Costa Rica")],
        "parts": [Part("Impact", "It *helped*.")],
        **changes,
    }
    return Document(**values)


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def catalogue_of(content: bytes) -> Any:
    """What the file says of itself as a whole."""
    return opened(content).trailer["/Root"]


def about(content: bytes) -> dict[str, str]:
    """The properties that a reader shows: title, author, dates."""
    return {str(name): str(value) for name, value in (opened(content).metadata or {}).items()}


def text_of(content: bytes) -> str:
    """The words of all pages, with blanks between lines."""
    return " ".join(" ".join(page.extract_text() for page in opened(content).pages).split())


def roles_in(content: bytes) -> list[str]:
    """The tags of the file in their order, by which a screen reader finds its way."""
    root = catalogue_of(content)["/StructTreeRoot"]
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]).lstrip("/"))
            if "/K" in node:
                walk(node["/K"])

    walk(root)
    return found


def links_in(content: bytes) -> list[str]:
    return [
        str(note.get_object()["/A"]["/URI"])
        for page in opened(content).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]
