"""Pages that stay put while data change: a page begins after an item, not at a number."""

from dataclasses import dataclass
from itertools import islice

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from publication.browsing.facets import RefusedError
from publication.browsing.listing import Narrowing
from publication.browsing.orders import SortKey

PAGE_SIZE = 20
MOST_DIGITS = 9


@dataclass(frozen=True)
class ListPage:
    """The numbers of the rows of one page, and the addresses of the next and the previous one."""

    numbers: list[int]
    next: str
    previous: str


def page_of(narrowing: Narrowing) -> ListPage:
    """The page that the query asks for: `after` or `before` an item, or by its number.

    Raises RefusedError, and Http404 for a number that there is not.
    """
    query = narrowing.query
    after, before = _place(query, "after"), _place(query, "before")
    skipped = PAGE_SIZE * (_page_number(query, narrowing.count) - 1)
    walk = narrowing.walk(after, before)
    keys = list(islice(walk, skipped, skipped + PAGE_SIZE))
    is_more = next(walk, None) is not None
    if before:
        keys.reverse()
    has_next = bool(before) or is_more
    has_previous = is_more if before else bool(after or skipped)
    return ListPage(
        numbers=[number for _key, number in keys],
        next=narrowing.address_with(after=_written(keys[-1])) if has_next and keys else "",
        previous=narrowing.address_with(before=_written(keys[0])) if has_previous and keys else "",
    )


def _written(key: SortKey) -> str:
    return f"{key[1]}.{key[0]}"


def _place(query: QueryDict, word: str) -> SortKey | None:
    text = query.get(word, "")
    if not text:
        return None
    number, point, key = text.partition(".")
    if not point or _number(number) is None:
        raise RefusedError(_("The address names a place that no page of this list has."))
    return key, int(number)


def _page_number(query: QueryDict, count: int) -> int:
    """Pages have no numbers any more; addresses that were kept go on leading there."""
    number = _number(query.get("page", "1"))
    if number is None or not 1 <= number <= max(-(-count // PAGE_SIZE), 1):
        raise Http404(_("There is no such page."))
    return number


def _number(text: str) -> int | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None
