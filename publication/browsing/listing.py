"""A room's list, narrowed: how many, which ones, and what each further choice would leave."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice
from operator import and_
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language

from publication.browsing.bitmaps import union
from publication.browsing.catalogue import Snapshot, snapshot_of
from publication.browsing.facets import SEARCH, Facet, read_choice
from publication.browsing.labels import labels_of
from publication.browsing.listed import Source
from publication.browsing.marking import NOTHING, Wanted
from publication.browsing.orders import SortKey
from publication.browsing.search import Match, match_as_of
from publication.models import ListedItem

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# So many items are read at once for an export.
CHUNK = 500
# Words of the address that are no choice: a place in the list, and how it is shown.
PASSING = ("after", "before", "page", "format", "chart", "reader")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of the exports: its heading, and its value of one item as text or number."""

    name: str
    value: Callable[[Any], object]


def own_title(row: ListedItem) -> str:
    return row.title


@dataclass(frozen=True, kw_only=True)
class Listing(Source):
    """How a room is browsed. `title_of` names a row in the reader's language.

    `exported` gives its published items with what the columns ask for, where that is less.
    """

    title: "Text"
    facets: tuple[Facet, ...]
    columns: tuple[Column, ...]
    exported: Callable[[], "QuerySet[Any]"] | None = None
    orderings: Mapping[str, "Text"]
    title_of: Callable[[ListedItem], str] = own_title

    @property
    def address(self) -> str:
        return reverse(f"{self.room}:list")

    def address_of(self, row: ListedItem) -> str:
        return reverse(f"{self.room}:detail", args=[row.code])

    def facet(self, name: str) -> Facet:
        """The facet of this name; KeyError if there is none."""
        return {facet.name: facet for facet in self.facets}[name]


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, and how many there would be with it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """What the list is narrowed to; the address of the list without it, and how many that has."""

    label: str
    href: str
    count: int


class Narrowing:
    """One query over one listing, read against the rows as they are now."""

    def __init__(self, listing: Listing, query: QueryDict) -> None:
        self.listing = listing
        self.query = query
        self.choice = read_choice(query, listing.facets, listing.orderings)
        self.language = get_language() or "en"
        self.snapshot: Snapshot = snapshot_of(listing.room)

    @cached_property
    def matched(self) -> int:
        """What the search words leave, before any facet."""
        if not self.choice.words:
            return self.snapshot.listed
        return self._match.found & self.snapshot.listed

    @cached_property
    def _match(self) -> Match:
        words, change = self.choice.words, self.snapshot.change
        return match_as_of(change, self.listing.room, words, self.language)

    @property
    def wanted(self) -> Wanted:
        """The words to mark in what was found."""
        return self._match.wanted if self.choice.words else NOTHING

    @cached_property
    def found(self) -> int:
        """The bitmap of what is shown."""
        return self._within(self.matched, self.choice.values)

    @property
    def count(self) -> int:
        return self.found.bit_count()

    def _within(self, matched: int, values: Mapping[str, Sequence[str]]) -> int:
        """Any of the values of each facet."""
        having = self.snapshot.having
        chosen = (union(having(name, value) for value in some) for name, some in values.items())
        return reduce(and_, chosen, matched)

    def _without(self, name: str, values: Sequence[str] = ()) -> int:
        """What there would be with these values of the facet alone, or with none."""
        others = {n: some for n, some in self.choice.values.items() if n != name}
        return self._within(self.matched, {**others, **({name: values} if values else {})})

    def options(self, facet: Facet) -> list[Option]:
        """The facet's values with the count that tells before the click."""
        chosen = self.choice.values.get(facet.name, [])
        left = self._without(facet.name) if chosen else self.found
        labels = self._labels(facet)
        counts = self.snapshot.counts(facet.name, left) if labels else {}
        return [
            Option(value, label, counts.get(value, 0), value in chosen)
            for value, label in labels.items()
        ]

    def _labels(self, facet: Facet) -> Mapping[str, str]:
        labels = labels_of(facet.labels)
        if not facet.within:
            return labels
        there = self.choice.values.get(facet.within, [])
        here = self.choice.values.get(facet.name, [])
        shown = (v for v in labels if v in here or facet.belongs_to(v) in there)
        return {value: labels[value] for value in shown}

    @cached_property
    def chips(self) -> list[Chip]:
        chips = [
            self._chip(name, value, labels_of(self.listing.facet(name).labels)[value])
            for name, values in self.choice.values.items()
            for value in values
        ]
        if self.choice.words:
            found = self._within(self.snapshot.listed, self.choice.values)
            label = f"“{self.choice.words}”"
            chips.append(Chip(label, self.address_without(SEARCH), found.bit_count()))
        return chips

    def _chip(self, name: str, value: str, label: str) -> Chip:
        left = [other for other in self.choice.values[name] if other != value]
        found = self._without(name, left)
        return Chip(label, self.address_without(name, value), found.bit_count())

    @property
    def relaxed(self) -> list[Chip]:
        """The chips without which there would be something, what gives the most first."""
        chips = sorted(self.chips, key=lambda chip: chip.count, reverse=True)
        return [chip for chip in chips if chip.count]

    @property
    def in_words(self) -> str:
        """“Pledges: 5 Regular pathways, Planning”."""
        chosen = ", ".join(chip.label for chip in self.chips)
        return f"{self.listing.title}: {chosen}" if chosen else str(self.listing.title)

    def address_without(self, name: str, value: str = "") -> str:
        """The address of the list without the value, or without the word at all."""
        query = self.passing_query()
        query.setlist(name, [v for v in query.getlist(name) if value and v != value])
        return f"?{query.urlencode()}"

    def address_with(self, **words: str) -> str:
        """The address of this same list, with other words besides."""
        query = self.passing_query()
        for word, value in words.items():
            query[word] = value
        return f"?{query.urlencode()}"

    def address_of_choice(self, **words: str) -> str:
        """The address of what was asked for, in one form, with other words in place of its own."""
        query = self.choice.query()
        for word, value in words.items():
            query[word] = value
        return f"?{query.urlencode()}" if query else ""

    def passing_query(self) -> QueryDict:
        """What was asked for, but for the place in the list, and for what was left blank."""
        query = QueryDict(mutable=True)
        for word, values in self.query.lists():
            said = [value for value in values if value]
            if said and word not in PASSING:
                query.setlist(word, said)
        return query

    def walk(
        self, after: SortKey | None = None, before: SortKey | None = None
    ) -> Iterator[SortKey]:
        """The keys of what is shown, in order from a place on; from `before` on, backwards."""
        ordering = self.choice.ordering
        order = self.snapshot.orders.get(ordering.removeprefix("-"))
        if order is None:  # nothing was ever listed
            return iter(())
        down = ordering.startswith("-") != bool(before)
        return order.walk(self.found, down=down, mark=after or before)

    def rows(self, numbers: Sequence[int]) -> list[ListedItem]:
        """The rows of these numbers, in their order; one that has just gone is left out."""
        rows = self._listed(numbers).defer("vector")
        by_number = {row.number: row for row in rows}
        return [by_number[number] for number in numbers if number in by_number]

    def items(self) -> Iterator[Any]:
        """The items themselves, all pages of them, some at a time."""
        published = self.listing.exported or self.listing.published
        keys = self.walk()
        while numbers := [number for _key, number in islice(keys, CHUNK)]:
            ids = dict(self._listed(numbers).values_list("number", "item_id"))
            items = published().in_bulk(ids.values())
            shown = (items.get(ids.get(number)) for number in numbers)
            yield from (item for item in shown if item is not None)

    def _listed(self, numbers: Sequence[int]) -> QuerySet[ListedItem]:
        room = self.listing.room
        return ListedItem.objects.filter(room=room, number__in=numbers, is_listed=True)
