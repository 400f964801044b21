"""Published reviews as cards on other pages: the newest on some objectives, of a forum."""

from dataclasses import dataclass

from publication.browsing.cards import Newest, RowCard, Values, newest_of
from reviews.listing import name_of

ROOM = "reviews"


@dataclass(frozen=True)
class Card(RowCard):
    """What a card shows of a listed review."""

    @property
    def title(self) -> str:
        """In the reader's language."""
        return name_of(self.row)


def newest(size: int, **facets: Values) -> Newest[Card]:
    """Of the published reviews with these values: `newest(3, objective=["5", "6"])`."""
    return newest_of(ROOM, size, Card, **facets)
