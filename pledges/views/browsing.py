"""Browsing the pledges."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from compact.dates import day
from pledges.cards import Card
from pledges.choices import Freshness, Stage
from pledges.listing import LISTING
from publication.browsing.compare_view import CompareView
from publication.browsing.views import ListingView, Result

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

SOURCE = gettext_lazy("pledges published in this portal, as those who made them report them")
STAGE_KINDS = {Stage.IN_PROGRESS: "sea", Stage.FULFILLED: "good"}


@dataclass(frozen=True)
class PledgeResult(Card):
    """A pledge in the list."""

    title: SafeString
    passage: SafeString

    @property
    def stage_kind(self) -> str:
        return STAGE_KINDS.get(Stage(self.row.facets["stage"][0]), "")

    @property
    def silence(self) -> "Text":
        """That there has been no news for long."""
        light = next(iter(self.row.facets.get("freshness", [])), Freshness.FRESH)
        return "" if light == Freshness.FRESH else Freshness(light).label

    @property
    def makers(self) -> str:
        others = self.row.card.get("partners", 0)
        if not others:
            return self.maker
        words = ngettext(
            "%(maker)s, with %(count)s partner", "%(maker)s, with %(count)s partners", others
        )
        return words % {"maker": self.maker, "count": others}

    @property
    def when(self) -> str:
        return _("Updated %(day)s") % {"day": day(self.row.updated_at)}


class PledgeListView(ListingView):
    listing = LISTING
    template = "pledges/list.html"
    card_template = "pledges/card.html"
    charts = ("objective", "nature", "region", "stage", "cycle")
    comparing = "pledges:compare"
    source = SOURCE

    def card(self, result: Result) -> PledgeResult:
        return PledgeResult(result.row, result.title, result.passage)


class PledgeCompareView(CompareView):
    listing = LISTING
    by = ("country", "cycle")
    facets = ("objective", "nature", "stage", "scope", "organisation_type", "region")
    source = SOURCE
