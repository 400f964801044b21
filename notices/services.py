"""Verbs of the outbox."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from notices import kinds
from notices.choices import NoticeState
from notices.delivery import dispatch
from notices.models import Notice
from notices.querysets import NoticeQuerySet
from stakeholders.models import User


def queue(
    *,
    kind: str,
    key: str,
    recipient: User | None = None,
    email: str = "",
    language: str = "",
    item: models.Model | None = None,
    context: dict[str, str] | None = None,
) -> None:
    """Queue one message, in the transaction of what it tells of. A known key is ignored."""
    notice = Notice(
        key=key,
        kind=kinds.find(kind).code,
        recipient=recipient,
        email=email,
        language=language,
        item_type=ContentType.objects.get_for_model(item) if item else None,
        item_id=str(item.pk) if item else "",
        context=context or {},
    )
    queue_all([notice])


def queue_all(notices: Iterable[Notice]) -> int:
    """Insert the messages whose keys are new, and have them delivered after commit.

    Returns how many were queued. Who switched reminders off gets no optional ones.
    """
    wanted = {notice.key: notice for notice in notices if _is_wanted(notice)}
    with transaction.atomic():
        known = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
        # In one order, so that two jobs at once wait for each other and not in a circle.
        fresh = {key: wanted[key] for key in sorted(wanted.keys() - known)}
        Notice.objects.bulk_create(fresh.values(), ignore_conflicts=True)
        _dispatch_on_commit(Notice.objects.filter(key__in=fresh))
    return len(fresh)


def _dispatch_on_commit(notices: NoticeQuerySet) -> None:
    """Robust: whatever goes wrong there, what was told of is done, and the sweep comes by."""
    transaction.on_commit(lambda: dispatch(notices.queued()), robust=True)


def send_again(notice: Notice) -> bool:
    """Queue a failed or stuck message once more, because a person looked and decided so."""
    with transaction.atomic():
        changed = (
            Notice.objects.undecided(timezone.now())
            .filter(pk=notice.pk)
            .update(state=NoticeState.QUEUED, error="", attempts=0, try_at=timezone.now())
        )
        _dispatch_on_commit(Notice.objects.filter(pk=notice.pk))
    return changed == 1


def mark_as_sent(notice: Notice) -> bool:
    """Settle a stuck message that did leave."""
    return (
        Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING).update(
            state=NoticeState.SENT, sent_at=timezone.now()
        )
        == 1
    )


def _is_wanted(notice: Notice) -> bool:
    if notice.recipient is None:
        return True
    optional = kinds.find(notice.kind).optional
    return notice.recipient.is_active and (notice.recipient.wants_reminders or not optional)
