"""What is new in a list: for feeds and digests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import takewhile

from publication.browsing.listing import Narrowing
from publication.browsing.orders import SortKey


def latest(narrowing: Narrowing, ordering: str = "updated") -> Iterator[SortKey]:
    """The keys of what is shown, what was changed (or published) last first."""
    order = narrowing.snapshot.orders.get(ordering)
    return order.walk(narrowing.found, down=True) if order else iter(())


def numbers_between(narrowing: Narrowing, since: datetime, until: datetime) -> list[int]:
    """What was published or had news after `since` and no later than `until`, the newest first."""
    first, last = (at.astimezone(UTC).isoformat(timespec="microseconds") for at in (since, until))
    found = [
        key
        for ordering in ("published", "updated")
        for key in takewhile(lambda key: key[0] > first, latest(narrowing, ordering))
        if key[0] <= last
    ]
    return list(dict.fromkeys(number for _at, number in sorted(found, reverse=True)))
