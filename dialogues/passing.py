"""A session passes by itself, when nobody writes anything: then it is listed anew."""

from datetime import datetime

from dialogues.listing import LISTING, TO_COME
from dialogues.models import Session
from publication.browsing.listed import show
from publication.models import ListedItem


def list_what_has_passed(now: datetime) -> int:
    """Sessions that are over and still listed as to come. Safe to run twice."""
    rows = ListedItem.objects.filter(
        room=LISTING.room, is_listed=True, facets__contains={"time": [TO_COME]}
    )
    over = Session.objects.published().filter(ends_at__lt=now)
    numbers = list(over.filter(pk__in=rows.values("item_id")).values_list("pk", flat=True))
    if numbers:
        show(LISTING, numbers)
    return len(numbers)
