"""Browsing the pledges."""

from pledges.listing import LISTING
from publication.browsing.views import ListingView


class PledgeListView(ListingView):
    listing = LISTING
    template = "pledges/list.html"
