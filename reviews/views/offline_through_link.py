"""The questionnaire as a document for one who writes through a link."""

from reviews.views.offline import OfflineView
from reviews.views.through_link import ThroughLink


class LinkOfflineView(ThroughLink, OfflineView):
    """The sections of the link."""
