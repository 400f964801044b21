"""Published pledges as cards on other pages: the newest of an objective, a country, a forum."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from pledges.choices import Stage
from publication.browsing import labels
from publication.browsing.catalogue import Snapshot, snapshot_of
from publication.browsing.labels import labels_of
from publication.models import ListedItem

ROOM = "pledges"


@dataclass(frozen=True)
class Card:
    """What a card shows of a listed pledge."""

    row: ListedItem

    @property
    def href(self) -> str:
        return reverse("pledges:detail", args=[self.row.code])

    @property
    def objectives(self) -> list[int]:
        return [int(number) for number in self.row.facets.get("objective", [])]

    @property
    def maker(self) -> str:
        """A State by its name in the reader's language."""
        state = self.row.card.get("state", "")
        return labels_of(labels.countries).get(state) or str(self.row.card.get("maker", ""))

    @property
    def stage(self) -> "str | Promise":
        return Stage(self.row.facets["stage"][0]).label


@dataclass(frozen=True)
class Newest:
    """How many there are, the first of them, and the address of the list of them all."""

    count: int
    cards: list[Card]
    address: str


def newest(size: int, **facets: str) -> Newest:
    """Of the published pledges with these values: `newest(3, objective="5")`."""
    snapshot = snapshot_of(ROOM)
    having = (snapshot.having(name, value) for name, value in facets.items())
    found = reduce(and_, having, snapshot.listed)
    cards = cards_of(list(islice(in_order(snapshot, found), size)))
    query = f"?{urlencode(facets)}" if facets else ""
    return Newest(found.bit_count(), cards, reverse("pledges:list") + query)


def in_order(snapshot: Snapshot, found: int) -> Iterator[int]:
    """The numbers of the rows found, the newest first."""
    order = snapshot.orders.get("published")
    keys = order.walk(found, down=True) if order else iter(())
    return (number for _key, number in keys)


def card_of(item_id: int) -> Card | None:
    """The card of one published pledge; None if it is not listed yet."""
    rows = ListedItem.objects.filter(room=ROOM, item_id=item_id, is_listed=True)
    row = rows.defer("vector", "text").first()
    return Card(row) if row else None


def cards_of(numbers: Sequence[int]) -> list[Card]:
    """In this order; one that has just gone is left out."""
    rows = ListedItem.objects.filter(room=ROOM, number__in=numbers, is_listed=True)
    by_number = {row.number: row for row in rows.defer("vector", "text")}
    return [Card(by_number[number]) for number in numbers if number in by_number]
