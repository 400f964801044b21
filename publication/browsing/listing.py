"""A room's list, narrowed: how many, which ones, and what each further choice would leave."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language

from publication.browsing.bitmaps import union
from publication.browsing.catalogue import Catalogue, SortKey, catalogue_of
from publication.browsing.facets import Choice, Facet, read_choice
from publication.browsing.search import matching_ids

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the exports: its heading, and its value of one item as text or number."""

    name: str
    value: Callable[[Any], object]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """How a room is browsed. `items` gives the items of these numbers, with what a card shows."""

    room: str
    title: "Text"
    facets: tuple[Facet, ...]
    items: Callable[[list[int]], QuerySet[Any]]
    columns: tuple[Column, ...]
    orderings: Mapping[str, "Text"]
    address: Callable[[], str]

    @property
    def catalogue(self) -> Catalogue:
        return catalogue_of(self.room).catch_up()


@dataclass(frozen=True)
class Option:
    """A value of a facet, and how many there would be with it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Chip:
    """What the list is narrowed to, and the address of the list without it."""

    label: str
    href: str


class Narrowing:
    """One query over one listing, read against the catalogue as it is now."""

    def __init__(self, listing: Listing, query: QueryDict) -> None:
        self.listing = listing
        self.query = query
        self.labels = {facet.name: facet.labels() for facet in listing.facets}
        self.choice: Choice = read_choice(query, listing.facets, self.labels, listing.orderings)
        self.catalogue = listing.catalogue

    @cached_property
    def _matched(self) -> int:
        """What the search words leave, before any facet."""
        if not self.choice.words:
            return self.catalogue.everything
        language = get_language() or "en"
        found = matching_ids(self.listing.room, self.choice.words, language)
        return self.catalogue.bitmap_of_rows(found)

    def _with(self, leaving_out: str = "") -> int:
        chosen = (
            union(self.catalogue.having(name, value) for value in values)
            for name, values in self.choice.values.items()
            if name != leaving_out
        )
        return reduce(and_, chosen, self._matched)

    @cached_property
    def found(self) -> int:
        """The bitmap of what is shown."""
        return self._with()

    @property
    def count(self) -> int:
        return self.found.bit_count()

    @cached_property
    def options(self) -> dict[str, list[Option]]:
        """Each facet's values with the count that tells before the click."""
        return {facet.name: self._options(facet) for facet in self.listing.facets}

    def _options(self, facet: Facet) -> list[Option]:
        chosen = self.choice.values.get(facet.name, [])
        left = self._with(leaving_out=facet.name) if chosen else self.found
        having = self.catalogue.having
        return [
            Option(value, label, (left & having(facet.name, value)).bit_count(), value in chosen)
            for value, label in self.labels[facet.name].items()
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        chips = [
            Chip(self.labels[name][value], f"?{self.address_without(name, value)}")
            for name, values in self.choice.values.items()
            for value in values
        ]
        if self.choice.words:
            chips.append(Chip(f"“{self.choice.words}”", f"?{self.address_without('q')}"))
        return chips

    def address_without(self, name: str, value: str = "") -> str:
        query = self.query.copy()
        for word in ("after", "before", "format"):
            query.pop(word, None)
        left = [v for v in query.getlist(name) if value and v != value]
        query.setlist(name, left)
        return query.urlencode()

    def page(
        self, size: int, after: SortKey | None = None, before: SortKey | None = None
    ) -> list[SortKey]:
        ordering = self.choice.ordering
        return self.catalogue.page(self.found, ordering, after=after, before=before, size=size)

    def items(self, keys: list[SortKey]) -> list[Any]:
        """The items of these keys, in their order; one that has just gone is left out."""
        numbers = self.catalogue.item_ids(keys)
        found = {item.pk: item for item in self.listing.items(numbers)}
        return [found[number] for number in numbers if number in found]
