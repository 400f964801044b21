"""The yearly question whether it is still true: of practices that nobody has confirmed."""

from datetime import datetime

from compact.dates import years_before
from practices.models import Practice
from practices.still_true import KIND, KIND_OF_SEVERAL, last_heard
from publication.yearly import YearlyQuestion, ask

STILL_TRUE = YearlyQuestion(
    kind=KIND, kind_of_several=KIND_OF_SEVERAL, model=Practice, last_heard=last_heard
)
KINDS = STILL_TRUE.kinds


def ask_whether_still_true(now: datetime) -> int:
    """Queue the mails that are due by now, one a person; return how many."""
    unheard = Practice.objects.unconfirmed_since(years_before(now, 1)).order_by("pk")
    return ask(STILL_TRUE, unheard.only("organisation", "confirmed_at", "published_at"), now)
