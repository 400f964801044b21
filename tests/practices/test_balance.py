"""The balance of the roster adds up, whatever the roster."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practices.choices import Belonging, Gender
from practices.models import Reviewer
from practices.roster.balance import (
    SIDES,
    Load,
    Summary,
    chart_of,
    gaps_of,
    load_cells,
    loads_in_order,
)
from practices.roster.load import is_away, semester_began
from tests.factories.compact import CountryFactory, ObjectiveFactory
from tests.factories.practices import reviewer

LOADS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(1, 9), st.sampled_from(Belonging), st.booleans())
)


def load(number: int, taken: int, most: int, side: Belonging, is_away: bool) -> Load:
    one = Reviewer(pk=number, most_a_semester=most, belonging=side)
    return Load(one, taken, is_away)


@given(LOADS)
def test_the_figures_add_up(drawn: list[tuple[int, int, Belonging, bool]]) -> None:
    loads = [load(number, *one) for number, one in enumerate(drawn)]
    summary = Summary(loads)
    assert summary.un + summary.external == summary.people == len(loads)
    assert summary.away <= summary.people
    assert summary.room == sum(max(0, one.most - one.taken) for one in loads)
    assert (summary.room == 0) == all(one.is_full for one in loads)


@given(st.integers(0, 40), st.integers(1, 30))
def test_a_bar_is_whole_just_when_there_is_no_room(taken: int, most: int) -> None:
    one = load(1, taken, most, Belonging.UN, is_away=False)
    assert 0 <= one.width <= 100
    assert (one.width == 0) == (taken == 0)
    assert not (one.is_full and one.width < 100)


DAYS = st.dates(date(2029, 1, 1), date(2031, 12, 31))


@given(first=DAYS, last=DAYS, starts=DAYS, ends=DAYS)
def test_away_is_whoever_has_a_day_in_common(
    first: date, last: date, starts: date, ends: date
) -> None:
    first, last = sorted((first, last))
    starts, ends = sorted((starts, ends))
    absence = Mock(starts_on=starts, ends_on=ends)
    one = Mock(**{"absences.all.return_value": [absence]})
    common = max(first, starts) <= min(last, ends)
    assert is_away(one, first, last) == common


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_semester_begins_in_january_or_july_and_before_now(now: datetime) -> None:
    began = semester_began(now)
    assert timedelta(0) <= now - began < timedelta(days=185)
    assert (began.month, began.day, began.hour) in {(1, 1, 0), (7, 1, 0)}


@pytest.mark.django_db
class TestCharts:
    def roster(self) -> Sequence[Reviewer]:
        CountryFactory(iso3="KEN", regions=["eca"])
        CountryFactory(iso3="TUR", regions=["ece", "escwa"])
        ObjectiveFactory(number=9)
        reviewer(Belonging.UN, iso3="KEN", languages=["en", "fr"], gender=Gender.WOMAN)
        reviewer(iso3="TUR", languages=["ar"], objectives=[5, 7])
        return list(Reviewer.objects.active().with_names())

    def counts(self, name: str) -> dict[str, int]:
        return {bar.value: bar.count for bar in chart_of(name, self.roster()).bars}

    def test_by_side(self) -> None:
        assert self.counts("belonging") == {"un": 1, "external": 1}

    def test_by_region_a_country_in_two_counts_in_both(self) -> None:
        assert self.counts("region") == {"eca": 1, "ece": 1, "escwa": 1}

    def test_by_gender_with_those_who_do_not_say(self) -> None:
        assert self.counts("gender") == {"woman": 1, "man": 0, "other": 0, "unsaid": 1}

    def test_by_objective_those_without_anybody_too(self) -> None:
        assert self.counts("objective") == {"5": 2, "7": 1, "9": 0}

    def test_the_gaps_in_sentences(self) -> None:
        roster = self.roster()
        gaps = gaps_of(chart_of(name, roster) for name in SIDES)
        assert "Nobody knows the objectives: 9." in gaps
        assert not any("Rather not say" in gap for gap in gaps)

    def test_who_is_full_stands_first(self) -> None:
        roster = self.roster()
        loads = {roster[0].pk: 1, roster[1].pk: roster[1].most_a_semester}
        ordered = loads_in_order(roster, loads, date(2030, 1, 1))
        assert [one.reviewer for one in ordered] == [roster[1], roster[0]]
        assert list(load_cells(ordered))[1][1:] == (4, 4)
