"""Listed items on pages other than their list: the newest of an objective, a country, a forum."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice
from operator import and_
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.browsing import labels
from publication.browsing.bitmaps import union
from publication.browsing.catalogue import Snapshot, snapshot_of
from publication.browsing.labels import labels_of
from publication.models import ListedItem

C = TypeVar("C")
Values = str | Sequence[str]


@dataclass(frozen=True)
class RowCard:
    """What a card shows of a listed item of any room."""

    row: ListedItem

    @property
    def href(self) -> str:
        return reverse(f"{self.row.room}:detail", args=[self.row.code])

    @property
    def objectives(self) -> list[int]:
        return [int(number) for number in self.row.facets.get("objective", [])]

    @property
    def other_language(self) -> str:
        """The language of the item in words, where it is not the reader's."""
        if self.row.language == get_language():
            return ""
        return _("In %(language)s") % {"language": labels_of(labels.languages)[self.row.language]}

    @property
    def language_attributes(self) -> SafeString:
        return attributes_in(self.row.language)

    def named(self, state: str, name: str) -> str:
        """A State by its name in the reader's language, anybody else by the name on the card."""
        card = self.row.card
        return labels_of(labels.countries).get(card.get(state, "")) or str(card.get(name, ""))


def attributes_in(language: str) -> SafeString:
    """Of what is not in the reader's language."""
    if language == get_language():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, "rtl" if language == "ar" else "ltr")


@dataclass(frozen=True)
class Newest(Generic[C]):
    """How many there are, the first of them, and the address of the list of them all."""

    count: int
    cards: list[C]
    address: str


def newest_of(
    room: str,
    size: int,
    card: Callable[[ListedItem], C],
    order: str = "published",
    /,
    **facets: Values,
) -> Newest[C]:
    """Of what a room has published with these values: `newest_of("pledges", 3, …)`.

    Of several values of one facet, any will do, as in the list. `order` says what is the newest.
    """
    snapshot = snapshot_of(room)
    found = found_in(snapshot, **facets)
    rows = rows_of(room, list(islice(in_order(snapshot, found, order), size)))
    query = f"?{urlencode(facets, doseq=True)}" if facets else ""
    cards = [card(row) for row in rows]
    return Newest(found.bit_count(), cards, reverse(f"{room}:list") + query)


def found_in(snapshot: Snapshot, **facets: Values) -> int:
    """The bitmap of what is listed with these values."""
    having = (
        union(snapshot.having(name, value) for value in _several(values))
        for name, values in facets.items()
    )
    return reduce(and_, having, snapshot.listed)


def _several(values: Values) -> Sequence[str]:
    return [values] if isinstance(values, str) else values


def in_order(snapshot: Snapshot, found: int, name: str = "published") -> Iterator[int]:
    """The numbers of the rows found, the newest first."""
    order = snapshot.orders.get(name)
    keys = order.walk(found, down=True) if order else iter(())
    return (number for _key, number in keys)


def row_of(room: str, item_id: int) -> ListedItem | None:
    """Of one published item; None if it is not listed."""
    return _listed(room).filter(item_id=item_id).first()


def rows_of(room: str, numbers: Sequence[int]) -> list[ListedItem]:
    """In this order; one that has just gone is left out."""
    by_number = {row.number: row for row in _listed(room).filter(number__in=numbers)}
    return [by_number[number] for number in numbers if number in by_number]


def _listed(room: str) -> QuerySet[ListedItem]:
    rows = ListedItem.objects.filter(room=room, is_listed=True)
    return rows.defer("vector", "text")
