"""The page that sets two countries, or two forums, side by side."""

from typing import TYPE_CHECKING, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View

from publication.browsing.comparing import Comparison
from publication.browsing.export import FORMATS
from publication.browsing.facets import one_of
from publication.browsing.listing import Listing, Narrowing
from publication.browsing.views import Way, refusing

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class CompareView(View):
    """A room sets what can be compared (`by`), and the facets of which counts are shown."""

    listing: ClassVar[Listing]
    by: ClassVar[tuple[str, ...]]
    facets: ClassVar[tuple[str, ...]]
    source: ClassVar["Text"]

    @refusing
    def get(self, request: HttpRequest) -> HttpResponseBase:
        narrowing = Narrowing(self.listing, request.GET)
        comparison = Comparison(narrowing, self.by, self.facets)
        wanted = one_of(request.GET, "format", _("Format"), {name: name for name in FORMATS})
        if wanted and comparison.is_complete:
            name = f"{self.listing.room}-{comparison.a}-{comparison.b}"
            return FORMATS[wanted](comparison.cells(), name)
        context = {
            "listing": self.listing,
            "comparison": comparison,
            "narrowing": narrowing,
            "ways": self._ways(comparison),
            "csv": narrowing.address_with(format="csv"),
            "source": self.source,
            "today": timezone.localdate(),
        }
        return render(request, "publication/browse/compare.html", context)

    def _ways(self, comparison: Comparison) -> list[Way]:
        return [
            Way(
                self.listing.facet(name).legend,
                f"?by={name}",
                name == comparison.by.name,
            )
            for name in self.by
        ]
