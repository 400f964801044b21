"""How much a reviewer has taken this semester, of what they said they take at most."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from practices.models import Assignment, Reviewer
from practices.querysets import OPEN

SECOND_SEMESTER = 7


def semester_began(now: datetime) -> datetime:
    """The first of January or of July, in the zone of the portal."""
    local = timezone.localtime(now, timezone.get_default_timezone())
    month = SECOND_SEMESTER if local.month >= SECOND_SEMESTER else 1
    return local.replace(month=month, day=1, hour=0, minute=0, second=0, microsecond=0)


def loads_of(reviewers: Collection[Reviewer], now: datetime) -> Mapping[int, int]:
    """How many reviews each has taken: those asked for this semester, and older ones still open."""
    counted = Q(invited_at__gte=semester_began(now)) | Q(state__in=OPEN)
    taken = Assignment.objects.taken().filter(counted, reviewer__in=[one.pk for one in reviewers])
    counts = dict(taken.values_list("reviewer").annotate(count=Count("pk")).order_by())
    return {one.pk: counts.get(one.pk, 0) for one in reviewers}


def is_away(reviewer: Reviewer, first: date, last: date) -> bool:
    """Has an absence that falls into these days; reads the absences prefetched where they are."""
    return any(
        absence.starts_on <= last and absence.ends_on >= first
        for absence in reviewer.absences.all()
    )
