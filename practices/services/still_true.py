"""The yearly answer: a practice is still true, or it is archived."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from practices.models import Practice
from practices.rules import is_author
from practices.services.errors import NotAllowedError, PracticeError
from practices.still_true import last_heard
from publication.choices import State
from publication.moves import make_move, show_as_it_is
from stakeholders.models import User


class AnsweredMeanwhileError(PracticeError):
    """Somebody has answered since the question was asked."""


@transaction.atomic
def say_still_true(*, practice: Practice, by: User, asked_of: datetime | None = None) -> Practice:
    """Its people say that it is still true; everybody reads when.

    `asked_of` is when that had last been said when the question was asked.
    """
    held = _held(practice, by, asked_of)
    held.confirmed_at = timezone.now()
    held.save(update_fields=["confirmed_at"])
    show_as_it_is(held)
    return held


@transaction.atomic
def say_no_longer_true(
    *, practice: Practice, reason: str, by: User, asked_of: datetime | None = None
) -> Practice:
    """Archive it with the reason. Raises NotReadyError without one."""
    held = _held(practice, by, asked_of)
    make_move(held, "archive", by=by, note=reason)
    return held


def _held(practice: Practice, by: User, asked_of: datetime | None) -> Practice:
    """The practice as it is now, held until this is done, if the person may answer for it."""
    held = Practice.objects.select_for_update(of=["self"]).select_related("organisation")
    current = held.get(pk=practice.pk)
    if not is_author.test(by, current):
        raise NotAllowedError
    if current.state != State.PUBLISHED or asked_of not in {None, last_heard(current)}:
        raise AnsweredMeanwhileError
    return current
