"""The facets beside a list, as HTML.

There are hundreds of options on a page, and a template takes a hundred times as long for each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publication.browsing.facets import Facet
from publication.browsing.figures import figure
from publication.browsing.listing import Narrowing, Option

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# So many values of a long facet stand open; the others are folded away.
OPEN = 6


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """One facet: the options that stand open, and those that are folded away."""

    legend: "Text"
    shown: SafeString
    folded: SafeString
    folded_count: int
    hint: "Text"


def panels_of(narrowing: Narrowing) -> list[FacetPanel]:
    panels = (_panel(facet, narrowing.options(facet)) for facet in narrowing.listing.facets)
    return [panel for panel in panels if panel.shown or panel.hint]


def _panel(facet: Facet, options: list[Option]) -> FacetPanel:
    shown, folded = _split(options) if facet.is_long else (options, [])
    return FacetPanel(
        facet.legend,
        _html(facet.name, shown),
        _html(facet.name, folded),
        len(folded),
        "" if shown else facet.hint,
    )


def _split(options: list[Option]) -> tuple[list[Option], list[Option]]:
    """The chosen ones and those with the most items; and the rest of those that have any."""
    known = [option for option in options if option.count or option.chosen]
    if len(known) <= OPEN:
        return known, []
    most = sorted(known, key=lambda option: (option.chosen, option.count), reverse=True)
    first = {option.value for option in most[: max(OPEN, sum(o.chosen for o in known))]}
    return (
        [option for option in known if option.value in first],
        [option for option in known if option.value not in first],
    )


def _html(name: str, options: Iterable[Option]) -> SafeString:
    return mark_safe("".join(_option(name, option) for option in options))  # noqa: S308 - escaped


def _option(name: str, option: Option) -> str:
    start, label = _parts(name, option.value, option.label)
    checked = " checked" if option.chosen else ""
    return f"{start}{checked}{label}{figure(option.count)}</span></label>"


@lru_cache(maxsize=20_000)
def _parts(name: str, value: str, label: str) -> tuple[str, str]:
    return (
        f'<label class="option"><input type="checkbox" name="{name}" value="{escape(value)}"',
        f'><span>{escape(label)}</span><span class="figure">',
    )
