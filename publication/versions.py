"""The versions of a published item: each what was published under a number."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.db.models.fields.json import KeyTransform

from publication.choices import State
from publication.models import Publishable, StateChange


@dataclass(frozen=True)
class Version:
    """What was published under a number, until it was superseded."""

    number: int
    change: StateChange
    superseded: "Version | None" = None

    @property
    def content(self) -> Mapping[str, Any]:
        return self.change.content or {}

    @property
    def part(self) -> Any:
        """What lies at the place in the content that was asked for."""
        return cast("Any", self.change).part

    @property
    def note(self) -> str:
        """What was corrected and why; notes of other moves are for those who wrote it."""
        return self.change.note if self.change.move == "correct" else ""


def versions_of(item: Publishable, *, part: Sequence[str] = ()) -> list[Version]:
    """The newest first, each knowing the one that came after it.

    With `part`, the way to a place in the content, that alone is read of it.
    """
    changes = StateChange.objects.of(item).filter(to_state=State.PUBLISHED, content__isnull=False)
    if part:
        changes = changes.defer("content").annotate(part=_at(part))
    return _numbered(changes)


def versions_of_each(items: Collection[Publishable]) -> Mapping[int, list[Version]]:
    """Of several items of one room, by primary key, in one query. Content is read when asked for.

    An item that was never published is left out.
    """
    changes = StateChange.objects.filter(
        item_type__in=ContentType.objects.get_for_models(*map(type, items)).values(),
        item_id__in=[item.pk for item in items],
        to_state=State.PUBLISHED,
        content__isnull=False,
    )
    in_order = changes.order_by("item_id", "sequence").defer("content")
    return {pk: _numbered(some) for pk, some in groupby(in_order, attrgetter("item_id"))}


def _numbered(changes: Iterable[StateChange]) -> list[Version]:
    versions: list[Version] = []
    numbered = list(enumerate(changes, 1))
    for number, change in reversed(numbered):
        versions.append(Version(number, change, versions[-1] if versions else None))
    return versions


def _at(part: Sequence[str]) -> F | KeyTransform:
    place: F | KeyTransform = F("content")
    for key in part:
        place = KeyTransform(key, place)
    return place
