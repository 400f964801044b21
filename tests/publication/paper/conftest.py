"""A way in which files are made of organisations, for as long as a test lasts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.utils import timezone, translation

from publication.paper import ways
from publication.paper.documents import Document
from publication.paper.ways import Way
from stakeholders.models import Organisation
from tests.publication.paper.papers import paper


@dataclass
class Press:
    """How often a file was made, of what, and what goes wrong with it."""

    made: list[Document] = field(default_factory=list)
    seen: list[tuple[str | None, str]] = field(default_factory=list)
    fault: BaseException | None = None

    def document(self, organisation: Organisation, language: str) -> Document:
        self.seen.append((translation.get_language(), timezone.get_current_timezone_name()))
        return paper(title=organisation.name, language=language)

    def write(self, document: Document) -> bytes:
        if self.fault is not None:
            raise self.fault
        self.made.append(document)
        return f"file of {document.title} in {document.language}".encode()


@pytest.fixture
def press() -> Iterator[Press]:
    press = Press()
    ways.register(Organisation, "card", Way(press.document, press.write, "txt", "text/plain"))
    yield press
    del ways._ways[Organisation, "card"]
