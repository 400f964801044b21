"""Browsing the sessions."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from dialogues.cards import Card
from dialogues.listing import LISTING
from publication.browsing.cards import attributes_in
from publication.browsing.compare_view import CompareView
from publication.browsing.views import ListingView, Result

SOURCE = gettext_lazy("sessions announced in this portal")


@dataclass(frozen=True)
class SessionResult(Card):
    """A session in the list."""

    marked: SafeString
    passage: SafeString

    @property
    def language_attributes(self) -> SafeString:
        return attributes_in(self.language)

    @property
    def attributes_of_about(self) -> SafeString:
        return attributes_in(self.row.language if self.passage else self.language_of_about)


class SessionListView(ListingView):
    listing = LISTING
    template = "dialogues/list.html"
    card_template = "dialogues/card.html"
    charts = ("series", "roundtable", "objective", "region", "language", "cycle")
    comparing = "dialogues:compare"
    source = SOURCE

    def card(self, result: Result) -> SessionResult:
        return SessionResult(result.row, result.title, result.passage)


class SessionCompareView(CompareView):
    listing = LISTING
    by = ("cycle", "region")
    facets = ("objective", "roundtable", "reach", "language", "with")
    source = SOURCE
