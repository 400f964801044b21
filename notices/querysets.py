"""Reads over the outbox."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models

from notices.choices import NoticeState

if TYPE_CHECKING:
    from notices.models import Notice

STUCK_AFTER = timedelta(minutes=10)
WAITING_AFTER = timedelta(seconds=30)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def queued(self) -> "NoticeQuerySet":
        return self.filter(state=NoticeState.QUEUED)

    def overlooked(self, now: datetime) -> "NoticeQuerySet":
        """Queued, and nobody took it up: the broker was down, or the worker died."""
        return self.queued().filter(try_at__lte=now - WAITING_AFTER)

    def stuck(self, now: datetime) -> "NoticeQuerySet":
        """Claimed long ago, never marked sent: it may have left, so nobody sends it again."""
        return self.filter(state=NoticeState.SENDING, claimed_at__lte=now - STUCK_AFTER)

    def undecided(self, now: datetime) -> "NoticeQuerySet":
        """Failed or stuck: a person decides whether it is sent again. What is under way is not."""
        return self.filter(state=NoticeState.FAILED) | self.stuck(now)
