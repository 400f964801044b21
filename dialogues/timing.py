"""When a session is held: on the clock of its own zone, and on the reader's."""

from dataclasses import dataclass
from datetime import datetime

from babel.dates import get_timezone_location
from django.utils import timezone

from compact import dates
from dialogues.models import Session


@dataclass(frozen=True)
class Timing:
    """`own` is blank where both clocks show the same."""

    start: datetime
    end: datetime
    zone: str
    city: str
    official: str
    own: str


def timing_of(session: Session) -> Timing | None:
    """None while it is not known."""
    start, end = session.starts_at, session.ends_at
    if start is None or end is None:
        return None
    there, here = start.astimezone(session.zone), timezone.localtime(start)
    own = "" if there.utcoffset() == here.utcoffset() else dates.span(start, end)
    official = dates.span(start, end, session.zone)
    city = get_timezone_location(session.zone, locale=dates.locale(), return_city=True)
    return Timing(start, end, session.time_zone, city, official, own)


def timing_in_words(session: Session) -> str:
    """For a mail: both clocks in a line."""
    timing = timing_of(session)
    if timing is None:
        return ""
    return f"{timing.official} = {timing.own}" if timing.own else timing.official
