"""Readers tell the moderators that a contribution breaks the rules; moderators settle it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.discussion.errors import ReportedAlreadyError
from dialogues.discussion.moves import settle_reports
from dialogues.discussion.pace import check_pace_of_reports
from dialogues.models import Post, PostReport
from dialogues.rules import may_moderate
from publication.moves import NotAllowedError
from stakeholders.models import User


@transaction.atomic
def report(*, post: Post, reason: str, by: User) -> PostReport:
    """Tell the moderators. Raises NotAllowedError, ReportedAlreadyError or TooOftenError."""
    User.objects.select_for_update().get(pk=by.pk)
    is_there = Post.objects.published().filter(pk=post.pk).exists()
    if not is_there or post.by_id == by.pk or not by.is_active:
        raise NotAllowedError("report")
    if post.reports.filter(by=by, settled_at=None).exists():
        raise ReportedAlreadyError(_("Your report waits for a moderator already."))
    check_pace_of_reports(by, timezone.now())
    try:
        with transaction.atomic():
            return PostReport.objects.create(post=post, by=by, reason=reason)
    except IntegrityError as error:
        raise ReportedAlreadyError(_("Your report waits for a moderator already.")) from error


@transaction.atomic
def leave_it(*, post: Post, by: User, last: int | None = None) -> int:
    """The contribution stays; what was reported of it, up to the report `last`, is settled.

    Returns how many reports were.
    """
    current = Post.objects.with_names().select_for_update(of=("self",)).get(pk=post.pk)
    if not may_moderate.test(by, current):
        raise NotAllowedError("leave it")
    return settle_reports(current, by, last)
