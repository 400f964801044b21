"""Verbs of saved searches: keep one, forget it, tell what is new."""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import override

from notices.services import queue
from publication import rooms
from publication.browsing.facets import RefusedError
from publication.browsing.listing import Narrowing
from publication.browsing.news import numbers_between
from publication.models import SavedSearch
from stakeholders.models import User

WEEK = timedelta(days=7)
# What was written within this time before may not be committed yet: it is told the next time.
SETTLED = timedelta(hours=1)
# So many of a person; and of one mail's items, the others are counted.
MOST_SEARCHES, MOST_TOLD = 50, 20


class TooManySearchesError(Exception):
    """This person keeps as many as one can."""


@transaction.atomic
def save_search(*, narrowing: Narrowing, by: User) -> SavedSearch:
    """Keep what is asked for. One that is kept already stays as it is."""
    User.objects.select_for_update().get(pk=by.pk)  # of two at once, the second counts the first
    asked = {
        "room": narrowing.listing.room,
        "query": narrowing.choice.query().urlencode(),
        "language": narrowing.language,
    }
    known = by.saved_searches.filter(**asked).first()
    if known is None and by.saved_searches.count() >= MOST_SEARCHES:
        raise TooManySearchesError
    return known or by.saved_searches.create(**asked)


def forget_search(*, search: SavedSearch) -> None:
    search.delete()


def tell_what_is_new(now: datetime) -> int:
    """Queue the digest of each search that was last told of a week ago. Safe to run twice.

    Nothing is sent where nothing is new. Returns how many digests were queued.
    """
    due = SavedSearch.objects.filter(told_until__lte=now - WEEK - SETTLED, user__is_active=True)
    return sum(_tell(search, now - SETTLED) for search in due.select_related("user"))


def _tell(search: SavedSearch, until: datetime) -> bool:
    numbers = _new(search, until)
    with transaction.atomic():
        claimed = SavedSearch.objects.filter(pk=search.pk, told_until=search.told_until)
        if claimed.update(told_until=until) != 1 or not numbers:
            return False
        queue(
            kind="publication.digest",
            key=f"publication.digest:{search.pk}:{search.told_until.isoformat()}",
            recipient=search.user,
            language=search.language,
            context={
                "room": search.room,
                "query": search.query,
                "numbers": " ".join(str(number) for number in numbers[:MOST_TOLD]),
                "count": str(len(numbers)),
            },
        )
    return True


def _new(search: SavedSearch, until: datetime) -> list[int]:
    """The rows that are new; none if what is searched for exists no longer."""
    with override(search.language):
        try:
            narrowing = narrowing_of(search)
        except RefusedError:
            return []
        return numbers_between(narrowing, search.told_until, until)


def narrowing_of(search: SavedSearch) -> Narrowing:
    """What the search finds now. Raises RefusedError; in the language that is active."""
    listing = rooms.named(search.room).listing
    assert listing is not None  # noqa: S101 - only what has a list can be searched
    return Narrowing(listing, QueryDict(search.query))


def words_of(search: SavedSearch) -> str:
    """What is searched for, in the language that is active."""
    try:
        return narrowing_of(search).in_words
    except RefusedError:
        return search.query
