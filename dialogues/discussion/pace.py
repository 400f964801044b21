"""How much one person can say in an hour and in a day: told beforehand, and when it is too much."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from dialogues.choices import PostSource
from dialogues.discussion.errors import TooOftenError
from dialogues.models import Post, PostReport
from publication.kinds import in_words
from stakeholders.models import User

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# So many contributions of one person, wherever they are made.
IN_AN_HOUR, IN_A_DAY = 5, 20
REPORTS_IN_A_DAY = 20


def check_pace(by: User, now: datetime) -> None:
    """Raises TooOftenError. What a moderator enters for others does not count."""
    mine = Post.objects.filter(by=by, source=PostSource.PORTAL, posted_at__gt=now - DAY)
    moments = list(mine.order_by("-posted_at").values_list("posted_at", flat=True)[:IN_A_DAY])
    in_the_hour = [moment for moment in moments if moment > now - HOUR]
    free = [
        last + span
        for last, span in ((_last(in_the_hour, IN_AN_HOUR), HOUR), (_last(moments, IN_A_DAY), DAY))
        if last is not None
    ]
    if free:
        again_at = max(free)
        words = _(
            "You contributed as often as one can for now: %(hour)s times in an hour, %(day)s in a "
            "day. Your text is kept below. You can send it from %(when)s on."
        )
        when = in_words(again_at)
        raise TooOftenError(words % {"hour": IN_AN_HOUR, "day": IN_A_DAY, "when": when}, again_at)


def check_pace_of_reports(by: User, now: datetime) -> None:
    """Raises TooOftenError."""
    mine = PostReport.objects.filter(by=by, at__gt=now - DAY).order_by("-at")
    last = _last(list(mine.values_list("at", flat=True)[:REPORTS_IN_A_DAY]), REPORTS_IN_A_DAY)
    if last is not None:
        words = _("You reported as often as one can in a day. You can report again from %(when)s.")
        raise TooOftenError(words % {"when": in_words(last + DAY)}, last + DAY)


def _last(moments: Sequence[datetime], most: int) -> datetime | None:
    """The one that has to grow old before there is room again; the newest stand first."""
    return moments[most - 1] if len(moments) >= most else None
