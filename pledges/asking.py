"""The yearly question what is new: of pledges that are under way and have been silent."""

from datetime import datetime

from compact.dates import years_before
from pledges.freshness import last_news
from pledges.models import Pledge
from pledges.news import KIND, KIND_OF_SEVERAL
from publication.yearly import YearlyQuestion, ask

WHAT_IS_NEW = YearlyQuestion(
    kind=KIND, kind_of_several=KIND_OF_SEVERAL, model=Pledge, last_heard=last_news
)
KINDS = WHAT_IS_NEW.kinds


def ask_for_news(now: datetime) -> int:
    """Queue the mails that are due by now, one a person; return how many."""
    silent = Pledge.objects.silent_since(years_before(now, 1)).order_by("pk")
    return ask(WHAT_IS_NEW, silent.only("organisation", "news_at", "published_at"), now)
