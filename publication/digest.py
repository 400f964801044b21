"""How the digest of a saved search reads."""

from collections.abc import Mapping

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from notices.kinds import Kind
from notices.models import Notice
from publication import rooms
from publication.browsing.facets import RefusedError
from publication.browsing.listing import Listing, Narrowing
from publication.models import ListedItem


def _listing(notice: Notice) -> Listing:
    listing = rooms.named(notice.context["room"]).listing
    assert listing is not None  # noqa: S101 - only what has a list can be searched
    return listing


def what_is_new(notice: Notice) -> Mapping[str, object]:
    """The search in words, the items that are still published, and how many more there are."""
    listing = _listing(notice)
    numbers = [int(number) for number in notice.context["numbers"].split()]
    rows = {
        row.number: row
        for row in ListedItem.objects.filter(
            room=listing.room, number__in=numbers, is_listed=True
        ).defer("text", "vector")
    }
    items = [_line(listing, rows[number]) for number in numbers if number in rows]
    more = int(notice.context["count"]) - len(numbers)
    if more > 0:
        items.append(ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more})
    return {"search": _in_words(notice), "items": "\n\n".join(items)}


def _line(listing: Listing, row: ListedItem) -> str:
    return f"{listing.title_of(row)}\n{settings.PORTAL_ADDRESS}{listing.address_of(row)}"


def _in_words(notice: Notice) -> str:
    listing = _listing(notice)
    try:
        return Narrowing(listing, QueryDict(notice.context["query"])).in_words
    except RefusedError:
        return str(listing.title)


def _list_of(notice: Notice) -> str:
    query = QueryDict(notice.context["query"], mutable=True)
    query["ordering"] = "-updated"
    return f"{_listing(notice).address}?{query.urlencode()}"


DIGEST = Kind(
    code="publication.digest",
    subject=_("New in your search: %(search)s"),
    body=_("New in this portal, or with news, since you were last told:\n\n%(items)s"),
    action=_("See all that you search for"),
    why=_("You get this because you saved this search. You can stop it in your settings."),
    link=_list_of,
    details=what_is_new,
)
