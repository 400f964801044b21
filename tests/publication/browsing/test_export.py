"""Files hold exactly what is shown, run in no spreadsheet, and take no memory."""

import csv
import io
import tracemalloc
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from publication.browsing import listing
from publication.browsing.export import FORMATS, as_csv, as_xlsx, harmless, rows_of
from tests.publication.browsing.things import many, narrowed, take_away, thing, titles

pytestmark = pytest.mark.django_db

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "＝1+1",
    '=HYPERLINK("http://evil.example")',
]


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def lines(query: str = "") -> list[list[str]]:
    text = body(as_csv(rows_of(narrowed(query)), "things")).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(query: str = "") -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet(query).rows]


def sheet(query: str = "") -> Any:
    return load_workbook(io.BytesIO(body(as_xlsx(rows_of(narrowed(query)), "things")))).active


@pytest.fixture
def _seventy() -> None:
    many(70)
    thing("Large", day=9, size=["large"])


@pytest.mark.usefixtures("_seventy")
@pytest.mark.parametrize("query", ["", "size=small&ordering=title", "q=large", "q=nothing"])
def test_both_files_are_what_is_shown_all_pages_of_it_in_order(query: str) -> None:
    assert [row[1] for row in lines(query)] == ["title", *titles(query)]
    assert [row[1] for row in cells(query)] == ["title", *titles(query)]


def test_what_goes_while_it_is_written_is_left_out_and_nothing_is_doubled() -> None:
    pks = [thing(f"Thing {number}") for number in range(4)]
    rows = rows_of(narrowed("ordering=title"))
    next(rows)  # the heading
    narrowing = narrowed("ordering=title")
    take_away(pks[2])
    thing("Thing 0 and a half")
    assert [item.pk for item in narrowing.items()] == [pks[0], pks[1], pks[3]]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_formula_runs_in_a_spreadsheet(formula: str) -> None:
    thing(formula)
    assert lines()[1][1] == f"'{formula}"
    cell = sheet()["B2"]
    assert cell.data_type == "s"
    assert str(cell.value).strip() == formula.strip()


@pytest.mark.parametrize("value", ["1-2", "a=b", "", -5, Decimal("-1.50"), date(2026, 1, 1), None])
def test_what_runs_nowhere_stays_as_it_is(value: object) -> None:
    assert harmless(value) == value


def test_a_spreadsheet_is_told_that_it_is_utf8_and_a_browser_the_name() -> None:
    thing("Ñandú «移民»")
    response = as_csv(rows_of(narrowed()), "things")
    assert body(response).startswith(b"\xef\xbb\xbfnumber,title")
    assert response["Content-Disposition"] == 'attachment; filename="things.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert cells()[1][1] == "Ñandú «移民»"


def test_text_that_no_workbook_can_hold_is_cut_to_what_it_can() -> None:
    thing("A\x01title", text="x" * 40_000)
    _number, title, text = cells()[1]
    assert title == "Atitle"
    assert len(text) == 32_767


@pytest.mark.parametrize("name", list(FORMATS))
def test_ten_times_the_rows_take_no_more_memory(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "CHUNK", 50)
    few, more = (peak_of(FORMATS[name], count) for count in (200, 2000))
    assert more < 1.3 * few


def peak_of(write: Callable[..., Any], count: int) -> int:
    """The most bytes held at once while the file of so many things is written and sent."""
    many(count)
    narrowing = narrowed("size=small")
    assert narrowing.count >= count
    tracemalloc.start()
    for _part in write(rows_of(narrowing), "things").streaming_content:
        pass
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_the_number_of_queries_is_fixed(django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        thing()
        narrowing = narrowed()
        assert narrowing.count == (1 if count == 1 else 2)
        with django_assert_num_queries(2):
            list(rows_of(narrowing))
