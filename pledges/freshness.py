"""How old the last news of a pledge is: 12 and 24 months are the borders."""

from datetime import datetime

from compact.dates import years_before
from pledges.choices import Freshness, Stage
from pledges.models import Pledge


def last_news(pledge: Pledge) -> datetime | None:
    """What its makers said last; failing that, when it was published."""
    return pledge.news_at or pledge.published_at


def freshness_of(pledge: Pledge, now: datetime) -> Freshness | None:
    """The light for the age of the last news; none before it is published and once it is over."""
    if not pledge.is_published or pledge.stage in {Stage.FULFILLED, Stage.DISCONTINUED}:
        return None
    last = last_news(pledge) or now
    if last > years_before(now, 1):
        return Freshness.FRESH
    return Freshness.AGEING if last > years_before(now, 2) else Freshness.STALE
