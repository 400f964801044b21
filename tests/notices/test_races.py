"""Two at once on real PostgreSQL: one message, one mail."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from notices import services
from notices.choices import NoticeState
from notices.delivery import deliver_one, sweep
from notices.models import Notice
from tests.factories.notices import NoticeFactory
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_workers_deliver_one_message_once(mailoutbox: list[Any]) -> None:
    pk = NoticeFactory().pk
    outcomes = at_once(*[lambda: deliver_one(pk)] * 8)
    assert sorted(map(str, outcomes)) == ["False"] * 7 + ["True"]
    assert len(mailoutbox) == 1
    assert Notice.objects.get().attempts == 1


def test_many_workers_deliver_many_messages_once_each(mailoutbox: list[Any]) -> None:
    numbers = [NoticeFactory().pk for _ in range(10)]

    def deliver_all() -> int:
        return sum(deliver_one(pk) for pk in numbers)

    outcomes = at_once(*[deliver_all] * 4)
    assert sum(sent for sent in outcomes if isinstance(sent, int)) == 10
    assert len(mailoutbox) == len({message.to[0] for message in mailoutbox}) == 10


def test_two_jobs_queue_the_same_messages_once() -> None:
    people = [UserFactory() for _ in range(5)]

    def queue() -> int:
        made = [
            Notice(
                key=f"due:{person.pk}",
                kind="account",
                recipient=person,
                context={"subject": "x", "body": "y"},
            )
            for person in people
        ]
        return services.queue_all(made)

    assert refusals(at_once(*[queue] * 4)) == []
    assert Notice.objects.count() == 5


def test_a_job_that_queues_in_another_order_neither_waits_for_ever_nor_fails() -> None:
    people = [UserFactory() for _ in range(8)]

    def queue(order: int) -> int:
        made = [
            Notice(key=str(person.pk), kind="account", recipient=person)
            for person in people[::order]
        ]
        return services.queue_all(made)

    assert refusals(at_once(lambda: queue(1), lambda: queue(-1), lambda: queue(1))) == []
    assert Notice.objects.count() == 8


def test_two_people_send_a_failed_message_again(at_hand: None, mailoutbox: list[Any]) -> None:
    notice = NoticeFactory()
    Notice.objects.update(state=NoticeState.FAILED)
    at_once(*[lambda: services.send_again(notice)] * 3)
    assert len(mailoutbox) == 1


def test_one_sends_again_while_another_settles_it_as_sent(
    at_hand: None, mailoutbox: list[Any]
) -> None:
    notice = NoticeFactory()
    long_ago = timezone.now() - timedelta(hours=1)
    Notice.objects.update(state=NoticeState.SENDING, claimed_at=long_ago)
    again, settled = at_once(
        lambda: services.send_again(notice), lambda: services.mark_as_sent(notice)
    )
    assert again != settled
    assert len(mailoutbox) == int(again is True)
    assert Notice.objects.get().state == NoticeState.SENT


def test_a_sweep_beside_a_worker_sends_once(at_hand: None, mailoutbox: list[Any]) -> None:
    moment = timezone.now() - timedelta(hours=1)
    notice = NoticeFactory(try_at=moment)
    at_once(*[lambda: sweep(timezone.now())] * 3, lambda: deliver_one(notice.pk))
    assert len(mailoutbox) == 1
