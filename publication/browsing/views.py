"""The list page of every room: facets beside results, chips, pages, charts, exports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views import View

from publication.browsing.charts import chart_of
from publication.browsing.export import as_csv, as_xlsx, rows_of
from publication.browsing.facets import RefusedError, unknown
from publication.browsing.listing import Listing, Narrowing
from publication.browsing.marking import Wanted, mark, passage
from publication.browsing.pages import ListPage, page_of
from publication.browsing.panel import panels_of
from publication.browsing.search import wanted_of
from publication.models import ListedItem

FORMATS = {"csv": as_csv, "xlsx": as_xlsx}


@dataclass(frozen=True)
class Result:
    """A row as a card shows it: its title, and the passage that matches, with the words marked."""

    row: ListedItem
    title: SafeString
    passage: SafeString


class ListingView(View):
    """A room sets `listing`, its template, and the facets that are drawn as charts."""

    listing: ClassVar[Listing]
    template: ClassVar[str]
    charts: ClassVar[tuple[str, ...]] = ()

    def get(self, request: HttpRequest) -> HttpResponseBase:
        try:
            narrowing = Narrowing(self.listing, request.GET)
            wanted = request.GET.get("format", "")
            if wanted in FORMATS:
                return FORMATS[wanted](rows_of(narrowing), self.listing.room)
            if wanted not in {"", "html"}:
                raise unknown(_("Format"), wanted, {name: name.upper() for name in FORMATS})
            return self._page(request, narrowing)
        except RefusedError as error:
            return refused(request, self.listing, error)

    def _page(self, request: HttpRequest, narrowing: Narrowing) -> HttpResponseBase:
        page = page_of(narrowing)
        context = {
            "listing": self.listing,
            "narrowing": narrowing,
            "page": page,
            "results": results_of(narrowing, page),
            "panels": panels_of(narrowing),
        }
        return render(request, self.template, context)


def results_of(narrowing: Narrowing, page: ListPage) -> list[Result]:
    words = narrowing.choice.words
    wanted = wanted_of(words, narrowing.language) if words else None
    return [_result(narrowing.listing, row, wanted) for row in narrowing.rows(page.numbers)]


def _result(listing: Listing, row: ListedItem, wanted: Wanted | None) -> Result:
    title = listing.title_of(row)
    if wanted is None:
        return Result(row, mark(title, Wanted(frozenset(), ())), mark_safe(""))
    return Result(row, mark(title, wanted), passage(row.text, wanted))


def refused(request: HttpRequest, listing: Listing, error: RefusedError) -> HttpResponseBase:
    context = {"listing": listing, "error": error}
    return render(request, "publication/browse/refused.html", context, status=400)
