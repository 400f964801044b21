"""A note as it is read: its paragraphs, each with its sources under numbers that run through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dialogues.choices import ParagraphKind
from dialogues.notes.refs import Ref
from dialogues.notes.sources import Source, sources_at
from publication.text import count_words


@dataclass(frozen=True)
class Numbered:
    number: int
    source: Source


@dataclass(frozen=True)
class ReadParagraph:
    """`number` counts the paragraphs that are text; a heading has none."""

    key: str
    kind: str
    text: str
    number: int
    sources: Sequence[Numbered]

    @property
    def is_heading(self) -> bool:
        return self.kind == ParagraphKind.HEADING


@dataclass(frozen=True)
class ReadNote:
    title: str
    language: str
    paragraphs: Sequence[ReadParagraph]
    sources: Sequence[Numbered]

    @cached_property
    def words(self) -> int:
        return sum(count_words(paragraph.text) for paragraph in self.paragraphs)

    @cached_property
    def lost(self) -> int:
        """How many of its sources cannot be read any more."""
        return sum(1 for one in self.sources if one.source.is_gone)


def read(content: Mapping[str, Any]) -> ReadNote:
    """The content of a note, or of a version of it, with what it cites as it is now."""
    said = content["paragraphs"]
    refs = refs_in(content)
    found = sources_at(refs)
    numbers = {ref: number for number, ref in enumerate(refs, 1)}
    paragraphs, count = [], 0
    for one in said:
        count += one["kind"] != ParagraphKind.HEADING
        cited = dict.fromkeys(map(Ref.kept, one["sources"]))
        paragraphs.append(
            ReadParagraph(
                key=one["key"],
                kind=one["kind"],
                text=one["text"],
                number=0 if one["kind"] == ParagraphKind.HEADING else count,
                sources=[Numbered(numbers[ref], found[ref]) for ref in cited],
            )
        )
    sources = [Numbered(number, found[ref]) for ref, number in numbers.items()]
    return ReadNote(content["title"], content["language"], paragraphs, sources)


def refs_in(content: Mapping[str, Any]) -> list[Ref]:
    """What it cites, each once, in the order in which it is first cited."""
    every = (Ref.kept(source) for one in content["paragraphs"] for source in one["sources"])
    return list(dict.fromkeys(every))


def paragraphs_by_ref(content: Mapping[str, Any]) -> Mapping[Ref, list[tuple[str, int]]]:
    """For each source the key and number of the paragraphs that cite it."""
    found: dict[Ref, list[tuple[str, int]]] = {}
    count = 0
    for one in content["paragraphs"]:
        count += one["kind"] != ParagraphKind.HEADING
        for ref in dict.fromkeys(map(Ref.kept, one["sources"])):
            found.setdefault(ref, []).append((one["key"], count))
    return found
