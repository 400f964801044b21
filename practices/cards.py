"""Published practices as cards on other pages: the newest of an objective, a country, a forum."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import Truncator

from practices.choices import Progress
from publication.browsing.cards import Newest, RowCard, Values, newest_of, row_of, rows_of

ROOM = "practices"
# Of the summary, where nothing was searched for.
WORDS = 30


@dataclass(frozen=True)
class Card(RowCard):
    """What a card shows of a listed practice."""

    @property
    def maker(self) -> str:
        """Who does it: the implementer, where that is not who submits it."""
        return str(self.row.card.get("implementer") or self.named("member_state", "maker"))

    @property
    def summary(self) -> str:
        return Truncator(str(self.row.card.get("summary", ""))).words(WORDS)

    @property
    def progress(self) -> "str | Promise":
        return next((Progress(one).label for one in self.row.facets.get("progress", [])), "")


def newest(size: int, **facets: Values) -> Newest[Card]:
    """Of the published practices with these values: `newest(3, objective="5")`."""
    return newest_of(ROOM, size, Card, **facets)


def card_of(item_id: int) -> Card | None:
    """The card of one published practice; None if it is not listed."""
    row = row_of(ROOM, item_id)
    return Card(row) if row else None


def cards_of(numbers: Sequence[int]) -> list[Card]:
    """In this order; one that has just gone is left out."""
    return [Card(row) for row in rows_of(ROOM, numbers)]
