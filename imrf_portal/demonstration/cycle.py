"""The forum of 2030, opened for reviews relative to the day of the first load."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from compact.models import Cycle, Milestone
from compact.reference.toml_tables import in_languages
from imrf_portal.demonstration.states import BEING_PREPARED
from imrf_portal.demonstration.words import DIRECTORY

OPEN_SINCE, OPEN_FOR = timedelta(days=60), timedelta(days=158)
MORNING, LAST_MINUTE = time(9), time(23, 59, 59)


def open_for_reviews(now: datetime) -> None:
    """Open the cycle sixty days ago, unless it has been opened before."""
    cycle = Cycle.objects.select_for_update().get(pk=BEING_PREPARED)
    if cycle.reviews_open_at is not None:
        return
    opened = now.astimezone(cycle.zone).date() - OPEN_SINCE
    cycle.reviews_open_at = datetime.combine(opened, MORNING, tzinfo=cycle.zone)
    if cycle.reviews_due_at is None:
        cycle.reviews_due_at = datetime.combine(opened + OPEN_FOR, LAST_MINUTE, tzinfo=cycle.zone)
    cycle.save(update_fields=["reviews_open_at", "reviews_due_at"])
    Milestone.objects.bulk_create(_milestones(cycle, opened))


def _milestones(cycle: Cycle, opened: date) -> Iterator[Milestone]:
    texts: dict[str, Any] = tomllib.loads(
        (DIRECTORY / "milestones.toml").read_text(encoding="utf-8")
    )
    for row in texts["milestone"]:
        starts_on = opened + timedelta(row["day"])
        yield Milestone(
            key=row["key"],
            cycle=cycle,
            kind=row["kind"],
            starts_on=starts_on,
            ends_on=starts_on + timedelta(row.get("lasts", 0)),
            source="Demonstration",
            **in_languages("title", row["title"]),
            **in_languages("note", texts["note"]),
        )
