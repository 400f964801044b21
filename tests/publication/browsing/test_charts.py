"""Charts and the comparison count what is shown."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from publication.browsing.charts import bars_of, cells_of, chart_of
from publication.browsing.comparing import Comparison
from publication.browsing.facets import RefusedError
from publication.browsing.figures import figure
from tests.publication.browsing.things import narrowed, say, thing

pytestmark = pytest.mark.django_db


def test_a_chart_has_the_values_that_there_are_in_the_order_of_the_facet() -> None:
    for colours in (["red"], ["red", "blue"], ["blue"], ["red"], []):
        thing(colour=colours)
    chart = chart_of(narrowed(), "colour")
    assert [(bar.value, bar.label, bar.count, bar.width) for bar in chart.bars] == [
        ("red", "Red", 3, 100),
        ("blue", "<Blue>", 2, 67),
    ]
    assert [bar.count for bar in chart_of(narrowed("colour=blue"), "colour").bars] == [1, 2]
    assert list(cells_of(chart))[:2] == [("colour", "label", "count"), ("red", "Red", 3)]


def test_months_are_told_from_the_first_to_the_last_and_none_is_left_out() -> None:
    for month in (1, 1, 11):
        say(thing(), published_at=datetime(2026, month, 15, tzinfo=UTC))
    say(thing(), published_at=datetime(2027, 2, 1, tzinfo=UTC))
    bars = chart_of(narrowed(), "month").bars
    assert [bar.value for bar in bars][:2] == ["2026-01", "2026-02"]
    assert [bar.count for bar in bars] == [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1]
    assert bars[0].label == "Jan 2026"
    with override("es"):
        assert chart_of(narrowed(), "month").bars[0].label == "ene 2026"
    assert chart_of(narrowed("q=nothing"), "month").bars == []


def test_the_smallest_bar_is_seen() -> None:
    assert [bar.width for bar in bars_of([("a", "A", 1000), ("b", "B", 1)])] == [100, 1]


def compared(query: str) -> Comparison:
    return Comparison(narrowed(query), ["colour", "size"], ["colour", "size"])


def test_two_are_set_side_by_side() -> None:
    for colour, size in (("red", "small"), ("red", "large"), ("green", "large"), ("blue", "small")):
        thing(colour=[colour], size=[size])
    comparison = compared("by=colour&a=red&b=green")
    assert [(side.label, side.count) for side in comparison.sides] == [("Red", 2), ("Green", 1)]
    assert comparison.sides[0].href == "/en/pledges/?colour=red"
    (table,) = comparison.tables  # not of what is compared by
    assert [(line.label, line.counts, line.widths) for line in table.lines] == [
        ("Small", (1, 0), (100, 0)),
        ("Large", (1, 1), (100, 100)),
    ]
    assert list(comparison.cells()) == [
        ("facet", "value", "label", "red", "green"),
        ("", "", "All", 2, 1),
        ("size", "small", "Small", 1, 0),
        ("size", "large", "Large", 1, 1),
    ]


def test_a_comparison_is_narrowed_like_a_list() -> None:
    thing("One", colour=["red"], size=["small"])
    thing("Two", colour=["red"], size=["large"])
    one, other = compared("by=colour&a=red&b=blue&size=large").sides
    assert (one.count, other.count) == (1, 0)
    assert one.href == "/en/pledges/?size=large&colour=red"


def test_it_waits_for_both() -> None:
    assert not compared("").is_complete
    assert not compared("a=red").is_complete
    assert compared("a=red&b=blue").is_complete


@pytest.mark.parametrize(
    "query", ["by=number", "by=title&a=x", "a=pink", "a=red&b=pink", "a=red&b=red"]
)
def test_what_cannot_be_compared_is_refused(query: str) -> None:
    with pytest.raises(RefusedError):
        compared(query)


def test_figures_as_each_language_writes_them() -> None:
    written = {}
    for language in ("en", "fr", "ru", "es", "pt", "ar", "zh-hans"):
        with override(language):
            written[language] = figure(12345), figure(999)
    assert written["en"] == ("12,345", "999")
    assert written["fr"] == ("12\xa0345", "999")
    assert written["pt"] == ("12.345", "999")
    assert written["zh-hans"] == ("12345", "999")
