"""A discussion as an Atom feed: what was published last."""

from collections.abc import Callable

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dialogues.discussion.reading import latest_of
from dialogues.models import Space
from publication.browsing.feeds import ENTRIES, printable


def feed_of(space: Space, *, absolute: Callable[[str], str], here: str) -> Atom1Feed:
    """`absolute` completes a path; `here` is the feed's own address."""
    feed = Atom1Feed(
        title=printable(str(space)),
        link=absolute(space.get_absolute_url()),
        description=_("Demonstration: the content of this site is made up.")
        if settings.DEMONSTRATION
        else "",
        language=get_language(),
        feed_url=here,
        feed_guid=here,
    )
    for one in latest_of(space, ENTRIES):
        feed.add_item(
            title=printable(f"{one.name}, {one.affiliation}"),
            link=absolute(one.address),
            description=linebreaks(escape(printable(one.text))),
            author_name=printable(one.name),
            pubdate=one.posted_at,
            updateddate=one.edited_at or one.posted_at,
        )
    return feed
