"""Reads over countries, Champions, cycles and the seating of objectives at round tables."""

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.db.models import DateField, F, Func, Q, Value
from django.db.models.functions import Cast

from compact.choices import DeadlinePolicy

if TYPE_CHECKING:
    from compact.models import Champion, Country, Cycle, RoundTableObjective


class CountryQuerySet(models.QuerySet["Country"]):
    def in_order(self) -> "CountryQuerySet":
        """By name, as the reader's language sorts it (modeltranslation picks the column)."""
        return self.order_by("sort_key")

    def in_regions(self, *codes: str) -> "CountryQuerySet":
        """Countries in any of the regions, each once though it lies in two of them."""
        return self.filter(regions__in=codes).distinct()


class ChampionQuerySet(models.QuerySet["Champion"]):
    def on(self, day: date) -> "ChampionQuerySet":
        """Champions of that day. An unknown start is long ago, an unknown end still to come."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day)
        )


class CycleQuerySet(models.QuerySet["Cycle"]):
    def open_for_reviews(self, now: datetime) -> "CycleQuerySet":
        """Cycles in which a State may begin a review: opened, and not past a closing date.

        After a preferred date, or where no date is set, the cycle stays open until its forum ends.
        """
        day_there = Cast(Func(F("time_zone"), Value(now), function="timezone"), DateField())
        forum_not_over = Q(forum_ends_on__isnull=True) | Q(forum_ends_on__gte=F("day_there"))
        outlasts_its_date = Q(deadline_policy=DeadlinePolicy.SOFT) | Q(reviews_due_at__isnull=True)
        return self.alias(day_there=day_there).filter(
            Q(reviews_due_at__gte=now) | (outlasts_its_date & forum_not_over),
            reviews_open_at__lte=now,
        )

    def with_deadline(self) -> "CycleQuerySet":
        return self.filter(reviews_due_at__isnull=False)

    def next_forum(self, today: date) -> "Cycle | None":
        """The forum that is being prepared or held, or else the last one."""
        undated = Q(forum_ends_on__isnull=True, year__gte=today.year)
        upcoming = self.filter(Q(forum_ends_on__gte=today) | undated)
        return upcoming.order_by("year").first() or self.order_by("-year").first()


class Seat(NamedTuple):
    """Where an objective is taken up at a forum."""

    round_table: int
    cross_cutting: bool


class RoundTableObjectiveQuerySet(models.QuerySet["RoundTableObjective"]):
    def seating(self, year: int) -> dict[int, Seat]:
        """The seat of each objective at the forum of that year, in one query.

        One that is listed at one table and cross-cutting at another sits where it is listed.
        """
        links = self.filter(round_table__cycle=year).order_by(
            "-cross_cutting", "-round_table__number"
        )
        rows = links.values_list("objective_id", "round_table__number", "cross_cutting")
        return {objective: Seat(table, cross_cutting) for objective, table, cross_cutting in rows}
