"""The facets of a room's published items, in memory: which item has which value, in which order."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import islice
from typing import NamedTuple

from django.db import connection

from publication.browsing.bitmaps import bitmap_of
from publication.browsing.folding import plain
from publication.browsing.orders import Order
from publication.models import ListedItem

Facets = Mapping[str, Sequence[str]]
Bits = Mapping[str, Mapping[str, int]]  # of each value of each facet
NEWEST = "SELECT max(change), max(number) FROM publication_listeditem WHERE room = %s"
CHUNK = 5000
MOST_COUNTED = 1000
STARTS = "starts"
# Titles that begin alike for longer than this are in the order of their listing.
TITLE = 60


class Row(NamedTuple):
    """What the catalogue reads of a listed item: `number` is its bit."""

    number: int
    change: int
    is_listed: bool
    facets: Facets
    published_at: datetime
    updated_at: datetime
    title: str
    code: str


ORDERINGS: Mapping[str, Callable[[Row], str]] = {
    "published": lambda row: row.published_at.isoformat(timespec="microseconds"),
    "updated": lambda row: row.updated_at.isoformat(timespec="microseconds"),
    "title": lambda row: plain(row.title)[:TITLE],
    "code": lambda row: row.code,
    # Of rooms whose items are held at a time.
    STARTS: lambda row: next(iter(row.facets.get(STARTS, ())), ""),
}


@dataclass(frozen=True)
class Snapshot:
    """All rows of one room as of a change number.

    Never changed once it is made: a page reads one from its first count to its last.
    """

    change: int = 0
    size: int = 0
    listed: int = 0
    bits: Bits = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    counted: dict[tuple[str, int], Mapping[str, int]] = field(default_factory=dict, compare=False)

    def having(self, facet: str, value: str) -> int:
        """The bitmap of the rows with this value."""
        return self.bits.get(facet, {}).get(value, 0)

    def counts(self, facet: str, found: int) -> Mapping[str, int]:
        """How many of the rows found have each value. Counted once for all who ask for the same."""
        kept = self.counted.get((facet, found))
        if kept is None:
            if len(self.counted) > MOST_COUNTED:
                self.counted.clear()
            bits = self.bits.get(facet, {})
            kept = {value: (found & bitmap).bit_count() for value, bitmap in bits.items()}
            self.counted[facet, found] = kept
        return kept

    def with_rows(self, rows: Sequence[Row]) -> "Snapshot":
        """The snapshot after these rows were written."""
        changed = bitmap_of(row.number for row in rows)
        shown = [row for row in rows if row.is_listed]
        return Snapshot(
            change=max(self.change, *(row.change for row in rows)),
            size=max(self.size, *(row.number + 1 for row in rows)),
            listed=self.listed & ~changed | bitmap_of(row.number for row in shown),
            bits=_merge(self.bits, changed, _bits_of(shown)),
            orders={
                name: self.orders.get(name, Order()).with_rows([(key(r), r.number) for r in rows])
                for name, key in ORDERINGS.items()
                if name != STARTS or STARTS in self.orders or any(STARTS in r.facets for r in rows)
            },
        )


def _bits_of(rows: Sequence[Row]) -> Bits:
    having: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for facet, values in row.facets.items():
            for value in values:
                having[facet][value].append(row.number)
    return {
        facet: {value: bitmap_of(numbers) for value, numbers in values.items()}
        for facet, values in having.items()
    }


def _merge(old: Bits, changed: int, new: Bits) -> Bits:
    """The bitmaps without the rows that have changed, and with what these have now."""
    return {
        facet: values
        for facet in old.keys() | new.keys()
        if (values := dict(_merged(old.get(facet, {}), changed, new.get(facet, {}))))
    }


def _merged(
    old: Mapping[str, int], changed: int, new: Mapping[str, int]
) -> Iterator[tuple[str, int]]:
    for value in old.keys() | new.keys():
        bitmap = old.get(value, 0) & ~changed | new.get(value, 0)
        if bitmap:
            yield value, bitmap


class Catalogue:
    """The newest snapshot of a room that this process has read."""

    def __init__(self, room: str) -> None:
        self.room = room
        self._rows = ListedItem.objects.filter(room=room)
        self._snapshot = Snapshot()
        self._lock = threading.Lock()

    def catch_up(self) -> Snapshot:
        """The rows as they are now; one cheap look at the database if nothing has changed."""
        if self._newest() != (self._snapshot.change, self._snapshot.size):
            with self._lock:
                self._read()
        return self._snapshot

    def _newest(self) -> tuple[int, int]:
        """The last change, and how many rows there are; every page asks, so in plain SQL."""
        with connection.cursor() as cursor:
            cursor.execute(NEWEST, [self.room])
            change, number = cursor.fetchone()
        return (0, 0) if change is None else (change, number + 1)

    def _read(self) -> None:
        change, size = self._newest()
        snapshot = self._snapshot
        if change < snapshot.change or size < snapshot.size:
            snapshot = Snapshot()  # the database was restored, or is another one
        newer = self._rows.filter(change__gt=snapshot.change).values_list(*Row._fields)
        for rows in _in_chunks(Row(*row) for row in newer.iterator(chunk_size=CHUNK)):
            snapshot = snapshot.with_rows(rows)
        self._snapshot = snapshot


def _in_chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


@cache
def _catalogue_of(room: str) -> Catalogue:
    return Catalogue(room)


def forget_catalogues() -> None:
    """Read everything anew: for tests, in which one process meets many databases."""
    _catalogue_of.cache_clear()


def snapshot_of(room: str) -> Snapshot:
    """The room as it is now.

    What a transaction sees of its own may never be committed, so it is read for it alone.
    """
    catalogue = Catalogue(room) if connection.in_atomic_block else _catalogue_of(room)
    return catalogue.catch_up()
