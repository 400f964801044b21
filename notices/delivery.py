"""From a row to a mail: claimed by a conditional UPDATE, sent, then marked."""

import smtplib
import socket
from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, QuerySet
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from notices import kinds
from notices.choices import NoticeState
from notices.letters import compose
from notices.models import Notice

log = structlog.get_logger(__name__)

# Errors that come before the message is handed over: it certainly has not left.
NOT_LEFT = (
    ConnectionRefusedError,
    TimeoutError,
    socket.gaierror,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
)
MOST_ATTEMPTS = 10


def dispatch(notices: QuerySet[Notice]) -> int:
    """Hand each queued message to a worker. Without a broker it stays queued for the sweep."""
    from notices.tasks import deliver  # noqa: PLC0415  (the task calls this module)

    handed_over = 0
    for pk in notices.values_list("pk", flat=True):
        try:
            deliver.apply_async((pk,), retry=False)
        except (OperationalError, RedisError, OSError) as error:
            log.warning("broker is away; the message stays queued", notice=pk, error=str(error))
            break
        handed_over += 1
    return handed_over


def deliver_one(pk: int) -> bool:
    """Send the message if it is queued and nobody else has claimed it. True if it was sent."""
    notice = Notice.objects.queued().select_related("recipient", "item_type").filter(pk=pk).first()
    if notice is None:
        return False
    if notice.recipient is not None and not notice.recipient.is_active:
        return _fail(notice, "The recipient's account is no longer active.")
    try:
        # Written before it is claimed, so that what can go wrong late is the sending alone.
        message = compose(notice)
    except Exception as error:
        log.exception("a message could not be written", notice=pk, kind=notice.kind)
        return _fail(notice, repr(error))
    return _claim(notice) and _send(notice, message)


def _send(notice: Notice, message: EmailMultiAlternatives) -> bool:
    try:
        message.send()
    except NOT_LEFT as error:
        return _put_back(notice, repr(error))
    except Exception as error:
        log.exception("a message could not be sent", notice=notice.pk, kind=notice.kind)
        return _fail(notice, repr(error))
    return _mark_sent(notice)


def sweep(now: datetime) -> tuple[int, int]:
    """Dispatch what was overlooked; only report what is stuck. Returns both counts."""
    stuck = Notice.objects.stuck(now).count()
    if stuck:
        log.error("messages are stuck in sending; look at the outbox", count=stuck)
    return dispatch(Notice.objects.overlooked(now)), stuck


def _claim(notice: Notice) -> bool:
    return _change(
        notice, NoticeState.QUEUED, state=NoticeState.SENDING, claimed_at=timezone.now(),
        attempts=F("attempts") + 1,
    )  # fmt: skip


def _mark_sent(notice: Notice) -> bool:
    left: dict[str, object] = {"context": {}} if kinds.find(notice.kind).secret else {}
    return _change(
        notice,
        NoticeState.SENDING,
        state=NoticeState.SENT,
        sent_at=timezone.now(),
        error="",
        **left,
    )


def _put_back(notice: Notice, error: str) -> bool:
    attempts = notice.attempts + 1
    state = NoticeState.FAILED if attempts >= MOST_ATTEMPTS else NoticeState.QUEUED
    # 2, 4, 8 … minutes: about 17 hours before it is given up.
    try_at = timezone.now() + timedelta(minutes=2**attempts)
    _change(notice, NoticeState.SENDING, state=state, error=error, try_at=try_at)
    return False


def _fail(notice: Notice, error: str) -> bool:
    _change(notice, NoticeState.QUEUED, NoticeState.SENDING, state=NoticeState.FAILED, error=error)
    return False


def _change(notice: Notice, *sources: NoticeState, **values: object) -> bool:
    changed = Notice.objects.filter(pk=notice.pk, state__in=sources).update(**values)
    return changed == 1
