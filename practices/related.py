"""Practices that are near to one: by objective, then by country, region, principle."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from practices.cards import Card, cards_of
from publication.browsing import labels
from publication.browsing.bitmaps import union
from publication.browsing.cards import in_order
from publication.browsing.catalogue import Snapshot
from publication.browsing.labels import Labels, labels_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# What two may have in common, each with the words that say so.
GROUNDS: Mapping[str, tuple["Text", Labels]] = {
    "objective": (_("Same objective"), labels.objectives),
    "country": (_("Same country"), labels.countries),
    "region": (_("Same region"), labels.regions),
    "principle": (_("Same guiding principle"), labels.principles),
}
MOST = 4


@dataclass(frozen=True)
class Reason:
    """What both have: the ground and the values in words."""

    ground: "Text"
    values: list[str]


@dataclass(frozen=True)
class Related:
    card: Card
    reasons: list[Reason]


def related_to(card: Card, snapshot: Snapshot) -> list[Related]:
    """A few of those that serve one of its objectives, those with the most in common first."""
    numbers = list(islice(_by_rank(card, snapshot), MOST))
    return [Related(other, list(_reasons(card, other))) for other in cards_of(numbers)]


def _by_rank(card: Card, snapshot: Snapshot) -> Iterator[int]:
    """The numbers of the rows: those that share its primary objective before all others."""
    same = {
        ground: union(snapshot.having(ground, v) for v in card.row.facets.get(ground, []))
        for ground in GROUNDS
    }
    country, region, principle = same["country"], same["region"], same["principle"]
    rest = same["objective"] & snapshot.listed & ~(1 << card.row.number)
    primary = snapshot.having("objective", str(card.row.card.get("primary") or ""))
    for aim in (primary, same["objective"]):
        for rank in (country & principle, country, region & principle, region, principle, aim):
            yield from in_order(snapshot, rest & aim & rank)
            rest &= ~(aim & rank)


def _reasons(card: Card, other: Card) -> Iterator[Reason]:
    shared = {ground: _both(card, other, ground) for ground in GROUNDS}
    if shared["country"]:
        shared["region"] = []  # a country says more
    for ground, values in shared.items():
        words, names = GROUNDS[ground]
        if values:
            yield Reason(words, [labels_of(names).get(value, value) for value in values])


def _both(card: Card, other: Card, ground: str) -> Sequence[str]:
    there = other.row.facets.get(ground, [])
    return [value for value in card.row.facets.get(ground, []) if value in there]
