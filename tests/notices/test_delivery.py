"""From a row to a mail: claimed once, sent once, and every failure kept where people see it."""

import smtplib
import socket
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.utils import timezone
from django.utils.translation import get_language

from imrf_portal.celery import app
from notices import delivery, kinds, tasks
from notices.choices import NoticeState
from notices.delivery import MOST_ATTEMPTS, deliver_one, sweep
from notices.letters import compose
from notices.models import Notice
from notices.querysets import STUCK_AFTER, WAITING_AFTER
from tests.factories.notices import NoticeFactory, to_address
from tests.factories.stakeholders import UserFactory
from tests.notices.conftest import FailWith
from tests.notices.mail_servers import Failing

pytestmark = pytest.mark.django_db

NOT_LEFT = [
    ConnectionRefusedError(111, "Connection refused"),
    TimeoutError("timed out"),
    socket.gaierror(-3, "Temporary failure in name resolution"),
    smtplib.SMTPConnectError(421, b"Try again later"),
    smtplib.SMTPHeloError(500, b"Who are you?"),
]
# The message may have been handed over before the error came, or it will never be taken.
MAY_HAVE_LEFT = [
    smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
    smtplib.SMTPDataError(554, b"Rejected"),
    smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"No such user")}),
    ValueError("a fault of our own"),
]


def reread(notice: Notice) -> Notice:
    notice.refresh_from_db()
    return notice


def test_it_is_claimed_sent_and_marked(mailoutbox: list[Any]) -> None:
    before = timezone.now()
    notice = NoticeFactory(recipient__email="ana@example.org")
    assert tasks.deliver(notice.pk)
    reread(notice)
    assert (notice.state, notice.attempts, notice.error) == (NoticeState.SENT, 1, "")
    assert notice.claimed_at
    assert notice.sent_at
    assert before <= notice.claimed_at <= notice.sent_at
    assert [message.to for message in mailoutbox] == [["ana@example.org"]]


def test_a_second_delivery_does_nothing(mailoutbox: list[Any]) -> None:
    notice = NoticeFactory()
    assert [deliver_one(notice.pk) for _turn in range(3)] == [True, False, False]
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("state", [s for s in NoticeState if s != NoticeState.QUEUED])
def test_only_what_is_queued_is_delivered(state: NoticeState, mailoutbox: list[Any]) -> None:
    notice = NoticeFactory()
    Notice.objects.update(state=state, sent_at=notice.queued_at)
    assert not deliver_one(notice.pk)
    assert mailoutbox == []


def test_what_does_not_exist_is_no_fault(mailoutbox: list[Any]) -> None:
    assert not deliver_one(10**12)
    assert mailoutbox == []


def test_it_is_marked_as_sending_before_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the process dies from here on, the row says that the mail may have left."""
    notice = NoticeFactory()
    seen: list[str] = []
    monkeypatch.setattr(
        mail.EmailMultiAlternatives, "send", lambda _mail: seen.append(reread(notice).state)
    )
    deliver_one(notice.pk)
    assert seen == [NoticeState.SENDING]


def test_whoever_loses_the_claim_sends_nothing(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    notice = NoticeFactory()

    def claimed_meanwhile(of: Notice) -> Any:
        Notice.objects.filter(pk=of.pk).update(state=NoticeState.SENDING)
        return compose(of)

    monkeypatch.setattr(delivery, "compose", claimed_meanwhile)
    assert not deliver_one(notice.pk)
    assert mailoutbox == []


@pytest.mark.parametrize("error", MAY_HAVE_LEFT, ids=lambda error: type(error).__name__)
def test_a_failure_is_kept_and_not_tried_again(
    error: Exception, mail_server_fails: FailWith
) -> None:
    mail_server_fails(error)
    notice = NoticeFactory()
    assert not deliver_one(notice.pk)
    assert reread(notice).state == NoticeState.FAILED
    assert notice.error == repr(error)
    mail_server_fails(None)
    assert not deliver_one(notice.pk)
    assert sweep(timezone.now() + timedelta(days=1)) == (0, 0)
    assert Failing.tries == 1


@pytest.mark.parametrize("error", NOT_LEFT, ids=lambda error: type(error).__name__)
def test_what_has_certainly_not_left_is_tried_again(
    error: Exception, mail_server_fails: FailWith, at_hand: None, mailoutbox: list[Any]
) -> None:
    mail_server_fails(error)
    notice = NoticeFactory()
    assert not deliver_one(notice.pk)
    assert (reread(notice).state, notice.error) == (NoticeState.QUEUED, repr(error))
    mail_server_fails(None)
    assert sweep(notice.try_at + WAITING_AFTER) == (1, 0)
    assert (reread(notice).state, notice.error, notice.attempts) == (NoticeState.SENT, "", 2)
    assert len(mailoutbox) == 1


def test_each_pause_is_twice_the_last_until_it_is_given_up(mail_server_fails: FailWith) -> None:
    mail_server_fails(NOT_LEFT[0])
    notice = NoticeFactory()
    pauses = []
    while reread(notice).state == NoticeState.QUEUED:
        before = timezone.now()
        deliver_one(notice.pk)
        pauses.append(round((reread(notice).try_at - before) / timedelta(minutes=1)))
    assert pauses == [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]
    assert (notice.state, notice.attempts) == (NoticeState.FAILED, MOST_ATTEMPTS)
    assert notice.error


def test_before_its_time_the_sweep_leaves_it_alone(mail_server_fails: FailWith) -> None:
    mail_server_fails(NOT_LEFT[0])
    notice = NoticeFactory()
    deliver_one(notice.pk)
    assert sweep(timezone.now() + timedelta(minutes=1)) == (0, 0)
    assert reread(notice).attempts == 1


def test_who_left_in_the_meantime_gets_nothing_and_the_row_says_why(
    mailoutbox: list[Any],
) -> None:
    notice = NoticeFactory()
    notice.recipient.is_active = False
    notice.recipient.save()
    assert not deliver_one(notice.pk)
    assert reread(notice).state == NoticeState.FAILED
    assert notice.error == "The recipient's account is no longer active."
    assert mailoutbox == []


def test_a_kind_that_is_no_longer_registered_fails_and_is_kept(mailoutbox: list[Any]) -> None:
    notice = NoticeFactory(kind="gossip")
    assert not deliver_one(notice.pk)
    assert (reread(notice).state, notice.error) == (NoticeState.FAILED, "KeyError('gossip')")
    assert notice.attempts == 0, "it was not claimed, so nothing can have left"


def test_words_that_lack_their_context_fail_and_are_kept(mailoutbox: list[Any]) -> None:
    notice = NoticeFactory(context={"subject": "News"})
    assert not deliver_one(notice.pk)
    assert (reread(notice).state, notice.error) == (NoticeState.FAILED, "KeyError('body')")


def test_a_thing_that_is_gone_fails_or_is_told_without_it(mailoutbox: list[Any]) -> None:
    user_type = ContentType.objects.get_for_model(UserFactory())
    notice = NoticeFactory(item_type=user_type, item_id="999999999")
    assert deliver_one(notice.pk)
    assert len(mailoutbox) == 1


def test_a_secret_is_forgotten_once_it_is_sent() -> None:
    notice = NoticeFactory(context={"subject": "Reset", "body": "https://testserver/key/s3cr3t/"})
    deliver_one(notice.pk)
    assert reread(notice).context == {}
    assert "s3cr3t" in mail.outbox[0].body


def test_a_secret_that_has_not_left_is_not_forgotten(mail_server_fails: FailWith) -> None:
    mail_server_fails(NOT_LEFT[0])
    notice = NoticeFactory()
    deliver_one(notice.pk)
    assert reread(notice).context["body"] == "Something happened."


def test_what_is_no_secret_stays_readable_in_the_outbox(
    register: Callable[..., kinds.Kind],
) -> None:
    register("news")
    notice = NoticeFactory(kind="news")
    deliver_one(notice.pk)
    assert reread(notice).context["subject"] == "News"


@pytest.mark.parametrize("language", ["ar", "es", "en"])
def test_the_language_of_the_worker_is_left_as_it_was(language: str) -> None:
    deliver_one(NoticeFactory(recipient__language=language).pk)
    assert timezone.get_current_timezone_name() == "UTC"
    assert get_language() == "en"


def queued(ago: timedelta) -> Notice:
    moment = timezone.now() - ago
    notice: Notice = NoticeFactory(queued_at=moment, try_at=moment)
    return notice


def test_the_sweep_sends_what_was_overlooked_and_leaves_the_fresh_to_its_worker(
    at_hand: None, mailoutbox: list[Any]
) -> None:
    old, fresh = queued(WAITING_AFTER), queued(timedelta(0))
    assert sweep(timezone.now()) == (1, 0)
    assert (reread(old).state, reread(fresh).state) == (NoticeState.SENT, NoticeState.QUEUED)
    assert len(mailoutbox) == 1


def test_the_sweep_reports_what_is_stuck_and_never_sends_it(
    at_hand: None, mailoutbox: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[dict[str, Any]] = []
    monkeypatch.setattr(delivery.log, "error", lambda _words, **more: told.append(more))
    now = timezone.now()
    for ago in (STUCK_AFTER, timedelta(days=3), STUCK_AFTER - timedelta(seconds=1)):
        notice = queued(timedelta(days=4))
        Notice.objects.filter(pk=notice.pk).update(state=NoticeState.SENDING, claimed_at=now - ago)
    assert sweep(now) == (0, 2)
    assert told == [{"count": 2}]
    assert {notice.state for notice in Notice.objects.all()} == {NoticeState.SENDING}
    assert mailoutbox == []


def test_a_sweep_over_an_empty_outbox_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery.log, "error", pytest.fail)
    assert tasks.sweep() == (0, 0)


def test_a_sweep_more_does_nothing(at_hand: None, mailoutbox: list[Any]) -> None:
    queued(timedelta(hours=1))
    assert [sweep(timezone.now()) for _turn in range(3)] == [(1, 0), (0, 0), (0, 0)]
    assert len(mailoutbox) == 1


def test_one_bad_message_does_not_hold_up_the_others(at_hand: None, mailoutbox: list[Any]) -> None:
    bad = queued(timedelta(hours=2))
    Notice.objects.filter(pk=bad.pk).update(kind="gossip")
    good = queued(timedelta(hours=1))
    assert sweep(timezone.now()) == (2, 0)
    assert (reread(bad).state, reread(good).state) == (NoticeState.FAILED, NoticeState.SENT)


def test_the_broker_comes_back_and_nothing_was_lost(
    broker_away: None, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any], at_hand: None
) -> None:
    monkeypatch.setitem(app.conf, "task_always_eager", False)
    notices = [queued(timedelta(hours=1)) for _ in range(3)]
    assert sweep(timezone.now()) == (0, 0)
    assert {reread(notice).state for notice in notices} == {NoticeState.QUEUED}
    monkeypatch.setitem(app.conf, "task_always_eager", True)
    assert sweep(timezone.now()) == (3, 0)
    assert len(mailoutbox) == 3


def test_a_message_to_an_address_that_breaks_the_header_never_leaves(
    mailoutbox: list[Any],
) -> None:
    notice = to_address("guest@example.org\nBcc: all@example.org")
    assert not deliver_one(notice.pk)
    assert reread(notice).state == NoticeState.FAILED
    assert mailoutbox == []
