"""The thematic calls of the demonstration; the standing call comes from the reference data."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from compact.models import Cycle
from compact.reference.toml_tables import in_languages
from imrf_portal.demonstration.practices.stories import STANDING
from imrf_portal.demonstration.practices.times import Window, windows
from imrf_portal.demonstration.practices.words import read
from imrf_portal.demonstration.states import BEING_PREPARED
from imrf_portal.demonstration.times import DAY
from practices.models import Call, CallExtension, Criterion
from stakeholders.models import User

MORNING, LAST_MINUTE = time(8), time(23, 59, 59)
# In the demonstration the standing call has stood since practices were first submitted to it.
STOOD_SINCE = datetime.combine(date(2021, 6, 1), MORNING, tzinfo=UTC)
PUBLISHED_BEFORE = 7 * DAY
REASON = "Many who wish to answer are busy with the drought; their offices asked for more time."


def write(today: date, by: User) -> Mapping[str, Call]:
    """All calls by their code. One that exists is left as the Secretariat has it."""
    standing = Call.objects.filter(is_standing=True, opens_at__gt=STOOD_SINCE)
    standing.update(opens_at=STOOD_SINCE, published_at=STOOD_SINCE)
    present = set(Call.objects.values_list("code", flat=True))
    for row in read("calls")["call"]:
        if row["key"] not in present:
            _write(row, windows(today)[row["key"]], today, by)
    calls = {call.code: call for call in Call.objects.prefetch_related("criteria")}
    found = next(call for call in calls.values() if call.is_standing)
    return {**calls, STANDING: found}


def _write(row: Mapping[str, Any], window: Window, today: date, by: User) -> None:
    opens_at = datetime.combine(window.opens, MORNING, tzinfo=UTC)
    due_at = _last_minute(window.last)
    is_over = window.last < today
    call = Call.objects.create(
        code=row["key"],
        cycle=Cycle.objects.get(pk=_forum(window)),
        opens_at=opens_at,
        published_at=opens_at - PUBLISHED_BEFORE,
        due_at=due_at,
        closed_at=due_at + DAY if is_over else None,
        mode=row["mode"],
        is_demonstration=True,
        **in_languages("title", row["title"]),
        **in_languages("introduction", row["introduction"]),
    )
    call.criteria.set(Criterion.objects.filter(is_standard=True))
    call.objectives.set(row["objectives"])
    if window.extended:
        CallExtension.objects.create(
            call=call,
            due_before=_last_minute(window.due),
            due_after=due_at,
            reason=REASON,
            at=datetime.combine(window.due - 4 * DAY, MORNING, tzinfo=UTC),
            by=by,
        )


def _forum(window: Window) -> int:
    return 2026 if window.last < date(2026, 1, 1) else BEING_PREPARED


def _last_minute(day: date) -> datetime:
    return datetime.combine(day, LAST_MINUTE, tzinfo=UTC)
