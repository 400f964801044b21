"""Charts of what is shown: a bar a value, with the figures beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from publication.browsing.listing import Narrowing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# Bars are drawn by class, as the Content-Security-Policy wants: w0 … w100.
WHOLE = 100


@dataclass(frozen=True)
class Bar:
    value: str
    label: str
    count: int
    width: int


@dataclass(frozen=True)
class Chart:
    """One facet of what is shown, as bars: `as_of` is when it was counted."""

    name: str
    title: "Text"
    bars: list[Bar]
    as_of: datetime


def chart_of(narrowing: Narrowing, facet: str) -> Chart:
    """How many of the items shown have each value of the facet; values of none are left out."""
    legend = next(f.legend for f in narrowing.listing.facets if f.name == facet)
    having = narrowing.catalogue.having
    counts = [
        (value, label, (narrowing.found & having(facet, value)).bit_count())
        for value, label in narrowing.labels[facet].items()
    ]
    most = max((count for _value, _label, count in counts), default=0)
    bars = [
        Bar(value, label, count, max(round(count * WHOLE / most), 1))
        for value, label, count in counts
        if count
    ]
    return Chart(facet, legend, bars, timezone.now())
