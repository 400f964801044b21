"""Reads that are the same in every room."""

from datetime import datetime
from typing import Self, TypeVar

from django.db import models

from publication.choices import State

Item = TypeVar("Item", bound=models.Model)


class PublishableQuerySet(models.QuerySet[Item]):
    def with_names(self) -> Self:
        """With what `str()` of an item asks for; a room says so where that is more than the row."""
        return self

    def published(self) -> Self:
        """What everybody may see."""
        return self.filter(state=State.PUBLISHED)

    def due_for_publication(self, now: datetime) -> Self:
        return self.filter(state=State.SCHEDULED, publish_at__lte=now)

    def waiting_on_secretariat(self) -> Self:
        return self.filter(state__in=[State.SUBMITTED, State.UNDER_REVIEW, State.SCHEDULED])
