"""The list page of every room: facets beside results, chips, pages, a map, charts, exports."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from publication.browsing.charts import MONTH, cells_of, chart_of
from publication.browsing.export import FORMATS, rows_of
from publication.browsing.facets import ORDERING, RefusedError, one_of
from publication.browsing.listing import Listing, Narrowing
from publication.browsing.maps import COUNTRY, map_of
from publication.browsing.marking import mark, passage
from publication.browsing.pages import page_of
from publication.browsing.panel import panels_of
from publication.browsing.shelf import shelf_of
from publication.models import ListedItem

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

LIST, MAP, CHARTS = "list", "map", "charts"
VIEWS: Mapping[str, "Text"] = {
    LIST: gettext_lazy("List"),
    MAP: gettext_lazy("Map"),
    CHARTS: gettext_lazy("Charts"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A row as a card shows it: its title, and the passage that matches, with the words marked."""

    row: ListedItem
    title: SafeString
    passage: SafeString


@dataclass(frozen=True, slots=True)
class Way:
    """A way to look at what was found: where it leads, and whether one is there."""

    label: "Text"
    href: str
    current: bool


def refusing(get: Callable[[Any, HttpRequest], HttpResponseBase]) -> Any:
    """A view of a `listing`, which answers with a page of words where the query is refused."""

    @wraps(get)
    def answer(view: Any, request: HttpRequest) -> HttpResponseBase:
        try:
            return get(view, request)
        except RefusedError as error:
            return refused(request, view.listing, error)

    return answer


class ListingView(View):
    """A room sets `listing`, its template, that of a card, and the facets drawn as charts."""

    listing: ClassVar[Listing]
    template: ClassVar[str]
    card_template: ClassVar[str]
    charts: ClassVar[tuple[str, ...]]
    source: ClassVar["Text"]
    comparing: ClassVar[str] = ""  # the name of the page that compares two

    def card(self, result: Result) -> Any:
        """What the template of a card is given."""
        return result

    @refusing
    def get(self, request: HttpRequest) -> HttpResponseBase:
        narrowing = Narrowing(self.listing, request.GET)
        wanted = one_of(request.GET, "format", _("Format"), {name: name for name in FORMATS})
        if wanted:
            return FORMATS[wanted](self._cells(narrowing), self.listing.room)
        return render(request, self.template, self._context(narrowing))

    def _cells(self, narrowing: Narrowing) -> Any:
        """What is shown, as a table to download: all pages of the list, or one of the charts."""
        known = {name: name for name in (*self.charts, MONTH, COUNTRY)}
        chart = one_of(narrowing.query, "chart", _("Chart"), known)
        return cells_of(chart_of(narrowing, chart)) if chart else rows_of(narrowing)

    def _context(self, narrowing: Narrowing) -> dict[str, Any]:
        view = one_of(narrowing.query, "view", _("View"), VIEWS) or LIST
        shown = {LIST: self._list, MAP: self._map, CHARTS: self._charts}[view]
        return {
            "listing": self.listing,
            "narrowing": narrowing,
            "panels": panels_of(narrowing),
            "view": view,
            "views": _ways(narrowing, "view", VIEWS, view),
            "source": self.source,
            "today": timezone.localdate(),
            "comparing": reverse(self.comparing) if self.comparing else "",
            **_addresses(narrowing),
            **shown(narrowing),
        }

    def _list(self, narrowing: Narrowing) -> dict[str, Any]:
        page, shelf = page_of(narrowing), shelf_of(narrowing)
        missing = [number for number in page.numbers if number not in shelf]
        results = results_of(narrowing, missing) if missing else []
        orderings = self.listing.orderings
        return {
            "page": page,
            "shelf": shelf,
            "results": {result.row.number: self.card(result) for result in results},
            "card_template": self.card_template,
            "orders": _ways(narrowing, ORDERING, orderings, narrowing.choice.ordering),
        }

    def _map(self, narrowing: Narrowing) -> dict[str, Any]:
        tiles = map_of(narrowing, str(self.listing.title), str(self.source))
        return {"tiles": tiles, "csv_of_map": _csv_of(narrowing, COUNTRY)}

    def _charts(self, narrowing: Narrowing) -> dict[str, Any]:
        charts = (chart_of(narrowing, name) for name in (*self.charts, MONTH))
        return {"charts": [(c, _csv_of(narrowing, c.name)) for c in charts if c.bars]}


def results_of(narrowing: Narrowing, numbers: Sequence[int]) -> list[Result]:
    """The rows of a page, with the words marked that were searched for."""
    wanted, is_search = narrowing.wanted, bool(narrowing.choice.words)
    return [
        Result(
            row,
            mark(narrowing.listing.title_of(row), wanted),
            passage(row.text, wanted) if is_search else mark_safe(""),
        )
        for row in narrowing.rows(numbers)
    ]


def _ways(narrowing: Narrowing, word: str, known: Mapping[str, "Text"], current: str) -> list[Way]:
    return [
        Way(label, narrowing.address_with(**{word: value}), value == current)
        for value, label in known.items()
    ]


def _addresses(narrowing: Narrowing) -> dict[str, str]:
    """Of the same as files, as a feed, and of the page where it can be saved."""
    room, choice = narrowing.listing.room, narrowing.choice.query()
    saving = f"{reverse('searches:save', args=[room])}?{choice.urlencode()}"
    choice["reader"] = narrowing.language
    return {
        **{name: narrowing.address_with(format=name) for name in FORMATS},
        "feed": f"{reverse('opendata:feed', args=[room])}?{choice.urlencode()}",
        "saving": saving,
    }


def _csv_of(narrowing: Narrowing, chart: str) -> str:
    return narrowing.address_with(chart=chart, format="csv")


def refused(request: HttpRequest, listing: Listing, error: RefusedError) -> HttpResponseBase:
    context = {"listing": listing, "error": error}
    return render(request, "publication/browse/refused.html", context, status=400)
