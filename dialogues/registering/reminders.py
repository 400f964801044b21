"""Reminders of a session: a day and an hour before, to each who comes, made up when missed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from dialogues.choices import RegistrationState
from dialogues.models import Registration, Session
from dialogues.registering.telling import DAY_BEFORE, HOUR_BEFORE, notice_to
from dialogues.registering.tokens import CONFIRM_WITHIN
from notices.models import Notice
from notices.services import queue_all

# How long before, the nearest first.
BEFORE = ((timedelta(hours=1), HOUR_BEFORE), (timedelta(days=1), DAY_BEFORE))
FORGOTTEN_AFTER = CONFIRM_WITHIN + timedelta(days=4)


def remind(now: datetime) -> int:
    """Queue each reminder that should have been queued by now; return how many were new.

    Of two that are due only the nearer is sent. Who has registered since gets none of it: the
    confirmation said the same. A session that was moved is reminded of anew.
    """
    furthest = now + max(before for before, _kind in BEFORE)
    soon = Session.objects.published().filter(starts_at__gt=now, starts_at__lte=furthest)
    return sum(queue_all(_due(session, now)) for session in soon)


def _due(session: Session, now: datetime) -> Iterator[Notice]:
    starts_at = session.starts_at
    assert starts_at is not None  # noqa: S101  (asked for by the query)
    before, kind = next(one for one in BEFORE if starts_at - one[0] <= now)
    coming = session.registrations.filter(
        state=RegistrationState.PLACED, placed_at__lt=starts_at - before
    )
    for registration in coming.select_related("user"):
        registration.session = session
        yield notice_to(registration, kind, starts_at.isoformat())


@transaction.atomic
def forget_unconfirmed(now: datetime) -> int:
    """An address that nobody confirmed is not kept, least of all where it was not theirs."""
    asked = Q(state=RegistrationState.ASKED, asked_at__lt=now - FORGOTTEN_AFTER)
    refused = Q(state=RegistrationState.CANCELLED, since=None)
    return Registration.objects.filter(asked | refused).delete()[0]
