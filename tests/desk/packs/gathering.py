"""What a pack is gathered from, as far as a test needs it."""

from datetime import UTC, datetime
from typing import Any

from desk.choices import PackFormat
from desk.models import Pack
from desk.packs.asking import ask_for_pack
from desk.packs.sections import Matter, Section
from dialogues.debates.finding import find_debate
from dialogues.models import Debate
from publication.paper.documents import Part, Words
from tests.factories.publication import examiner

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


def matter(debate: Debate, language: str = "en") -> Matter:
    """As a worker reads it."""
    found = find_debate(debate.cycle_id, debate.slug)
    assert found is not None
    return Matter(found, language, NOW)


def asked_for(debate: Debate, **fields: Any) -> Pack:
    values = {"language": "en", "format": PackFormat.DOCX, "by": examiner(), **fields}
    return ask_for_pack(debate=debate, **values)


def words(said: str | Words) -> str:
    return said if isinstance(said, str) else said.text


def headings(section: Section) -> list[str]:
    return [words(part.heading) for part in section.parts if part.heading]


def part(section: Section, heading: str) -> Part:
    """The part under this heading; StopIteration if there is none."""
    return next(part for part in section.parts if words(part.heading) == heading)


def cells(of: Part) -> list[list[str]]:
    """The words of the rows of its table."""
    assert of.table is not None
    return [[words(cell.said) for cell in row] for row in of.table.rows]
