"""What keeps peer reviews going by itself: unanswered invitations end, and who owes is reminded.

Safe to run at any time: each message has its key, and a run that was missed is made up by the next.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time, timedelta

from notices.choices import NoticeState
from notices.models import Notice
from notices.services import queue_all
from practices.choices import AssignmentState
from practices.models import Assignment
from practices.peer_review import kinds
from practices.peer_review.answering import lapse_unanswered
from practices.peer_review.further import call_all_further
from practices.peer_review.telling import notice_to

MORNING = time(8)
# Days before the date on which one is reminded; -3 is three days after.
BEFORE_ANSWER = (2,)
BEFORE_REVIEW = (7, 2, 0, -3, -10)


def keep_reviews_going(now: datetime) -> int:
    """Lapse and replace, call further reviewers, remind; returns how many messages were queued."""
    lapse_unanswered(now)
    call_all_further()
    return queue_reminders(now)


def queue_reminders(now: datetime) -> int:
    """Each that should have been queued by now; of several that were missed only the latest."""
    owing = Assignment.objects.with_names().open().filter(round__ended_at=None)
    return queue_all(_due(list(owing.order_by("pk")), now))


def _due(owing: Collection[Assignment], now: datetime) -> Iterator[Notice]:
    reached = _reached(owing)
    for assignment in owing:
        if assignment.pk not in reached:
            continue  # nobody is reminded of what never came
        is_asked = assignment.state == AssignmentState.INVITED
        due = assignment.answer_due_at if is_asked else assignment.review_due_at
        since = assignment.invited_at if is_asked else assignment.answered_at or now
        offset = latest_due(assignment, due, since, now, is_asked=is_asked)
        if offset is not None:
            kind = _kind(is_asked=is_asked, offset=offset)
            about = f"{due:%Y-%m-%d}:{offset}"
            yield notice_to(assignment, kind, assignment.reviewer.user, about=about)


def latest_due(
    assignment: Assignment, due: datetime, since: datetime, now: datetime, *, is_asked: bool
) -> int | None:
    """The offset whose morning, in the reviewer's zone, came last; None if none has come.

    What lies before the invitation, or before it was accepted, is not made up for.
    """
    zone = assignment.reviewer.user.zone
    day = due.astimezone(zone).date()
    offsets: Sequence[int] = BEFORE_ANSWER if is_asked else BEFORE_REVIEW
    mornings = {
        datetime.combine(day - timedelta(days), MORNING, tzinfo=zone): days for days in offsets
    }
    past = [moment for moment in mornings if since <= moment <= now]
    if not past:
        return None
    days = mornings[max(past)]
    # "Due by" would be untrue once the time has passed.
    return None if days >= 0 and now > due else days


def _kind(*, is_asked: bool, offset: int) -> str:
    if is_asked:
        return kinds.ANSWER_DUE
    return kinds.REVIEW_DUE if offset >= 0 else kinds.OVERDUE


def _reached(owing: Collection[Assignment]) -> set[int]:
    """Whose invitation has left, or who has answered it all the same; in one query."""
    keys = {
        notice_to(one, kinds.INVITED, one.reviewer.user).key: one.pk
        for one in owing
        if one.state == AssignmentState.INVITED
    }
    sent = Notice.objects.filter(key__in=keys, state=NoticeState.SENT).values_list("key", flat=True)
    answered = {one.pk for one in owing if one.state == AssignmentState.ACCEPTED}
    return answered | {keys[key] for key in sent}
