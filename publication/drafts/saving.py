"""A draft is saved at the revision that the writer has seen, or not at all."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise

from publication.choices import State
from publication.models import Publishable
from stakeholders.models import User

Item = TypeVar("Item", bound=Publishable)
Problem = tuple[str, "str | Promise"]  # the field of the form, and what is wrong with it


class DraftError(Exception):
    """It was not saved, and nothing was written."""


class StaleSaveError(DraftError):
    """Another saved in between; what was typed is not written over it."""


class ClosedDraftError(DraftError):
    """It is no longer in a state in which it is written."""


class IncompleteError(DraftError):
    """What was published may not be made incomplete; `problems` says what would be missing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(str(words) for _name, words in problems))
        self.problems = problems


def claim(item: Item, *, base: int, states: Collection[State], by: User) -> Item:
    """The item, locked, at its next revision; refused if another saved or moved it.

    Call it in the transaction of the save. For items with `revision`, `saved_at` and `saved_by`.
    """
    written = type(item)._default_manager.filter(pk=item.pk, state__in=states)
    seen = written.filter(revision=base)
    if seen.update(revision=F("revision") + 1, saved_at=timezone.now(), saved_by=by) != 1:
        raise StaleSaveError if written.exists() else ClosedDraftError
    whole = type(item)._default_manager.all()
    if hasattr(type(item), "organisation"):
        whole = whole.select_related("organisation")
    current: Item = whole.get(pk=item.pk)
    return current
