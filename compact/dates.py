"""Dates, spans and deadlines in the reader's words. CLDR knows how each language writes them."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_time, get_timezone_location
from babel.lists import format_list
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _


def locale() -> Locale:
    """CLDR's locale of the active language; the English of the United Nations is British."""
    return _locale_of(get_language() or "en")


@cache
def _locale_of(language: str) -> Locale:
    name = to_locale(language)
    return Locale.parse("en_GB" if name == "en" else name)


def day(value: date) -> str:
    """A day, and of a moment the day on the reader's clock."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_date(value, "long", locale=locale())


def moment(value: datetime) -> str:
    """A moment on the reader's clock."""
    return _clock(timezone.localtime(value))


def period(start: date, end: date) -> str:
    """A span of days: “17–20 May 2022”. A span of whole months names the months alone."""
    if start == end:
        return day(start)
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return _months(start, end)
    return format_interval(start, end, "yMMMMd", locale=locale())


def _months(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return format_date(start, "LLLL y", locale=locale())
    return format_interval(start, end, "yMMMM", locale=locale())


def years_before(moment: datetime, years: int) -> datetime:
    """The same day and time, years earlier; of 29 February the day before."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)


def span(start: datetime, end: datetime, zone: tzinfo | None = None) -> str:
    """From when to when on the clock of a zone, or else on the reader's."""
    first, last = (timezone.localtime(one, zone) for one in (start, end))
    if first.date() != last.date():
        return f"{_clock(first)} – {_clock(last)}"
    words = {
        "day": day(first.date()),
        "start": format_time(first.time(), "HH:mm", locale=locale()),
        "end": format_time(last.time(), "HH:mm", locale=locale()),
        "city": get_timezone_location(first.tzinfo, locale=locale(), return_city=True),
    }
    return _("%(day)s, %(start)s–%(end)s (%(city)s)") % words


def listed(words: Sequence[str]) -> str:
    """“4, 12 and 15”."""
    return format_list(words, locale=locale())


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as its zone states it, as the reader's clock shows it, and what is left."""

    at: datetime
    official: str
    own: str
    days_left: int

    @property
    def has_passed(self) -> bool:
        return self.at < timezone.now()


def deadline(at: datetime, zone: str) -> Deadline:
    official, own = at.astimezone(ZoneInfo(zone)), timezone.localtime(at)
    days_left = (official.date() - timezone.localdate(timezone=official.tzinfo)).days
    same_clock = official.utcoffset() == own.utcoffset()
    return Deadline(at, _clock(official), "" if same_clock else _clock(own), days_left)


def _clock(at: datetime) -> str:
    words = {
        "day": day(at.date()),
        "time": format_time(at.time(), "HH:mm", locale=locale()),
        "city": get_timezone_location(at.tzinfo, locale=locale(), return_city=True),
    }
    return _("%(day)s, %(time)s (%(city)s)") % words
