"""Writing the rows that are browsed, in the transaction that publishes, changes or withdraws."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from publication.browsing.search import vector_of
from publication.models import ListedItem

# Any fixed number: it makes those who write listed items wait for each other.
LOCK = 7_201_806
CHUNK = 500
# What is written anew of a row that is there already.
WRITTEN = [
    field.name
    for field in ListedItem._meta.concrete_fields
    if field.name not in {"id", "room", "item_id", "number"}
]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a room says of one of its items to those who browse.

    `text` is searched, and the passage that matches is shown; `also` is searched alone, say names
    in other languages. `card` is what a card shows besides: codes and words, never a contact.
    """

    code: str
    title: str
    language: str
    text: str
    also: str = ""
    facets: Mapping[str, Sequence[str]]
    card: Mapping[str, Any] = field(default_factory=dict)
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a room lists: its published items, with all that `entry` reads of each."""

    room: str
    published: Callable[[], "QuerySet[Any]"]
    entry: Callable[[Any], Entry]


@transaction.atomic
def show(source: Source, item_ids: Sequence[int]) -> None:
    """List these items as they are now, and those that are not published no longer."""
    # Waited for before anything is read: of two changes at once the second lists both.
    change = next_change(source.room)
    entries = {item.pk: source.entry(item) for item in source.published().filter(pk__in=item_ids)}
    rows = ListedItem.objects.filter(room=source.room)
    number = _numbers(rows, list(entries))
    ListedItem.objects.bulk_create(
        [_row(source.room, number[pk], change, pk, entry) for pk, entry in entries.items()],
        update_conflicts=True,
        unique_fields=["room", "item_id"],
        update_fields=WRITTEN,
    )
    gone = rows.filter(item_id__in=set(item_ids) - entries.keys(), is_listed=True)
    gone.update(is_listed=False, facets={}, card={}, text="", vector=None, change=change)


def show_many(source: Source, item_ids: Iterable[int]) -> int:
    """List these items as they are now, some at a time. Returns how many there are."""
    shown = 0
    for some in _in_chunks(iter(item_ids)):
        show(source, some)
        shown += len(some)
    return shown


def show_all(source: Source) -> int:
    """List all published items of a room anew, and nothing else. Returns how many there are."""
    published = source.published().order_by("pk").values_list("pk", flat=True)
    listed = ListedItem.objects.filter(room=source.room, is_listed=True)
    gone = listed.exclude(item_id__in=published).values_list("item_id", flat=True)
    shown = show_many(source, published)
    show(source, list(gone))
    return shown


def next_change(room: str) -> int:
    """The number of this change, by the clock, so that none ever comes back.

    The lock makes the numbers commit in their order.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    newest = ListedItem.objects.filter(room=room).aggregate(newest=Max("change"))["newest"] or 0
    return max(int(newest) + 1, time.time_ns() // 1000)


def _numbers(rows: "QuerySet[ListedItem]", item_ids: list[int]) -> dict[int, int]:
    """The number of each item: the one that it has, or the next that is free."""
    known = dict(rows.filter(item_id__in=item_ids).values_list("item_id", "number"))
    newest = rows.aggregate(newest=Max("number"))["newest"]
    free = 0 if newest is None else newest + 1
    new = [pk for pk in item_ids if pk not in known]
    return known | {pk: number for number, pk in enumerate(new, start=free)}


def _row(room: str, number: int, change: int, pk: int, entry: Entry) -> ListedItem:
    facets = {name: list(values) for name, values in entry.facets.items() if values}
    facets["month"] = [f"{entry.published_at.astimezone(UTC):%Y-%m}"]
    return ListedItem(
        room=room,
        number=number,
        item_id=pk,
        code=entry.code,
        title=entry.title,
        language=entry.language,
        published_at=entry.published_at,
        updated_at=entry.updated_at,
        facets=facets,
        card=dict(entry.card),
        text=entry.text,
        vector=vector_of(f"{entry.title}\n{entry.text}", entry.also, entry.language),
        change=change,
    )


def _in_chunks(numbers: Iterator[int]) -> Iterator[list[int]]:
    while chunk := list(islice(numbers, CHUNK)):
        yield chunk
