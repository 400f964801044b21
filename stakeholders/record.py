"""The record: Postgres triggers keep every version of a row and who made it, and protect it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, TypeVar

import pghistory
from django.db import connection, models

if TYPE_CHECKING:
    from stakeholders.models import User

TrackedModel = TypeVar("TrackedModel", bound=type[models.Model])


def kept_for_good(model: TrackedModel) -> TrackedModel:
    """Keep each version of the model's rows in an append-only table, beside who acted and why."""
    tracked: TrackedModel = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        # Inside the event and not in a table of its own, so that it is as unchangeable.
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(null=True),
    )(model)
    return tracked


_said: ContextVar[dict[str, object] | None] = ContextVar("who acts, and how", default=None)


@contextmanager
def acting(by: "User | None", verb: str) -> Iterator[None]:
    """Write into the record who acts and how. The name is kept as text: it outlives the person.

    It ends with the block: what is written after it, in the same transaction too, says what stood
    before. (The library leaves its settings until the transaction ends.)
    """
    outer = _said.get()
    said: dict[str, object] = {"user": by.pk if by else None, "name": str(by or ""), "verb": verb}
    token = _said.set(said)
    try:
        with pghistory.context(**said) as current:
            yield
            current.metadata.update(outer or {})
        if outer is None:
            _forget()
    finally:
        _said.reset(token)


def _forget() -> None:
    """Take the settings back. A transaction that fails takes them back by itself."""
    if connection.in_atomic_block and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('pghistory.context_id', '', true),"
                " set_config('pghistory.context_metadata', '', true)"
            )
