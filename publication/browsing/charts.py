"""Charts of what is shown: a bar a value, with the figures beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date
from django.utils.translation import gettext_lazy as _

from compact.dates import locale
from publication.browsing.labels import labels_of
from publication.browsing.listing import Narrowing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Not a facet: when each item was published.
MONTH = "month"
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """`width` is of a hundred, the longest bar."""

    value: str
    label: str
    count: int
    width: int


@dataclass(frozen=True, slots=True)
class Chart:
    """How many of the items shown have each value of a facet."""

    name: str
    title: "Text"
    bars: list[Bar]


def chart_of(narrowing: Narrowing, name: str) -> Chart:
    """The chart of a facet, or of the months of publication."""
    counts = narrowing.snapshot.counts(name, narrowing.found)
    if name == MONTH:
        rows = [(month, label, counts.get(month, 0)) for month, label in _months(counts)]
        return Chart(name, _("Month of publication"), bars_of(rows))
    facet = narrowing.listing.facet(name)
    labels = labels_of(facet.labels)
    rows = [(value, label, counts[value]) for value, label in labels.items() if counts.get(value)]
    return Chart(name, facet.legend, bars_of(rows))


def bars_of(rows: list[tuple[str, str, int]]) -> list[Bar]:
    most = max((count for _value, _label, count in rows), default=0) or 1
    return [Bar(value, label, count, -(-count * WHOLE // most)) for value, label, count in rows]


def _months(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Every month from the first to the last in which something was published."""
    known = sorted(month for month, count in counts.items() if count)
    if not known:
        return
    month, last = (date.fromisoformat(f"{known[end]}-01") for end in (0, -1))
    while month <= last:
        yield f"{month:%Y-%m}", format_date(month, "LLL y", locale=locale())
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def cells_of(chart: Chart) -> Iterator[Sequence[object]]:
    """The chart as a table to download."""
    yield chart.name, "label", "count"
    yield from ((bar.value, bar.label, bar.count) for bar in chart.bars)
