"""Reads over countries, Champions, cycles and seats."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from compact.choices import DeadlinePolicy
from compact.models import Champion, Country, Cycle, RoundTableObjective
from compact.querysets import Seat
from tests.factories.compact import (
    ChampionFactory,
    CountryFactory,
    CycleFactory,
    MilestoneFactory,
    RoundTableFactory,
)

pytestmark = pytest.mark.django_db
NEW_YORK = ZoneInfo("America/New_York")


def at(month: int, day: int, hour: int = 0, minute: int = 0, *, year: int = 2030) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=NEW_YORK)


def is_open(moment: datetime) -> bool:
    return Cycle.objects.open_for_reviews(moment).exists()


def test_reviews_open_at_their_time() -> None:
    CycleFactory(reviews_open_at=at(1, 1), reviews_due_at=at(3, 1))
    assert not is_open(at(12, 31, 23, 59, year=2029))
    assert is_open(at(1, 1))


def test_a_cycle_that_was_never_opened_is_closed() -> None:
    CycleFactory(closed=True)
    assert not is_open(at(2, 1))


def test_after_a_preferred_date_reviews_are_taken_until_the_forum_ends() -> None:
    cycle = CycleFactory(deadline_policy=DeadlinePolicy.SOFT, reviews_due_at=at(3, 1))
    assert is_open(at(4, 1))
    assert cycle.is_late(at(4, 1))
    assert is_open(at(5, 10, 23, 59))
    assert not is_open(at(5, 11))


def test_the_last_day_ends_at_midnight_where_the_deadline_is_kept() -> None:
    """At 23:00 in New York it is the next day in Greenwich, and the forum is not over."""
    CycleFactory(time_zone="America/New_York")
    assert is_open(datetime(2030, 5, 11, 3, 0, tzinfo=UTC))
    Cycle.objects.update(time_zone="Asia/Tokyo")
    assert not is_open(datetime(2030, 5, 10, 15, 0, tzinfo=UTC))


def test_after_a_closing_date_reviews_are_refused() -> None:
    CycleFactory(deadline_policy=DeadlinePolicy.HARD, reviews_due_at=at(3, 1))
    assert is_open(at(3, 1))
    assert not is_open(at(3, 1) + timedelta(seconds=1))


def test_without_a_date_reviews_are_taken_until_the_forum_ends() -> None:
    CycleFactory(deadline_policy=DeadlinePolicy.HARD, reviews_due_at=None)
    assert is_open(at(5, 10))
    assert not is_open(at(5, 11))
    assert not Cycle.objects.with_deadline().exists()


MOMENTS = st.integers(0, 364 * 24 * 60).map(lambda minutes: at(1, 1) + timedelta(minutes=minutes))
ZONES = st.sampled_from(["America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])


@st.composite
def cycles(draw: st.DrawFn) -> Cycle:
    ends = draw(st.none() | MOMENTS.map(lambda moment: moment.date()))
    opens = draw(st.none() | MOMENTS)
    wait = draw(st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=300)))
    return Cycle(
        year=2030,
        forum_starts_on=ends,
        forum_ends_on=ends,
        reviews_open_at=opens,
        reviews_due_at=opens + wait if opens and wait else None,
        deadline_policy=draw(st.sampled_from(DeadlinePolicy.values)),
        time_zone=draw(ZONES),
    )


class OneCycleAndTheQuery(TestCase):
    @settings(max_examples=150, deadline=None)
    @given(cycles(), MOMENTS)
    def test_agree_on_what_is_open(self, cycle: Cycle, now: datetime) -> None:
        cycle.save()
        assert cycle.takes_reviews(now) == is_open(now)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2021, 1, 1), 2022),
        (date(2022, 5, 10), 2022),
        (date(2022, 5, 11), 2026),
        (date(2026, 11, 24), 2030),
        (date(2030, 12, 31), 2030),
        (date(2033, 1, 1), 2030),
    ],
)
def test_the_next_forum_is_the_one_being_prepared_or_held_or_else_the_last(
    day: date, year: int
) -> None:
    CycleFactory(year=2018, undated=True)
    CycleFactory(year=2022)
    CycleFactory(year=2026)
    CycleFactory(year=2030, undated=True)
    found = Cycle.objects.next_forum(day)
    assert found is not None
    assert found.year == year


def test_without_cycles_there_is_no_next_forum() -> None:
    assert Cycle.objects.next_forum(timezone.now().date()) is None


def test_champions_of_a_day() -> None:
    always = ChampionFactory()
    former = ChampionFactory(since=date(2020, 3, 1), until=date(2022, 5, 20))
    recent = ChampionFactory(since=date(2024, 1, 1))
    assert set(Champion.objects.on(date(2020, 2, 29))) == {always}
    assert set(Champion.objects.on(date(2022, 5, 20))) == {always, former}
    assert set(Champion.objects.on(date(2025, 1, 1))) == {always, recent}


def test_a_country_of_two_regions_is_found_once() -> None:
    both = CountryFactory(regions=["ece", "escap"])
    one = CountryFactory(regions=["escap"])
    CountryFactory(regions=["eca"])
    assert list(Country.objects.in_regions("ece", "escap").in_order()) == [both, one]
    assert not Country.objects.in_regions().exists()


@pytest.mark.parametrize("tables", [1, 3])
def test_seating_is_one_query(
    tables: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, tables + 1):
        RoundTableFactory(number=number, lists=[number, number + 10])
    with django_assert_num_queries(1):
        seating = RoundTableObjective.objects.seating(2030)
    assert len(seating) == 2 * tables
    assert seating[11] == Seat(1, cross_cutting=False)


def test_an_objective_sits_where_it_is_listed_not_where_it_is_carried() -> None:
    RoundTableFactory(number=1, carries=[23])
    RoundTableFactory(number=2, lists=[23])
    RoundTableFactory(number=3, carries=[23, 5])
    RoundTableFactory(number=4, carries=[5])
    seating = RoundTableObjective.objects.seating(2030)
    assert seating == {23: Seat(2, cross_cutting=False), 5: Seat(3, cross_cutting=True)}
    assert RoundTableObjective.objects.seating(2026) == {}


def test_where_a_milestone_stands() -> None:
    forum = MilestoneFactory(starts_on=date(2030, 5, 7), ends_on=date(2030, 5, 10))
    assert not forum.is_now(date(2030, 5, 6))
    assert forum.is_now(date(2030, 5, 7))
    assert forum.is_now(date(2030, 5, 10))
    assert not forum.is_past(date(2030, 5, 10))
    assert forum.is_past(date(2030, 5, 11))
