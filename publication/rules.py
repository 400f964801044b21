"""Predicates and checks that the rooms' tables share."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from publication.workflow import Attempt, Problems
from stakeholders.models import User

FURTHEST = timedelta(days=366)


@predicate
def is_portal(user: User | None, _item: Any = None) -> bool:
    """The portal itself: a job of the schedule, acting for nobody."""
    return user is None


def has_note(_item: Any, attempt: Attempt) -> Problems:
    """The person said why."""
    if not attempt.note.strip():
        yield _("Say why, in the note.")


def has_declaration(_item: Any, attempt: Attempt) -> Problems:
    """The person ticked the declaration of the move."""
    if not attempt.declared:
        yield _("Tick the declaration.")


def has_time_to_come(_item: Any, attempt: Attempt) -> Problems:
    """A time of publication is given, and it lies in the future."""
    if attempt.publish_at is None:
        yield _("Give the date and time of publication.")
    elif attempt.publish_at <= attempt.now:
        yield _("The time of publication must lie in the future.")
    elif attempt.publish_at > attempt.now + FURTHEST:
        yield _("The time of publication must lie within a year.")


def time_has_come(item: Any, attempt: Attempt) -> Problems:
    """The time set for publication has come."""
    if item.publish_at is None or item.publish_at > attempt.now:
        yield _("It is not yet time to publish.")
