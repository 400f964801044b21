"""Two values of a facet side by side: two countries, two forums."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from publication.browsing.charts import WHOLE
from publication.browsing.facets import Facet, RefusedError, one_of
from publication.browsing.labels import labels_of
from publication.browsing.listing import Narrowing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True, slots=True)
class Line:
    """A value, and how many each side has of it; `widths` are of a hundred."""

    value: str
    label: str
    counts: tuple[int, int]
    widths: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    facet: Facet
    lines: list[Line]


@dataclass(frozen=True)
class Side:
    """One of the two: its items, and the list of them."""

    value: str
    label: str
    found: int
    href: str

    @property
    def count(self) -> int:
        return self.found.bit_count()


class Comparison:
    """What a query compares: `by` a facet, `a` and `b`. Raises RefusedError."""

    def __init__(self, narrowing: Narrowing, by: Sequence[str], facets: Sequence[str]) -> None:
        listing, query = narrowing.listing, narrowing.query
        known: Mapping[str, Text] = {name: listing.facet(name).legend for name in by}
        self.narrowing = narrowing
        self.by = listing.facet(one_of(query, "by", _("Compare"), known) or by[0])
        self.values = labels_of(self.by.labels)
        self.a, self.b = (one_of(query, side, self.by.legend, self.values) for side in "ab")
        if self.a and self.a == self.b:
            raise RefusedError(_("Choose two different ones."))
        self.facets = [listing.facet(name) for name in facets if name != self.by.name]

    @property
    def is_complete(self) -> bool:
        return bool(self.a and self.b)

    @cached_property
    def sides(self) -> tuple[Side, Side]:
        return self._side(self.a), self._side(self.b)

    def _side(self, value: str) -> Side:
        narrowing = self.narrowing
        found = narrowing.found & narrowing.snapshot.having(self.by.name, value)
        address = narrowing.listing.address + narrowing.address_of_choice(**{self.by.name: value})
        return Side(value, self.values[value], found, address)

    @cached_property
    def tables(self) -> list[Table]:
        """Of each facet, the values that either side has."""
        return [Table(facet, self._lines(facet)) for facet in self.facets]

    def _lines(self, facet: Facet) -> list[Line]:
        one, other = (self.narrowing.snapshot.counts(facet.name, s.found) for s in self.sides)
        pairs = {v: (one.get(v, 0), other.get(v, 0)) for v in labels_of(facet.labels)}
        most = max((max(pair) for pair in pairs.values()), default=0) or 1
        return [
            Line(value, label, pairs[value], _widths(*pairs[value], most))
            for value, label in labels_of(facet.labels).items()
            if any(pairs[value])
        ]

    def cells(self) -> Iterator[Sequence[object]]:
        """The tables as one, to download."""
        yield "facet", "value", "label", self.a, self.b
        yield "", "", _("All"), *(side.count for side in self.sides)
        for table in self.tables:
            for line in table.lines:
                yield table.facet.name, line.value, line.label, *line.counts


def _widths(one: int, other: int, most: int) -> tuple[int, int]:
    return -(-one * WHOLE // most), -(-other * WHOLE // most)
