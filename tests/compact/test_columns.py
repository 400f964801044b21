"""How a cell becomes a value, and how the value stands in a row: always as comparable text."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compact.models import Action, Country, Cycle, Document, Milestone, RoundTable
from compact.models.reference import ReferenceRow
from compact.reference import DataError
from compact.reference.columns import Column, as_text
from compact.reference.files import Cell, Line
from compact.reference.kinds import columns_of
from tests.factories.compact import CountryFactory, CycleFactory, RegionFactory, RoundTableFactory


def column(model: type[ReferenceRow], name: str) -> Column:
    return columns_of(model, [name])[0]


def line(**texts: str) -> Line:
    return {name: Cell(text, "file.csv", 7, name) for name, text in texts.items()}


@pytest.mark.parametrize(
    ("model", "name", "text", "value"),
    [
        (Cycle, "forum_ends_on", "2030-05-10", "2030-05-10"),
        (Cycle, "forum_ends_on", "", ""),
        (Cycle, "reviews_due_at", "2022-02-28T23:59:59-05:00", "2022-03-01T04:59:59+00:00"),
        (Cycle, "deadline_policy", "hard", "hard"),
        (Country, "tile_row", "08", "8"),
        (Country, "m49", "008", "008"),
        (Document, "symbol", "", ""),
    ],
)
def test_a_cell_is_read_as_its_field_says(
    model: type[ReferenceRow], name: str, text: str, value: str
) -> None:
    assert column(model, name).parse(line(**{name: text})) == value


@pytest.mark.parametrize(
    ("model", "name", "text"),
    [
        (Cycle, "forum_ends_on", "10 May 2030"),
        (Cycle, "deadline_policy", "medium"),
        (Country, "iso3", "CRIC"),
        (Country, "iso3", ""),
        (Country, "tile_row", "-1"),
        (Milestone, "starts_on", ""),
        (Document, "address", "undocs"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_place(
    model: type[ReferenceRow], name: str, text: str
) -> None:
    with pytest.raises(DataError, match=rf"^file\.csv, line 7, column “{name}”: "):
        column(model, name).parse(line(**{name: text}))


MOMENTS = st.builds(datetime.fromtimestamp, st.integers(-(2**31), 2**32), tz=st.timezones())


@given(MOMENTS | st.dates() | st.integers() | st.text() | st.none())
def test_a_value_always_has_the_same_text(value: Any) -> None:
    text = as_text(value)
    if isinstance(value, datetime):
        assert datetime.fromisoformat(text) == value.astimezone(UTC)
    elif isinstance(value, date):
        assert date.fromisoformat(text) == value
    else:
        assert text == ("" if value is None else str(value))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("forum_ends_on", "2030-05-10"),
        ("forum_ends_on", ""),
        ("reviews_due_at", "2030-03-01T05:00:00+00:00"),
        ("time_zone", "Africa/Accra"),
        ("place_ar", "نيويورك"),
    ],
)
def test_what_is_written_is_read_again(name: str, text: str) -> None:
    cycle, [a_column] = Cycle(), columns_of(Cycle, [name])
    a_column.write(cycle, text)
    assert a_column.read(cycle) == text


def test_a_translated_field_is_a_column_a_language() -> None:
    assert [each.name for each in columns_of(Cycle, ["year", "place"])] == [
        "year",
        *("place_ar", "place_zh_hans", "place_en"),
        *("place_fr", "place_ru", "place_es", "place_pt"),
    ]


@pytest.mark.django_db
def test_a_foreign_key_is_the_code_of_its_target() -> None:
    CycleFactory(year=2030)
    of_cycle, document = column(Document, "cycle"), Document()
    of_cycle.write(document, of_cycle.parse(line(cycle="2030")))
    assert (document.cycle_id, of_cycle.read(document)) == (2030, "2030")
    of_cycle.write(document, of_cycle.parse(line(cycle="")))
    assert (document.cycle_id, of_cycle.read(document)) == (None, "")
    with pytest.raises(DataError, match="“” is not a known objective"):
        column(Action, "objective").parse(line(objective=""))


@pytest.mark.django_db
def test_a_set_has_one_order_however_it_is_written() -> None:
    for code in ("eca", "ece", "escwa"):
        RegionFactory(code=code)
    regions, country = column(Country, "regions"), CountryFactory()
    assert regions.parse(line(regions="escwa  eca eca")) == ["eca", "escwa"]
    regions.write(country, ["eca", "escwa"])
    assert regions.read(country) == ["eca", "escwa"]
    regions.write(country, [])
    assert regions.read(country) == []


@pytest.mark.django_db
def test_a_seating_tells_listed_from_carried() -> None:
    table = RoundTableFactory(lists=[17, 3], carries=[23])
    seating = column(RoundTable, "objectives")
    assert seating.read(table) == ["3", "17", "23 cross-cutting"]
    assert seating.parse(line(objectives="17 3", cross_cutting="23")) == seating.read(table)
    seating.write(table, ["3", "17 cross-cutting"])
    assert seating.read(RoundTable.objects.get()) == ["3", "17 cross-cutting"]
