"""The side panel: what is searched for, where, and for which paragraph of the note."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest
from django.http import QueryDict

from dialogues.models import BackgroundNote
from dialogues.notes.citing import citations_in
from dialogues.notes.editing import ParagraphRow
from dialogues.notes.finding import CONTRIBUTIONS, Found, find, places
from dialogues.notes.refs import Ref

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

    from dialogues.notes.sources import Source

LONGEST_WORDS = 200
WORDS = ("q", "in", "at")


@dataclass(frozen=True)
class Hit:
    """`is_cited` where the paragraph that is chosen cites it already."""

    source: "Source"
    is_cited: bool


@dataclass(frozen=True)
class Panel:
    words: str
    place: str
    places: Mapping[str, "Text"]
    at: str
    hits: Sequence[Hit]
    has_more: bool


def panel_for(note: BackgroundNote, query: QueryDict, rows: Sequence[ParagraphRow]) -> Panel:
    """`rows` are the paragraphs that one can choose from; the first text is meant if none is."""
    words, place = query.get("q", "").strip(), query.get("in") or CONTRIBUTIONS
    known = places()
    if place not in known or len(words) > LONGEST_WORDS:
        raise BadRequest
    texts = [row.key for row in rows if not row.is_heading]
    at = query.get("at", "")
    if at not in texts:
        at = texts[0] if texts else ""
    cited = _cited(note)
    found: Found = find(place=place, words=words, note=note, cited=set(cited))
    hits = [Hit(one, at in cited.get(one.ref, ())) for one in found.sources]
    return Panel(words, place, known, at, hits, found.has_more)


def _cited(note: BackgroundNote) -> Mapping[Ref, set[str]]:
    """By the source the keys of the paragraphs that cite it."""
    cited: dict[Ref, set[str]] = {}
    live = note.paragraphs.filter(removed_at=None).values("key")
    for one in citations_in(note).filter(source_part__in=live).select_related("target_type"):
        cited.setdefault(Ref.cited_by(one), set()).add(one.source_part)
    return cited


def address_of(query: QueryDict) -> str:
    """What was searched for, to come back to."""
    kept = QueryDict(mutable=True)
    for word in WORDS:
        if said := query.get(word):
            kept[word] = said
    return f"?{kept.urlencode()}" if kept else ""
