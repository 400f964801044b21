"""Needs and offers, each with those of the other side that may meet it."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views import View

from pledges.cards import cards_of
from pledges.choices import Side
from pledges.listing import LISTING
from pledges.matchmaking import GROUNDS, suggestions_for
from publication.browsing.facets import RefusedError
from publication.browsing.listing import Narrowing
from publication.browsing.pages import page_of
from publication.browsing.panel import panels_of
from publication.browsing.views import refused

SIDES = (Side.NEED, Side.OFFER)


class NeedsAndOffersView(View):
    """One side at a time, the needs first; narrowed like the list of pledges."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        query = request.GET.copy()
        if not query.get("side"):
            query["side"] = Side.NEED
        try:
            narrowing = Narrowing(LISTING, query)
            return render(request, "pledges/needs_and_offers.html", self._context(narrowing))
        except RefusedError as error:
            return refused(request, LISTING, error)

    def _context(self, narrowing: Narrowing) -> dict[str, Any]:
        page = page_of(narrowing)
        cards = cards_of(page.numbers)
        chosen = narrowing.choice.values["side"]
        labels = [str(side.label) for side in SIDES]
        legends = {LISTING.facet(name).legend for name in GROUNDS}
        return {
            "narrowing": narrowing,
            "page": page,
            "pairs": list(zip(cards, suggestions_for(cards, narrowing.snapshot), strict=True)),
            "panels": [panel for panel in panels_of(narrowing) if panel.legend in legends],
            "sides": [(side, side.label, side in chosen) for side in SIDES],
            "chips": [c for c in narrowing.chips if c.label not in labels],
        }
