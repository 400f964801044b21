"""The facets of a room's published items, in memory: which item has which value, in which order."""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.db.models import Max

from publication.browsing.bitmaps import BitmapBuilder, has, numbers_in, to_bytes
from publication.models import ListedItem

SortKey = tuple[str, int]  # what it is sorted by, then the row's number, so that no two are equal
Facets = Mapping[str, list[str]]

ORDERINGS: dict[str, Callable[[ListedItem], str]] = {
    "published": lambda row: row.published_at.isoformat(),
    "updated": lambda row: row.updated_at.isoformat(),
    "title": lambda row: row.title.casefold(),
    "code": lambda row: row.code,
}
# Fewer results than one in this many are sorted by themselves; more are picked off the whole order.
SPARSE = 50


@dataclass
class Row:
    """What the catalogue knows of one listed item: `slot` is its bit."""

    slot: int
    item_id: int
    facets: Facets
    keys: dict[str, str]


@dataclass
class Catalogue:
    """All listed items of one room, as of change number `change`."""

    room: str
    change: int = 0
    rows: dict[int, Row] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    listed: BitmapBuilder = field(default_factory=BitmapBuilder)
    bits: dict[tuple[str, str], BitmapBuilder] = field(default_factory=dict)
    orders: dict[str, list[SortKey]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def catch_up(self) -> "Catalogue":
        """Read what has changed since; one cheap look at the database if nothing has."""
        newest = ListedItem.objects.filter(room=self.room).aggregate(m=Max("change"))["m"] or 0
        if newest != self.change:
            with self.lock:
                self._read(newest)
        return self

    def _read(self, newest: int) -> None:
        if newest < self.change:  # another database, or one that was restored
            self.__init__(self.room)  # type: ignore[misc]
        changed = ListedItem.objects.filter(
            room=self.room, change__gt=self.change, change__lte=newest
        ).defer("text", "vector")
        for item in changed.iterator(chunk_size=5000):
            self._take(item)
        self.orders = {
            name: sorted((row.keys[name], number) for number, row in self.rows.items())
            for name in ORDERINGS
        }
        self.change = newest

    def _take(self, item: ListedItem) -> None:
        known = self.rows.get(item.pk)
        slot = known.slot if known else len(self.numbers)
        if known is None:
            self.numbers.append(item.pk)
        else:
            self._drop_bits(known)
        facets: Facets = item.facets if item.is_listed else {}
        keys = {name: key(item) for name, key in ORDERINGS.items()}
        self.rows[item.pk] = Row(slot, item.item_id, facets, keys)
        if item.is_listed:
            self.listed.set(slot)
        for name, values in facets.items():
            for value in values:
                self.bits.setdefault((name, value), BitmapBuilder()).set(slot)

    def _drop_bits(self, row: Row) -> None:
        if has(to_bytes(self.listed.bitmap), row.slot):
            self.listed.clear(row.slot)
        for name, values in row.facets.items():
            for value in values:
                self.bits[name, value].clear(row.slot)

    @property
    def everything(self) -> int:
        return self.listed.bitmap

    def having(self, facet: str, value: str) -> int:
        """The bitmap of the items with this value."""
        found = self.bits.get((facet, value))
        return found.bitmap if found else 0

    def bitmap_of_rows(self, numbers: Iterable[int]) -> int:
        """The bitmap of these row numbers, as far as they are listed."""
        builder = BitmapBuilder()
        for number in numbers:
            row = self.rows.get(number)
            if row is not None:
                builder.set(row.slot)
        return builder.bitmap & self.everything

    def page(
        self,
        found: int,
        ordering: str,
        *,
        after: SortKey | None = None,
        before: SortKey | None = None,
        size: int,
    ) -> list[SortKey]:
        """At most `size` keys of the found items, from just after (or just before) a key.

        An ordering with a minus goes down. Where the key itself has gone, its place still holds.
        """
        keys = self._in_order(found, ordering.removeprefix("-"))
        forwards = before is None
        mark = after or before
        step = 1 if forwards != ordering.startswith("-") else -1
        if mark is None:
            start = 0 if step > 0 else len(keys) - 1
        else:
            start = bisect_right(keys, mark) if step > 0 else bisect_left(keys, mark) - 1
        picked = self._pick(keys, range(start, len(keys) if step > 0 else -1, step), found, size)
        return picked if forwards else picked[::-1]

    def _pick(self, keys: list[SortKey], places: range, found: int, size: int) -> list[SortKey]:
        packed = to_bytes(found)
        picked: list[SortKey] = []
        for place in places:
            if has(packed, self.rows[keys[place][1]].slot):
                picked.append(keys[place])
                if len(picked) == size:
                    break
        return picked

    def _in_order(self, found: int, name: str) -> list[SortKey]:
        if found.bit_count() * SPARSE > len(self.numbers):
            return self.orders.get(name, [])
        rows = (self.numbers[slot] for slot in numbers_in(found))
        return sorted((self.rows[number].keys[name], number) for number in rows)

    def item_ids(self, keys: Iterable[SortKey]) -> list[int]:
        return [self.rows[number].item_id for _key, number in keys]


@cache
def catalogue_of(room: str) -> Catalogue:
    """The one catalogue of a room in this process; ask it to `catch_up` before it is read."""
    return Catalogue(room)
