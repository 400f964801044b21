"""A list to be tried: organisations stand in for what a room publishes.

`thing("A title", colour=["red"])` lists one; `say` lists it otherwise, `take_away` withdraws it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from publication.browsing.facets import Facet
from publication.browsing.listed import Entry, show, show_all
from publication.browsing.listing import Column, Listing, Narrowing
from publication.models import ListedItem
from stakeholders.models import Organisation
from tests.factories.stakeholders import OrganisationFactory, stakeholder_type

# Marks what is published of the organisations that stand in.
PUBLISHED = "https://published.example"
START = datetime(2026, 1, 1, tzinfo=UTC)
COLOURS = {"red": "Red", "green": "Green", "blue": "<Blue>"}
SIZES = {"small": "Small", "large": "Large"}

said: dict[int, Entry] = {}


def published() -> "QuerySet[Organisation]":
    return Organisation.objects.filter(website=PUBLISHED)


LISTING = Listing(
    room="pledges",
    title="Things",
    published=published,
    entry=lambda organisation: said[organisation.pk],
    facets=(
        Facet(name="colour", legend="Colour", labels=lambda: COLOURS, is_long=True),
        Facet(name="size", legend="Size", labels=lambda: SIZES),
    ),
    columns=(
        Column(name="number", value=lambda organisation: organisation.pk),
        Column(name="title", value=lambda organisation: said[organisation.pk].title),
        Column(name="text", value=lambda organisation: said[organisation.pk].text),
    ),
    orderings={
        "-published": "Newest first",
        "published": "Oldest first",
        "-updated": "Latest news first",
        "title": "By title",
        "-title": "By title, backwards",
        "code": "By code",
    },
)


def thing(
    title: str = "A thing",
    *,
    text: str = "",
    also: str = "",
    language: str = "en",
    day: int | None = None,
    **facets: Sequence[str],
) -> int:
    """List a new thing; give its number back. Without a day, each is a day younger."""
    organisation: Organisation = OrganisationFactory(website=PUBLISHED)
    at = START + timedelta(days=len(said) if day is None else day)
    said[organisation.pk] = Entry(
        code=f"THG-{organisation.pk}",
        title=title,
        text=text,
        also=also,
        language=language,
        facets=facets,
        published_at=at,
        updated_at=at,
    )
    show(LISTING, [organisation.pk])
    return organisation.pk


def many(count: int) -> None:
    """List so many things at once."""
    kind = stakeholder_type("civil-society")
    made = Organisation.objects.bulk_create(
        Organisation(name=f"Of many {len(said) + number}", type=kind, website=PUBLISHED)
        for number in range(count)
    )
    for number, organisation in enumerate(made):
        at = START + timedelta(minutes=number)
        said[organisation.pk] = Entry(
            code=f"THG-{organisation.pk}",
            title=f"Thing {number}",
            text="A text of some length. " * 20,
            language="en",
            facets={"size": ["small"]},
            published_at=at,
            updated_at=at,
        )
    list_anew()


def say(pk: int, **changes: Any) -> None:
    said[pk] = replace(said[pk], **changes)
    show(LISTING, [pk])


def take_away(pk: int) -> None:
    withdraw_unseen(pk)
    show(LISTING, [pk])


def withdraw_unseen(pk: int) -> None:
    """As `take_away`, but the list is not told of it."""
    del said[pk]
    Organisation.objects.filter(pk=pk).update(website="")


def put_back(pk: int, entry: Entry) -> None:
    Organisation.objects.filter(pk=pk).update(website=PUBLISHED)
    said[pk] = entry
    show(LISTING, [pk])


def list_anew() -> int:
    return show_all(LISTING)


def narrowed(query: str = "") -> Narrowing:
    return Narrowing(LISTING, QueryDict(query))


def titles(query: str = "") -> list[str]:
    """What a query shows, all pages of it."""
    narrowing = narrowed(query)
    return [row.title for row in narrowing.rows([number for _key, number in narrowing.walk()])]


def counts(query: str = "") -> Mapping[str, Mapping[str, int]]:
    """What the panel tells, without the noughts."""
    narrowing = narrowed(query)
    return {
        facet.name: {o.value: o.count for o in narrowing.options(facet) if o.count}
        for facet in LISTING.facets
    }


def row_of(pk: int) -> ListedItem:
    return ListedItem.objects.get(room="pledges", item_id=pk)
