"""A note as it is written: each paragraph with what stands in its field, and what it cites."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from dialogues.choices import ParagraphKind
from dialogues.content import content_of_note
from dialogues.models import BackgroundNote, Paragraph
from dialogues.notes.citing import citations_in
from dialogues.notes.contributions import tally
from dialogues.notes.refs import Ref
from dialogues.notes.saving import said_at
from dialogues.notes.sources import Source, sources_at
from publication.text import count_words

WANTED_WORDS = 1000
LONGEST_TEXT = 10_000
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Cited:
    """A source of a paragraph, and the number of the citation that is taken away with it."""

    pk: int
    source: Source


@dataclass
class ParagraphRow:
    """`shown` stands in the field, `base` is the revision that its writer has seen.

    `conflict` is what another saved in between.
    """

    paragraph: Paragraph
    number: int
    shown: str
    base: int
    sources: list[Cited] = field(default_factory=list)
    conflict: Paragraph | None = None
    is_too_long: bool = False
    is_first: bool = False
    is_last: bool = False

    @property
    def key(self) -> str:
        return self.paragraph.key

    @property
    def is_heading(self) -> bool:
        return self.paragraph.kind == ParagraphKind.HEADING


@dataclass(frozen=True)
class Head:
    """The title as it stands in its field, and the one that its writer has seen."""

    shown: str
    seen: str
    conflict: str | None = None
    is_too_long: bool = False


def head_of(note: BackgroundNote, kept: QueryDict | None) -> Head:
    if kept is None or "title" not in kept:
        return Head(note.title, note.title)
    shown, seen = one_line(kept.get("title", "")), kept.get("title-seen", "")
    is_stale = note.title not in {shown, seen}
    return Head(shown, seen, note.title if is_stale else None, len(shown) > LONGEST_TITLE)


def rows_of(
    note: BackgroundNote, kept: QueryDict | None = None, too_long: Collection[str] = ()
) -> list[ParagraphRow]:
    """The paragraphs in their order; with what was typed where it is not saved."""
    paragraphs = list(note.paragraphs.filter(removed_at=None).select_related("saved_by"))
    cited = cited_by_key(note)
    rows, count = [], 0
    for place, paragraph in enumerate(paragraphs, 1):
        is_text = paragraph.kind == ParagraphKind.TEXT
        count += is_text
        row = ParagraphRow(
            paragraph,
            number=count if is_text else 0,
            shown=paragraph.text,
            base=paragraph.revision,
            sources=cited.get(paragraph.key, []),
            is_too_long=paragraph.key in too_long,
            is_first=place == 1,
            is_last=place == len(paragraphs),
        )
        _put_typed(row, kept)
        rows.append(row)
    return rows


def _put_typed(row: ParagraphRow, kept: QueryDict | None) -> None:
    """What was typed over an older revision stays typed over it, beside what stands now."""
    typed = read_text(kept, row.key) if kept else None
    if kept is None or typed is None or typed == row.paragraph.text:
        return
    base = read_base(kept, row.key)
    is_stale = base != row.paragraph.revision
    if is_stale and said_at(row.paragraph, base) == typed:
        return  # the writer left it as it was
    row.shown, row.base = typed, base
    row.conflict = row.paragraph if is_stale else None


def read_text(typed: QueryDict, key: str) -> str | None:
    """The text of a paragraph with one form of line end; None where the form has none."""
    name = f"text-{key}"
    return plain_text(typed.get(name, "")) if name in typed else None


def plain_text(text: str) -> str:
    return text.replace("\r\n", "\n").strip(" \t\n")


def one_line(text: str) -> str:
    return " ".join(plain_text(text).split())


def read_base(typed: QueryDict, key: str) -> int:
    """The revision that the text was written over; a form that names none never saves."""
    text = typed.get(f"base-{key}", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


def cited_by_key(note: BackgroundNote) -> Mapping[str, list[Cited]]:
    """What each paragraph cites, in the order in which it was cited."""
    citations = list(citations_in(note).select_related("target_type"))
    refs = {one.pk: Ref.cited_by(one) for one in citations}
    found = sources_at(list(refs.values()))
    by_key: dict[str, list[Cited]] = defaultdict(list)
    for one in citations:
        by_key[one.source_part].append(Cited(one.pk, found[refs[one.pk]]))
    return by_key


def counted(note: BackgroundNote) -> dict[str, Any]:
    """How long it is, headings included, and how much of what was said it takes up."""
    content = content_of_note(note)
    return {
        "words": sum(count_words(one["text"]) for one in content["paragraphs"]),
        "wanted": WANTED_WORDS,
        "tally": tally(note.debate, content),
    }
