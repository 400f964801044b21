"""A list as an Atom feed: what was published or had news, the latest first."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from publication.browsing.listing import Narrowing
from publication.browsing.news import latest
from publication.models import ListedItem

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
ENTRIES = 50
WORDS = 60
# Part of what makes the name of an entry the portal's own for good (RFC 4151).
SINCE = 2026


class Feed(Atom1Feed):
    """It was updated when its newest entry was; while it has none, when the room last changed."""

    def __init__(self, *, changed_at: datetime, **about: Any) -> None:
        super().__init__(**about)
        self.changed_at = changed_at

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.changed_at)


def feed_of(narrowing: Narrowing, *, absolute: Callable[[str], str], here: str) -> Feed:
    """The feed of what is shown; `here` is its own address, and `absolute` completes a path."""
    listing = narrowing.listing
    feed = Feed(
        title=narrowing.in_words,
        link=absolute(listing.address + narrowing.address_of_choice()),
        description=_("Demonstration: the content of this site is made up.")
        if settings.DEMONSTRATION
        else "",
        author_name=_("IMRF Portal"),
        language=narrowing.language,
        feed_url=here,
        feed_guid=here,
        changed_at=datetime.fromtimestamp(narrowing.snapshot.change / 1_000_000, UTC),
    )
    numbers = [number for _at, number in islice(latest(narrowing), ENTRIES)]
    for row in narrowing.rows(numbers):
        feed.add_item(
            title=printable(listing.title_of(row)),
            link=absolute(listing.address_of(row)),
            description=escape(Truncator(printable(row.text)).words(WORDS)),  # taken as HTML
            unique_id=name_of(row),
            pubdate=row.published_at,
            updateddate=row.updated_at,
        )
    return feed


def printable(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return NOT_IN_XML.sub("", text)


def name_of(row: ListedItem) -> str:
    """The same for good, whatever language the feed is read in."""
    return f"tag:{urlsplit(settings.PORTAL_ADDRESS).hostname},{SINCE}:{row.code}"
