"""Browsing the published reviews."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from publication.browsing import labels
from publication.browsing.cards import RowCard
from publication.browsing.labels import labels_of
from publication.browsing.listing import Narrowing
from publication.browsing.views import ListingView, Result
from reviews.listing import LISTING, deadlines
from reviews.maps import Standing, of_reviews, standing_of

SOURCE = gettext_lazy("voluntary reviews published in this portal, as Member States wrote them")


@dataclass(frozen=True)
class ReviewResult(RowCard):
    """A review in the list."""

    title: SafeString
    passage: SafeString

    @property
    def is_late(self) -> bool:
        """By the date of the forum as it stands now, or by that of a State that had more time."""
        due = labels_of(deadlines).get(self.row.facets["cycle"][0], "")
        submitted = self.row.card["submitted"]
        if not (due and submitted):
            return False
        dates = filter(None, [due, self.row.card.get("extended", "")])
        return datetime.fromisoformat(submitted) > max(map(datetime.fromisoformat, dates))

    @property
    def language(self) -> str:
        return labels_of(labels.languages)[self.row.language]


class ReviewListView(ListingView):
    """Published reviews; the map shows who has none as well."""

    listing = LISTING
    template = "reviews/list.html"
    card_template = "reviews/card.html"
    charts = ("objective", "region", "language", "cycle")
    source = SOURCE

    def card(self, result: Result) -> ReviewResult:
        return ReviewResult(result.row, result.title, result.passage)

    def _context(self, narrowing: Narrowing) -> dict[str, Any]:
        standing: Standing | None = standing_of(narrowing)
        return {**super()._context(narrowing), "standing": standing}

    def _map(self, narrowing: Narrowing) -> dict[str, Any]:
        shown = super()._map(narrowing)
        return {**shown, "tiles": of_reviews(shown["tiles"], narrowing)}
