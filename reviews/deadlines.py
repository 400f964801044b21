"""Until when a State may hand in: the forum's date, or that of the extension it was granted."""

from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from compact.models import Country, Cycle
from reviews.models import Extension


def extended_until(country: Country | str, cycle: Cycle) -> datetime | None:
    """The latest moment that was granted to the State."""
    granted = Extension.objects.filter(country=country, cycle=cycle, granted_until__isnull=False)
    latest: datetime | None = granted.aggregate(latest=Max("granted_until"))["latest"]
    return latest


def due_at(country: Country | str, cycle: Cycle) -> datetime | None:
    """As `Review.due_at`, for a State that may not have begun one."""
    return later_of(cycle, extended_until(country, cycle))


def later_of(cycle: Cycle, extended: datetime | None) -> datetime | None:
    if cycle.reviews_due_at is None:
        return None
    return max(cycle.reviews_due_at, extended) if extended else cycle.reviews_due_at


def cycles_open_to(country: Country | str, now: datetime) -> "QuerySet[Cycle]":
    """The forums for which the State may begin a review: open to all, or still open to it."""
    open_to_all = Cycle.objects.open_for_reviews(now).values("pk")
    return Cycle.objects.filter(Q(pk__in=open_to_all) | _extended(now, country=country))


def cycles_with_deadline_ahead(now: datetime) -> "QuerySet[Cycle]":
    """The forums for which somebody may still hand in, by a date."""
    open_to_all = Cycle.objects.open_for_reviews(now).values("pk")
    return Cycle.objects.with_deadline().filter(Q(pk__in=open_to_all) | _extended(now))


def _extended(now: datetime, **of_whom: Country | str) -> Exists:
    running = Extension.objects.filter(cycle=OuterRef("pk"), granted_until__gte=now, **of_whom)
    return Exists(running.order_by())
