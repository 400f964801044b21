"""Needs and offers that may meet: by objective, country and kind of help, each with the reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from pledges.cards import Card, cards_of, in_order
from pledges.choices import Nature, Side
from publication.browsing import labels
from publication.browsing.bitmaps import union
from publication.browsing.catalogue import Snapshot
from publication.browsing.labels import Labels, labels_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

Facets = Mapping[str, Sequence[str]]

OTHER_SIDE = {Side.NEED: Side.OFFER, Side.OFFER: Side.NEED}
# What two may have in common, from what must be to what is good to have.
GROUNDS: Mapping[str, tuple["Text", Labels]] = {
    "objective": (_("Same objective"), labels.objectives),
    "country": (_("Same country"), labels.countries),
    "nature": (_("Same kind of help"), labels.of(Nature)),
}
MOST = 3


@dataclass(frozen=True)
class Reason:
    """What both have: the ground and the values in words."""

    ground: "Text"
    values: list[str]


@dataclass(frozen=True)
class Suggestion:
    card: Card
    reasons: list[Reason]


def suggestions_for(cards: Sequence[Card], snapshot: Snapshot) -> list[list[Suggestion]]:
    """For each card, at most a few of the other side, those with the most in common first."""
    numbers = [_numbers(snapshot, card.row.facets) for card in cards]
    wanted = sorted({number for some in numbers for number in some})
    found = {card.row.number: card for card in cards_of(wanted)}
    return [
        [Suggestion(found[n], _reasons(card, found[n])) for n in some if n in found]
        for card, some in zip(cards, numbers, strict=True)
    ]


def _numbers(snapshot: Snapshot, facets: Facets) -> list[int]:
    """The rows that share an objective; before others those that share more."""
    side = next(iter(facets.get("side", [])), "")
    if side not in OTHER_SIDE:
        return []
    pool = snapshot.having("side", OTHER_SIDE[Side(side)])
    same = {
        ground: pool & union(snapshot.having(ground, value) for value in facets.get(ground, []))
        for ground in GROUNDS
    }
    return list(islice(_by_rank(snapshot, same), MOST))


def _by_rank(snapshot: Snapshot, same: Mapping[str, int]) -> Iterator[int]:
    of_objective, of_country, of_nature = same["objective"], same["country"], same["nature"]
    rest = of_objective
    for rank in (of_country & of_nature, of_country, of_nature, of_objective):
        yield from in_order(snapshot, rest & rank)
        rest &= ~rank


def _reasons(card: Card, other: Card) -> list[Reason]:
    reasons = []
    for ground, (words, names) in GROUNDS.items():
        there = other.row.facets.get(ground, [])
        both = [value for value in card.row.facets.get(ground, []) if value in there]
        if both:
            reasons.append(Reason(words, [labels_of(names).get(v, v) for v in both]))
    return reasons
