"""PDF: the properties of the document, its XMP, and who wrote its comments."""

from collections.abc import Iterator, Mapping
from typing import IO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from practices.blinding.xmp import names_in_xmp

NAMING = {"/Author": "Author", "/Company": "Company", "/Manager": "Manager"}
MOST_PAGES = 2000


def names_in(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    reader = PdfReader(file)
    properties: Mapping[str, object] = reader.metadata or {}
    for key, label in NAMING.items():
        if value := properties.get(key):
            yield label, str(value)
    metadata = reader.root_object.get("/Metadata")
    if metadata is not None:
        yield from names_in_xmp(metadata.get_object().get_data())
    for page in reader.pages[:MOST_PAGES]:
        for comment in _comments(page):
            yield "Author of a comment", str(comment.get("/T", ""))


def _comments(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """Annotations that people make; those of a form or a link are not signed."""
    found = page.get("/Annots")
    annotations = found.get_object() if found is not None else None
    for one in annotations if isinstance(annotations, ArrayObject) else ():
        annotation = one.get_object()
        if isinstance(annotation, DictionaryObject) and annotation.get("/Subtype") not in {
            "/Link",
            "/Widget",
        }:
            yield annotation
