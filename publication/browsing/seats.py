"""At which round tables listed items are: written anew when the tables of a forum change."""

from django.db import transaction

from compact.models import Cycle
from publication import rooms
from publication.browsing.listed import next_change
from publication.models import ListedItem

FACET = "roundtable"
CHUNK = 500


@transaction.atomic
def reseat(cycle: Cycle, *, but: str = "") -> int:
    """Of every room whose items sit where their objectives do. Returns how many have moved.

    `cycle` comes with its tables as they are now. A room that has a rule of its own is left out
    by its name, and lists its items itself.
    """
    seated = (room.listing for room in rooms.every_room() if room.listing and room.name != but)
    return sum(
        _reseat(listing.room, cycle)
        for listing in seated
        if FACET in {facet.name for facet in listing.facets}
    )


def _reseat(room: str, cycle: Cycle) -> int:
    # Waited for before anything is read, so that no change in between is lost.
    change = next_change(room)
    rows = ListedItem.objects.filter(
        room=room, is_listed=True, facets__cycle__contains=[str(cycle.pk)]
    )
    moved = []
    for row in rows.only("facets"):
        objectives = [int(number) for number in row.facets.get("objective", [])]
        seats = [str(number) for number in cycle.round_tables_on(objectives)]
        if row.facets.get(FACET, []) != seats:
            others = {name: values for name, values in row.facets.items() if name != FACET}
            row.facets = {**others, **({FACET: seats} if seats else {})}
            row.change = change
            moved.append(row)
    ListedItem.objects.bulk_update(moved, ["facets", "change"], batch_size=CHUNK)
    return len(moved)
