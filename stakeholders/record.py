"""The record: Postgres triggers keep every version of a row and who made it, and protect it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import pghistory
from django.db import models

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


@contextmanager
def acting(by: "User | None", verb: str) -> Iterator[None]:
    """Write into the record who acts and how. The name is kept as text: it outlives the person."""
    with pghistory.context(user=by.pk if by else None, name=str(by or ""), verb=verb):
        yield
