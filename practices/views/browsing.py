"""Browsing the practices."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from compact.dates import day
from practices.cards import Card
from practices.listing import LISTING
from publication.browsing.compare_view import CompareView
from publication.browsing.views import ListingView, Result

SOURCE = gettext_lazy("practices published in this portal after peer review")


@dataclass(frozen=True)
class PracticeResult(Card):
    """A practice in the list."""

    title: SafeString
    passage: SafeString

    @property
    def when(self) -> str:
        return _("Published on %(day)s") % {"day": day(self.row.published_at)}

    @property
    def adapted(self) -> str:
        """In how many countries others have taken it up."""
        count = self.row.card.get("adapted", 0)
        if not count:
            return ""
        words = ngettext("Adapted in %(count)s country", "Adapted in %(count)s countries", count)
        return words % {"count": count}


class PracticeListView(ListingView):
    listing = LISTING
    template = "practices/list.html"
    card_template = "practices/card.html"
    charts = ("objective", "region", "progress", "organisation_type", "scope", "cycle")
    comparing = "practices:compare"
    source = SOURCE

    def card(self, result: Result) -> PracticeResult:
        return PracticeResult(result.row, result.title, result.passage)


class PracticeCompareView(CompareView):
    listing = LISTING
    by = ("country", "cycle")
    facets = ("objective", "principle", "progress", "scope", "organisation_type", "region")
    source = SOURCE
