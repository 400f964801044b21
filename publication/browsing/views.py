"""The list page of every room: facets beside results, chips, pages, charts, exports, a feed."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from publication.browsing.charts import chart_of
from publication.browsing.export import as_csv, as_xlsx
from publication.browsing.facets import UnknownValueError
from publication.browsing.listing import Listing, Narrowing
from publication.browsing.pages import BadPlaceError, page_of
from publication.browsing.search import mark

FORMATS = {"csv": as_csv, "xlsx": as_xlsx}


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
                return FORMATS[wanted](narrowing, self.listing.room)
            if wanted not in {"", "html"}:
                known = {name: name.upper() for name in FORMATS}
                raise UnknownValueError(_("Format"), wanted, known)
            return self._page(request, narrowing)
        except UnknownValueError as error:
            return self._refused(request, error)
        except BadPlaceError:
            return self._refused(request, None)

    def _page(self, request: HttpRequest, narrowing: Narrowing) -> HttpResponseBase:
        page = page_of(narrowing)
        words = narrowing.choice.words
        context = {
            "listing": self.listing,
            "narrowing": narrowing,
            "page": page,
            "cards": [
                (item, mark(item.search_text, words) if words else "") for item in page.items
            ],
            **self.more_context(narrowing),
        }
        return render(request, self.template, context)

    def more_context(self, narrowing: Narrowing) -> dict[str, Any]:
        return {"charts": [chart_of(narrowing, name) for name in self.charts]}

    def _refused(self, request: HttpRequest, error: UnknownValueError | None) -> HttpResponseBase:
        context = {"listing": self.listing, "error": error}
        return render(request, "publication/list_refused.html", context, status=400)
