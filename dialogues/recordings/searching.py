"""The words of a transcript, as they are stored and as they are asked for.

A sentence runs over several lines, so a line is found by its own words and those of the next one.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from dialogues.models import Cue
from publication.browsing.folding import fold
from publication.browsing.marking import Wanted
from publication.browsing.search import query_of, vector_of, wanted_in


def vector_of_line(text: str, following: str, language: str) -> Any:
    return vector_of(f"{text} {following}", "", language)


def that_match(cues: QuerySet[Cue], words: str, language: str) -> QuerySet[Cue]:
    """In the order in which they were said; none where nothing is asked for."""
    query, parameters = query_of(words, language)
    if not query:
        return cues.none()
    sql = f'"dialogues_cue"."vector" @@ ({query})'
    # The query is made of placeholders alone.
    condition = RawSQL(sql, parameters, output_field=BooleanField())  # noqa: S611
    return cues.filter(condition).order_by("captions", "number")


def lines_that_match(
    cues: QuerySet[Cue], words: str, language: str, most: int, wanted: Wanted | None = None
) -> list[Cue]:
    """At most so many. Of two in a row, the one that only announces the other is left out."""
    found = list(that_match(cues, words, language)[: 2 * most])
    return without_echoes(found, wanted or wanted_in(words, language))[:most]


def without_echoes(found: Sequence[Cue], wanted: Wanted) -> list[Cue]:
    """Without lines of which the next one, found as well, holds more of the words itself."""
    held = {(cue.captions_id, cue.number): _held(cue.text, wanted) for cue in found}
    return [
        cue
        for cue in found
        if held[cue.captions_id, cue.number] >= held.get((cue.captions_id, cue.number + 1), 0)
    ]


def _held(text: str, wanted: Wanted) -> int:
    """How many different words of the line are marked."""
    return len({fold(text[start:end]) for start, end in wanted.spans_in(text)})
