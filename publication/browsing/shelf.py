"""Cards as HTML, kept for as long as nothing changes: the first pages of a list are read often."""

from time import monotonic

from publication.browsing.labels import KEPT
from publication.browsing.listing import Narrowing

# So many of a room in a language, some ten megabytes; then one begins anew.
MOST = 5000

Cards = dict[int, str]
_shelves: dict[tuple[str, str], tuple[object, Cards]] = {}


def shelf_of(narrowing: Narrowing) -> Cards:
    """The cards that were written for this state of the room, by the numbers of their rows.

    The names in a card are read anew every minute, and so is the card. Where words are marked that
    a reader searches for, nothing is kept.
    """
    if narrowing.choice.words:
        return {}
    place = narrowing.listing.room, narrowing.language
    state = narrowing.snapshot.change, monotonic() // KEPT
    kept, cards = _shelves.get(place, (None, {}))
    if kept != state or len(cards) > MOST:
        cards = {}
        _shelves[place] = state, cards
    return cards


def clear_shelves() -> None:
    _shelves.clear()
