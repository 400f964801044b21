"""Published pledges as cards on other pages: the newest of an objective, a country, a forum."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from pledges.choices import Stage
from publication.browsing.cards import Newest, RowCard, Values, in_order, newest_of, row_of, rows_of

__all__ = ["ROOM", "Card", "card_of", "cards_of", "in_order", "newest"]

ROOM = "pledges"


@dataclass(frozen=True)
class Card(RowCard):
    """What a card shows of a listed pledge."""

    @property
    def maker(self) -> str:
        return self.named("state", "maker")

    @property
    def stage(self) -> "str | Promise":
        return Stage(self.row.facets["stage"][0]).label


def newest(size: int, **facets: Values) -> Newest[Card]:
    """Of the published pledges with these values: `newest(3, objective="5")`."""
    return newest_of(ROOM, size, Card, **facets)


def card_of(item_id: int) -> Card | None:
    """The card of one published pledge; None if it is not listed yet."""
    row = row_of(ROOM, item_id)
    return Card(row) if row else None


def cards_of(numbers: Sequence[int]) -> list[Card]:
    """In this order; one that has just gone is left out."""
    return [Card(row) for row in rows_of(ROOM, numbers)]
