"""Pages that stay put while data change: a page begins after an item, not at a number."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from publication.browsing.catalogue import SortKey
from publication.browsing.listing import Narrowing

PAGE_SIZE = 20


class BadPlaceError(ValueError):
    """The address names a place that no page of ours has."""


@dataclass(frozen=True)
class ListPage:
    """The items of one page, and the addresses of the next and the previous one."""

    items: list[Any]
    next: str
    previous: str


def page_of(narrowing: Narrowing) -> ListPage:
    """The page that the query asks for with `after` or `before`. Raises BadPlaceError."""
    after = _read(narrowing.query.get("after", ""))
    before = _read(narrowing.query.get("before", ""))
    keys = narrowing.page(PAGE_SIZE + 1, after, before)
    more = len(keys) > PAGE_SIZE
    if before:
        keys = keys[-PAGE_SIZE:]
        has_next, has_previous = True, more
    else:
        keys = keys[:PAGE_SIZE]
        has_next, has_previous = more, after is not None
    return ListPage(
        items=narrowing.items(keys),
        next=_address(narrowing, "after", keys[-1]) if has_next and keys else "",
        previous=_address(narrowing, "before", keys[0]) if has_previous and keys else "",
    )


def _address(narrowing: Narrowing, word: str, key: SortKey) -> str:
    query = narrowing.query.copy()
    for other in ("after", "before", "format"):
        query.pop(other, None)
    query[word] = base64.urlsafe_b64encode(json.dumps(key).encode()).decode()
    return f"?{query.urlencode()}"


def _read(text: str) -> SortKey | None:
    if not text:
        return None
    try:
        key, number = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, binascii.Error) as error:
        raise BadPlaceError(text) from error
    if not isinstance(key, str) or not isinstance(number, int) or isinstance(number, bool):
        raise BadPlaceError(text)
    return key, number
