"""Reads over countries, Champions and cycles."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from compact.models import Champion, Country, Cycle


class CountryQuerySet(models.QuerySet["Country"]):
    def in_order(self) -> "CountryQuerySet":
        """By name, as the reader's language sorts it (modeltranslation picks the column)."""
        return self.order_by("sort_key")


class ChampionQuerySet(models.QuerySet["Champion"]):
    def on(self, day: date) -> "ChampionQuerySet":
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        )


class CycleQuerySet(models.QuerySet["Cycle"]):
    def open_for_reviews(self, now: datetime) -> "CycleQuerySet":
        """Cycles in which a State may begin a review: opened, and not past a closing date."""
        return self.filter(reviews_open_at__lte=now).filter(
            Q(reviews_due_at__isnull=True)
            | Q(deadline_policy="soft", forum_ends_on__gte=now.date())
            | Q(deadline_policy="soft", forum_ends_on__isnull=True)
            | Q(reviews_due_at__gte=now)
        )

    def with_deadline(self) -> "CycleQuerySet":
        return self.filter(reviews_due_at__isnull=False)

    def next_forum(self, today: date) -> "Cycle | None":
        """The forum that is being prepared or held, or else the last one."""
        upcoming = self.filter(Q(forum_ends_on__gte=today) | Q(forum_ends_on__isnull=True))
        return upcoming.order_by("year").first() or self.order_by("-year").first()
