"""The one function that moves, and the one module that writes a state."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from notices.models import Notice
from notices.services import queue_all
from publication import rooms
from publication.browsing.listed import show, show_many
from publication.choices import State
from publication.models import Publishable, StateChange
from publication.workflow import Attempt, Move, Problems
from stakeholders.models import User

PORTAL = "IMRF Portal"
# What waits to be listed, of each room; None where it is listed at once.
Waiting = dict[str, list[int]]
_waiting: ContextVar[Waiting | None] = ContextVar("waiting to be listed", default=None)


class MoveError(Exception):
    """The move was not made, and nothing was written."""


class NotAllowedError(MoveError):
    """This person may not make this move."""


class AlreadyMovedError(MoveError):
    """The item is not, or no longer, in the state that the move starts from."""

    def __init__(self, last: StateChange | None) -> None:
        super().__init__("The item has moved in the meantime.")
        self.last = last


class NotReadyError(MoveError):
    """Something is missing; `problems` says what."""

    def __init__(self, problems: Problems) -> None:
        self.problems = [str(problem) for problem in problems]
        super().__init__(" ".join(self.problems))


def make_move(
    item: Publishable,
    name: str,
    *,
    by: User | None,
    note: str = "",
    publish_at: datetime | None = None,
    declared: bool = False,
) -> StateChange:
    """Make the move, record it and queue its notices, in one transaction. `by=None` is the portal.

    Raises UnknownMoveError, NotAllowedError, AlreadyMovedError or NotReadyError, and then
    nothing is written. The item passed in is refreshed.
    """
    attempt = Attempt(
        by=by, now=timezone.now(), note=note.strip(), publish_at=publish_at, declared=declared
    )
    room = rooms.of(item)
    with transaction.atomic():
        # Locked, so that what `ready` reads and what the snapshot keeps is what gets moved.
        current = room.model._default_manager.select_for_update().get(pk=item.pk)
        move = room.workflow.find(name, current.state)
        _check(move, current, attempt)
        _write_state(current, move, attempt)
        change = _record(room, current, move, attempt)
        if room.follow_up is not None:
            room.follow_up(current, move, attempt)
        show_as_it_is(current)
        queue_all(_notices(room, current, move, change))
    item.refresh_from_db()
    return change


def _check(move: Move, item: Publishable, attempt: Attempt) -> None:
    if not move.may.test(attempt.by, item):
        raise NotAllowedError(move.name)
    if item.state != move.source:
        raise AlreadyMovedError(StateChange.objects.of(item).last())
    problems = list(move.ready(item, attempt))
    if problems:
        raise NotReadyError(problems)


def _write_state(item: Publishable, move: Move, attempt: Attempt) -> None:
    publish_at = attempt.publish_at if move.asks_time else None
    values: dict[str, Any] = {"state": move.target, "publish_at": publish_at}
    if move.hands_in:
        values["submitted_at"] = attempt.now
    # What is corrected, or comes back from the archive, was published when it was.
    if move.target == State.PUBLISHED and move.source not in {State.PUBLISHED, State.ARCHIVED}:
        values["published_at"] = attempt.now
    manager = type(item)._default_manager
    if manager.filter(pk=item.pk, state=move.source).update(**values) != 1:
        raise AlreadyMovedError(StateChange.objects.of(item).last())
    item.refresh_from_db()


def show_as_it_is(item: Publishable) -> None:
    """Bring what is browsed up to date with the item, in the transaction that changes it."""
    room, waiting = rooms.of(item), _waiting.get()
    if room.listing is None:
        return
    if waiting is None:
        show(room.listing, [item.pk])
    else:
        waiting[room.name].append(item.pk)


@contextmanager
def showing_at_the_end() -> Iterator[None]:
    """One transaction in which what is published or changed is listed at its end, all at once.

    For work on many items: an item alone costs as much as a hundred together. Within another
    block like it, it is listed at the end of that one.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: Waiting = defaultdict(list)
    with transaction.atomic():
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        for name, item_ids in waiting.items():
            listing = rooms.named(name).listing
            if listing is not None:
                show_many(listing, item_ids)


def _record(room: rooms.Room, item: Publishable, move: Move, attempt: Attempt) -> StateChange:
    content = room.content(item) if move.keeps_content else None
    last = StateChange.objects.of(item).aggregate(last=Max("sequence"))["last"] or 0
    return StateChange.objects.create(
        item_type=ContentType.objects.get_for_model(item),
        item_id=item.pk,
        item_code=item.code,
        sequence=last + 1,
        move=move.name,
        from_state=move.source,
        to_state=move.target,
        by=attempt.by,
        by_name=str(attempt.by or PORTAL),
        note=attempt.note,
        at=attempt.now,
        content=content,
        digest=digest_of(content) if content is not None else "",
    )


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content as canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _notices(room: rooms.Room, item: Publishable, move: Move, change: StateChange) -> list[Notice]:
    item_type = ContentType.objects.get_for_model(item)
    return [
        Notice(
            key=f"{room.name}.{move.slug}.{audience.value}:{change.pk}:{person.pk}",
            kind=f"{room.name}.{move.slug}.{audience.value}",
            recipient=person,
            item_type=item_type,
            item_id=str(item.pk),
            context={"by": change.by_name, "note": change.note, "at": change.at.isoformat()},
        )
        for audience in move.tells
        for person in room.audiences[audience](item)
    ]
