"""Writing the rows that are browsed, in the transaction that publishes, changes or withdraws."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Max

from publication.browsing.search import vector_of
from publication.models import ListedItem

# Any fixed number: it makes those who write listed items wait for each other.
LOCK = 7_201_806


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a room says of one of its items to those who browse: text as one may search it."""

    code: str
    title: str
    language: str
    text: str
    facets: Mapping[str, list[str]]
    published_at: datetime
    updated_at: datetime


@transaction.atomic
def list_item(room: str, item_id: int, entry: Entry) -> None:
    """List the item, or what has changed of it."""
    values = {
        "code": entry.code,
        "title": entry.title,
        "language": entry.language,
        "published_at": entry.published_at,
        "updated_at": entry.updated_at,
        "facets": {name: list(values) for name, values in entry.facets.items() if values},
        "text": entry.text,
        "is_listed": True,
        "change": _next_change(),
    }
    row, _new = ListedItem.objects.update_or_create(room=room, item_id=item_id, defaults=values)
    vector = vector_of(entry.title, entry.text, entry.language)
    ListedItem.objects.filter(pk=row.pk).update(vector=vector)


@transaction.atomic
def unlist_item(room: str, item_id: int) -> None:
    """Take the item out of every list."""
    ListedItem.objects.filter(room=room, item_id=item_id).update(
        is_listed=False, facets={}, text="", vector=None, change=_next_change()
    )


def _next_change() -> int:
    """The number of this change; the lock makes numbers commit in their order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    newest = ListedItem.objects.aggregate(newest=Max("change"))["newest"] or 0
    return int(newest) + 1
