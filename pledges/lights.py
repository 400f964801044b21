"""The light for freshness in the lists: it changes with time alone, when nobody writes anything."""

from datetime import datetime
from itertools import islice

from django.db.models import Q

from compact.dates import years_before
from pledges.choices import Freshness
from pledges.listing import LISTING
from publication.browsing.listed import show
from publication.models import ListedItem

AT_ONCE = 200


def relight(now: datetime) -> int:
    """List anew what has passed a border of age since it was listed. Safe to run twice."""
    overdue = Q(facets__contains={"freshness": [Freshness.FRESH]}) & Q(
        updated_at__lte=years_before(now, 1)
    ) | Q(facets__contains={"freshness": [Freshness.AGEING]}) & Q(
        updated_at__lte=years_before(now, 2)
    )
    rows = ListedItem.objects.filter(overdue, room=LISTING.room, is_listed=True)
    numbers = iter(list(rows.values_list("item_id", flat=True)))
    shown = 0
    while some := list(islice(numbers, AT_ONCE)):
        show(LISTING, some)
        shown += len(some)
    return shown
