"""Announced sessions as cards: in their list, and on the pages of objectives, forums, countries."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.text import Truncator
from django.utils.translation import get_language

from compact import dates
from dialogues.listing import RECORDING, TRANSCRIPT, title_of
from publication.browsing.cards import Newest, RowCard, Values, newest_of
from publication.browsing.catalogue import STARTS

ROOM = "dialogues"
WORDS = 30


@dataclass(frozen=True)
class Card(RowCard):
    """What a card shows of a listed session."""

    @property
    def title(self) -> str:
        return title_of(self.row)

    @property
    def language(self) -> str:
        """Of the title."""
        here = get_language() or "en"
        return here if here in self.row.card.get("titles", {}) else self.row.language

    @property
    def series(self) -> str:
        return self._in_own_language("series")[0]

    @property
    def about(self) -> str:
        return Truncator(self._in_own_language("about")[0]).words(WORDS)

    @property
    def language_of_about(self) -> str:
        return self._in_own_language("about")[1]

    @property
    def is_past(self) -> bool:
        """By the clock: the row may be some minutes behind it."""
        return self._ends_at < datetime.now(UTC)

    @property
    def starts_at(self) -> datetime:
        return datetime.fromisoformat(self.row.card["starts_at"])

    @property
    def zone(self) -> str:
        return str(self.row.card["time_zone"])

    @property
    def when(self) -> str:
        return dates.span(self.starts_at, self._ends_at, ZoneInfo(self.zone))

    @property
    def is_recorded(self) -> bool:
        return RECORDING in self.row.facets.get("with", [])

    @property
    def is_transcribed(self) -> bool:
        return TRANSCRIPT in self.row.facets.get("with", [])

    @cached_property
    def _ends_at(self) -> datetime:
        return datetime.fromisoformat(self.row.card["ends_at"])

    def _in_own_language(self, name: str) -> tuple[str, str]:
        texts: dict[str, str] = self.row.card.get(name, {})
        here = get_language() or "en"
        for language in (here, self.row.language, "en", *texts):
            if language in texts:
                return texts[language], language
        return "", here


def newest(size: int, **facets: Values) -> Newest[Card]:
    """Of the announced sessions with these values, the latest first: `newest(3, objective="5")`."""
    return newest_of(ROOM, size, Card, STARTS, **facets)
