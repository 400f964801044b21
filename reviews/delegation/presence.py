"""Who has a section open just now, and who writes where in it: in the cache, and not for long.

Two who tell it at the same instant may hide one another until the next tells again.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from redis.exceptions import RedisError

from reviews.models import ReviewSection
from reviews.writers import Writer, key_of

# A page tells every twenty seconds that it is open.
STAYS, WRITES = 50.0, 60.0
Entries = dict[str, tuple[str, float, str, float]]


@dataclass(frozen=True)
class Present:
    """`question` is the key of the question at which this person wrote a moment ago, if any."""

    name: str
    question: str


def tell(section: ReviewSection, writer: Writer, now: datetime, question: str = "") -> None:
    """This writer has the section open, and has just written at the question, if one is named."""
    moment = now.timestamp()
    with suppress(RedisError, OSError):
        entries = _read(section, moment)
        _name, _seen, where, wrote = entries.get(key_of(writer), ("", 0.0, "", 0.0))
        entry = (str(writer), moment, *((question, moment) if question else (where, wrote)))
        cache.set(_place(section), {**entries, key_of(writer): entry}, max(STAYS, WRITES))


def others(section: ReviewSection, reader: Writer, now: datetime) -> list[Present]:
    """Everybody else, those who write first."""
    moment = now.timestamp()
    try:
        entries = _read(section, moment)
    except (RedisError, OSError):
        return []
    entries.pop(key_of(reader), None)
    return sorted(_present(entries, moment), key=lambda one: (not one.question, one.name))


def _present(entries: Entries, moment: float) -> Iterator[Present]:
    for name, _seen, question, wrote in entries.values():
        yield Present(name, question if moment - wrote < WRITES else "")


def _read(section: ReviewSection, moment: float) -> Entries:
    entries: Entries = cache.get(_place(section)) or {}
    return {
        key: entry
        for key, entry in entries.items()
        if moment - entry[1] < STAYS or moment - entry[3] < WRITES
    }


def _place(section: ReviewSection) -> str:
    return f"reviews.here:{section.pk}"
