"""Browsing the sessions."""

from django.utils.translation import gettext_lazy

from dialogues.listing import LISTING
from publication.browsing.views import ListingView

SOURCE = gettext_lazy("sessions announced in this portal")


class SessionListView(ListingView):
    listing = LISTING
    template = "dialogues/list.html"
    card_template = "dialogues/card.html"
    charts = ("objective", "cycle")
    source = SOURCE
