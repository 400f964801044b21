"""Suspected duplicates: how alike two pledges are, and where."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db.models import Q, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pledges.models import Pledge
from publication.browsing.folding import fold
from publication.browsing.search import matching_numbers
from publication.choices import State
from publication.models import ListedItem

# Sequences of three words: enough that two of them in common are no accident.
SHINGLE = 3
FEWEST_PER_CENT = 30
MOST_SUSPECTS = 5
MOST_CANDIDATES = 100
PHRASES = 12
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Suspect:
    pledge: Pledge
    per_cent: int


def suspects(pledge: Pledge) -> list[Suspect]:
    """Pledges much like this one, the likest first. Drafts are nobody's business."""
    own = shingles(_text(pledge))
    found = (Suspect(other, likeness(own, shingles(_text(other)))) for other in _candidates(pledge))
    like = [suspect for suspect in found if suspect.per_cent >= FEWEST_PER_CENT]
    return sorted(like, key=lambda suspect: -suspect.per_cent)[:MOST_SUSPECTS]


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(_WORD.findall(fold(text))))


def likeness(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> int:
    """How much of both is in both, in per cent."""
    return 100 * len(a & b) // max(len(a | b), 1)


def likeness_of(a: Pledge, b: Pledge) -> int:
    return likeness(shingles(_text(a)), shingles(_text(b)))


def mark_common(a: str, b: str) -> tuple[SafeString, SafeString]:
    """Both texts, with every run of words that is in both marked."""
    words = [list(_WORD.finditer(text)) for text in (a, b)]
    x, y = ([fold(word.group()).strip() for word in some] for some in words)
    blocks = SequenceMatcher(None, x, y, autojunk=False).get_matching_blocks()
    long = [block for block in blocks if block.size >= SHINGLE]
    return (
        _marked(a, [_span(words[0], block.a, block.size) for block in long]),
        _marked(b, [_span(words[1], block.b, block.size) for block in long]),
    )


def _span(words: list[re.Match[str]], at: int, size: int) -> tuple[int, int]:
    return words[at].start(), words[at + size - 1].end()


def _marked(text: str, spans: list[tuple[int, int]]) -> SafeString:
    parts, at = [], 0
    for start, end in spans:
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part is escaped


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, 1))]


def _text(pledge: Pledge) -> str:
    return f"{pledge.title}\n{pledge.description}"


def _candidates(pledge: Pledge) -> "QuerySet[Pledge]":
    """Of the same makers, waiting like this one, or with some of its phrases."""
    handed_in = Pledge.objects.exclude(state=State.DRAFT).exclude(pk=pledge.pk)
    waiting = Pledge.objects.waiting_on_secretariat().values("pk")
    near = Q(organisation=pledge.organisation_id) | Q(pk__in=waiting[:MOST_CANDIDATES])
    found = handed_in.filter(near | Q(pk__in=_with_its_phrases(pledge)))
    return found.select_related("organisation__country")[: 5 * MOST_CANDIDATES]


def _with_its_phrases(pledge: Pledge) -> list[int]:
    """Published pledges in which phrases of this one stand: a few are enough to find one by."""
    runs = _runs(_WORD.findall(_text(pledge)))
    step = len(runs) // PHRASES + 1
    words = " OR ".join(f'"{" ".join(run)}"' for run in runs[::step] if len(run) == SHINGLE)
    numbers = matching_numbers("pledges", words, pledge.language)[:MOST_CANDIDATES]
    listed = ListedItem.objects.filter(room="pledges", number__in=numbers)
    return list(listed.values_list("item_id", flat=True))
