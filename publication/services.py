"""Verbs of citation, and the publication of what is due."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import transaction
from django.db.models import Model

from publication import rooms
from publication.models import Citation, Publishable
from publication.moves import AlreadyMovedError, NotReadyError, make_move
from stakeholders.models import User


class CannotCiteError(ValueError):
    """There is no published item of that code, or it is the citing item itself."""


@transaction.atomic
def cite(*, source: Publishable, part: str, code: str, by: User) -> Citation:
    """Let a part of an item cite the published item of this code. Citing twice changes nothing."""
    target = rooms.find_published(code.strip())
    if target is None or target == source:
        raise CannotCiteError(code)
    return cite_thing(source=source, part=part, target=target, by=by)


def cite_thing(
    *, source: Publishable, part: str, target: Model, target_part: str = "", by: User
) -> Citation:
    """Let a part of an item cite a thing, or a part of it. Whether it may be read, the caller asks.

    Citing twice changes nothing.
    """
    citation, _new = Citation.objects.get_or_create(
        source_type=ContentType.objects.get_for_model(source),
        source_id=source.pk,
        source_part=part,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        target_part=target_part,
        defaults={"by": by},
    )
    return citation


@transaction.atomic
def uncite(*, source: Publishable, parts: list[str], number: int) -> None:
    """Take the citation of this number away, if it stands in one of these parts of the item."""
    Citation.objects.filter(
        pk=number,
        source_type=ContentType.objects.get_for_model(source),
        source_id=source.pk,
        source_part__in=parts,
    ).delete()


def citations_from(source: Publishable) -> list[Citation]:
    """What the item cites, as far as everybody can still read it."""
    found = Citation.objects.filter(
        source_type=ContentType.objects.get_for_model(source), source_id=source.pk
    ).prefetch_related(_with_names("target"))
    return [citation for citation in found if citation.target and citation.target.is_readable]


def citations_of(target: Publishable) -> list[Citation]:
    """Where the item is cited, by what is published: while it is revised, by the version before."""
    found = Citation.objects.filter(
        target_type=ContentType.objects.get_for_model(target), target_id=target.pk
    ).prefetch_related(_with_names("source"))
    published = [one for one in found if one.source and one.source.is_published]
    asked = (room.cites_in_force for room in rooms.every_room() if room.cites_in_force)
    return [*published, *(citation for ask in asked for citation in ask(target))]


def _with_names(end: str) -> "GenericPrefetch[Any]":
    return GenericPrefetch(end, [room.items.with_names() for room in rooms.every_room()])


def release_due(now: datetime) -> int:
    """Publish what was scheduled for a time that has come, in every room. Safe to run twice."""
    released = 0
    for room in rooms.every_room():
        for item in room.items.due_for_publication(now):
            try:
                make_move(item, "release", by=None)
            except (AlreadyMovedError, NotReadyError):
                continue  # another worker was quicker, or it was held back or put off just now
            released += 1
    return released
