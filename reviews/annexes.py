"""The annexes of a review on paper: each thing that belongs to a review tells its own parts."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from publication.paper.documents import Part
from reviews.carrying import annex as carried
from reviews.consulting import annex as consulted

Annex = Callable[[Mapping[str, Any], str], list[Part]]

# In the order in which they stand: `annex_parts(content, language)` of each.
ANNEXES: tuple[Annex, ...] = (consulted.annex_parts, carried.annex_parts)


def annex_parts(content: Mapping[str, Any], language: str) -> Iterator[Part]:
    for annex in ANNEXES:
        yield from annex(content, language)
