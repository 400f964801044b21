"""Dates in the reader's words."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from compact import dates

DUE = datetime(2027, 3, 2, 4, 59, tzinfo=UTC)
NEW_YORK = "America/New_York"


def plain(text: str) -> str:
    """With the spaces of a typewriter in place of CLDR's thin ones."""
    return text.replace("\u2009", "").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "17–20 مايو 2022"),
        ("zh-hans", "2022年5月17日至20日"),
        ("en", "17–20 May 2022"),
        ("fr", "17–20 mai 2022"),
        ("ru", "17–20 мая 2022 г."),
        ("es", "17–20 de mayo de 2022"),
    ],
)
def test_each_language_writes_a_span_in_its_way(language: str, words: str) -> None:
    with override(language):
        span = dates.period(date(2022, 5, 17), date(2022, 5, 20))
    assert plain(span) == words


def test_one_day_is_one_day() -> None:
    assert dates.period(date(2022, 1, 24), date(2022, 1, 24)) == "24 January 2022"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2022, 3, 1), date(2022, 4, 30), "March–April 2022"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
    ],
)
def test_whole_months_are_named_as_months(start: date, end: date, words: str) -> None:
    """The roadmap gives some dates as months only, and no day is made up for them."""
    assert plain(dates.period(start, end)) == words


def test_a_moment_is_the_day_on_the_readers_clock() -> None:
    with timezone.override("Asia/Tokyo"):
        assert dates.day(datetime(2022, 1, 24, 20, 0, tzinfo=UTC)) == "25 January 2022"
        assert dates.moment(DUE) == "2 March 2027, 13:59 (Tokyo)"


@time_machine.travel("2026-11-23T12:00:00Z", tick=False)
def test_a_deadline_names_its_zone_the_readers_time_and_the_days_left() -> None:
    with timezone.override("America/Costa_Rica"):
        due = dates.deadline(DUE, NEW_YORK)
    assert due.official == "1 March 2027, 23:59 (New York)"
    assert due.own == "1 March 2027, 22:59 (Costa Rica)"
    assert due.days_left == 98
    assert not due.has_passed


def test_a_reader_in_the_same_zone_sees_one_time() -> None:
    with timezone.override(NEW_YORK):
        assert dates.deadline(DUE, NEW_YORK).own == ""


@time_machine.travel("2027-03-02T05:00:00Z", tick=False)
def test_a_deadline_passes_to_the_minute() -> None:
    assert dates.deadline(DUE, NEW_YORK).has_passed


class TestSpansOfHours:
    START, END = datetime(2030, 2, 5, 14, tzinfo=UTC), datetime(2030, 2, 5, 16, 30, tzinfo=UTC)

    def test_within_a_day_it_names_the_day_once(self) -> None:
        words = dates.span(self.START, self.END, ZoneInfo("Europe/Zurich"))
        assert words == "5 February 2030, 15:00–17:30 (Zurich)"

    def test_over_midnight_it_names_both_days(self) -> None:
        words = dates.span(self.START, self.END, ZoneInfo("Asia/Tokyo"))
        assert words == "5 February 2030, 23:00 (Tokyo) – 6 February 2030, 01:30 (Tokyo)"

    def test_without_a_zone_it_is_on_the_readers_clock(self) -> None:
        with timezone.override(ZoneInfo(NEW_YORK)):
            assert dates.span(self.START, self.END) == "5 February 2030, 09:00–11:30 (New York)"

    def test_over_a_change_of_the_clock_it_says_what_clocks_show(self) -> None:
        start = datetime(2030, 3, 31, 0, 30, tzinfo=UTC)
        words = dates.span(start, start + timedelta(hours=1), ZoneInfo("Europe/Zurich"))
        assert words == "31 March 2030, 01:30–03:30 (Zurich)"
