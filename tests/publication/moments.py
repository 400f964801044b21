"""Moments around a noon, and attempts to move at that noon."""

from datetime import UTC, datetime, timedelta
from typing import Any

from publication.workflow import Attempt

NOON = datetime(2030, 2, 1, 12, tzinfo=UTC)


def later(**by: float) -> datetime:
    return NOON + timedelta(**(by or {"microseconds": 1}))


def earlier(**by: float) -> datetime:
    return NOON - timedelta(**(by or {"microseconds": 1}))


def attempt(**said: Any) -> Attempt:
    return Attempt(by=None, now=NOON, **said)
