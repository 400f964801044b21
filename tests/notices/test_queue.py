"""A message is a row before it is a mail: queued once, in the transaction of what it tells of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from notices import delivery, kinds, services, tasks
from notices.choices import NoticeState
from notices.models import Notice
from notices.services import queue, queue_all
from stakeholders.models import User
from tests.factories.notices import NEWS, NoticeFactory, to_address
from tests.factories.stakeholders import OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def queue_news(key: str = "news:1", **fields: Any) -> None:
    recipient = fields.pop("recipient", None) or UserFactory()
    queue(kind="account", key=key, recipient=recipient, context=NEWS, **fields)


def test_a_message_waits_with_all_it_needs() -> None:
    person, item = UserFactory(email="ana@example.org", language="es"), OrganisationFactory()
    queue_news(recipient=person, item=item)
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.error) == (NoticeState.QUEUED, 0, "")
    assert (notice.address, notice.reading_language) == ("ana@example.org", "es")
    assert (notice.item, notice.context) == (item, NEWS)
    assert str(notice) == "account → ana@example.org"


def test_a_key_is_queued_once() -> None:
    person = UserFactory()
    for body in ("First.", "Second."):
        queue(kind="account", key="same", recipient=person, context={**NEWS, "body": body})
    assert Notice.objects.get().context["body"] == "First."


def test_many_at_once_are_queued_beside_those_that_are_known() -> None:
    person = UserFactory()
    queue_news("a", recipient=person)
    made = [Notice(key=key, kind="account", recipient=person) for key in "abc"]
    assert queue_all(made) == 2
    assert set(Notice.objects.values_list("key", flat=True)) == {"a", "b", "c"}
    assert queue_all([Notice(key=key, kind="account", recipient=person) for key in "abc"]) == 0


def test_one_key_twice_in_one_lot_is_queued_and_counted_once() -> None:
    person = UserFactory()
    twins = [Notice(key="twin", kind="account", recipient=person) for _ in range(2)]
    assert queue_all(twins) == 1
    assert Notice.objects.count() == 1


def test_a_key_that_was_sent_long_ago_is_not_queued_again() -> None:
    notice = NoticeFactory()
    Notice.objects.update(state=NoticeState.SENT, sent_at=notice.queued_at)
    assert queue_all([Notice(key=notice.key, kind="account", recipient=notice.recipient)]) == 0
    assert Notice.objects.get().state == NoticeState.SENT


def test_the_database_keeps_keys_unique_whoever_writes() -> None:
    notice = NoticeFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeFactory(key=notice.key)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"recipient": None}, "notice_has_someone_to_go_to"),
        ({"state": "lost"}, "notice_state_is_known"),
        ({"state": NoticeState.SENT}, "sent_notice_says_when"),
    ],
)
def test_the_database_keeps_the_rules(fields: dict[str, Any], rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        NoticeFactory(**fields)


def test_a_kind_that_nobody_registered_is_refused_before_anything_is_written() -> None:
    with pytest.raises(KeyError, match="gossip"):
        queue(kind="gossip", key="1", recipient=UserFactory())
    assert not Notice.objects.exists()


def test_two_kinds_of_one_code_are_refused(register: Callable[..., kinds.Kind]) -> None:
    made = register("news")
    kinds.register(made)  # the same again is harmless
    with pytest.raises(ValueError, match="two kinds of notice called news"):
        register("news", secret=True)


def test_someone_without_an_account_is_written_to_in_the_language_given() -> None:
    queue(kind="account", key="1", email="guest@example.org", language="fr", context=NEWS)
    notice = Notice.objects.get()
    assert (notice.address, notice.reading_language) == ("guest@example.org", "fr")


def test_another_address_goes_before_the_persons_own() -> None:
    notice = NoticeFactory(email="new@example.org", language="ru", recipient__language="es")
    assert (notice.address, notice.reading_language) == ("new@example.org", "ru")
    assert to_address().reading_language == "en"


def test_who_is_no_longer_active_gets_nothing() -> None:
    queue_news(recipient=UserFactory(is_active=False))
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("optional", "wants", "queued"), [
    (True, True, 1), (True, False, 0), (False, True, 1), (False, False, 1),
])  # fmt: skip
def test_reminders_can_be_switched_off_and_nothing_else_can(
    register: Callable[..., kinds.Kind], optional: bool, wants: bool, queued: int
) -> None:
    register("hint", optional=optional)
    queue(kind="hint", key="1", recipient=UserFactory(wants_reminders=wants), context=NEWS)
    assert Notice.objects.count() == queued


def test_it_is_taken_back_with_the_transaction_that_it_tells_of() -> None:
    person = UserFactory()
    with transaction.atomic():
        queue_news(recipient=person)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_it_is_sent_after_the_commit_and_not_before(
    at_hand: None, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue_news()
        assert mailoutbox == []
    assert [mail.subject for mail in mailoutbox] == ["News"]
    assert Notice.objects.get().state == NoticeState.SENT


def test_only_what_is_new_is_handed_to_the_workers(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    handed_over: list[int] = []
    monkeypatch.setattr(
        tasks.deliver, "apply_async", lambda args, **_options: handed_over.extend(args)
    )
    old = NoticeFactory()
    person = UserFactory()
    with django_capture_on_commit_callbacks(execute=True):
        queue_all(Notice(key=key, kind="account", recipient=person) for key in (old.key, "new"))
    assert handed_over == [Notice.objects.get(key="new").pk]


def test_nothing_to_queue_costs_nothing(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):  # the savepoint and its release
        assert queue_all([]) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_many_are_queued_at_the_price_of_one(count: int, django_assert_num_queries: Any) -> None:
    people = [UserFactory() for _ in range(count)]
    made = [
        Notice(key=str(person.pk), kind="account", recipient=person, context=NEWS)
        for person in people
    ]
    with django_assert_num_queries(4):
        assert queue_all(made) == count


def an_hour_ago() -> datetime:
    return timezone.now() - timedelta(hours=1)


@pytest.mark.parametrize("state", [NoticeState.FAILED, NoticeState.SENDING])
def test_a_failed_or_stuck_message_is_sent_again_when_a_person_decides_so(
    state: NoticeState, at_hand: None, django_capture_on_commit_callbacks: Any, mailoutbox: Any
) -> None:
    notice = NoticeFactory()
    Notice.objects.update(
        state=state, error="No such mailbox", attempts=10, claimed_at=an_hour_ago()
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert services.send_again(notice)
    notice.refresh_from_db()
    assert (notice.state, notice.error, notice.attempts) == (NoticeState.SENT, "", 1)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("state", [NoticeState.QUEUED, NoticeState.SENDING, NoticeState.SENT])
def test_what_waits_or_is_under_way_or_has_left_is_not_sent_again(
    state: NoticeState, at_hand: None, mailoutbox: list[Any]
) -> None:
    notice = NoticeFactory()
    Notice.objects.update(state=state, sent_at=notice.queued_at, claimed_at=timezone.now())
    assert not services.send_again(notice)
    assert Notice.objects.get().state == state
    assert mailoutbox == []


@pytest.mark.parametrize("state", NoticeState)
def test_only_a_stuck_message_is_settled_as_sent(state: NoticeState) -> None:
    notice = NoticeFactory()
    Notice.objects.update(state=state, sent_at=notice.queued_at)
    assert services.mark_as_sent(notice) == (state == NoticeState.SENDING)
    if state == NoticeState.SENDING:
        notice.refresh_from_db()
        assert notice.state == NoticeState.SENT
        assert notice.sent_at


def test_without_a_broker_a_message_is_queued_all_the_same(
    broker_away: None, django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        queue_news("one")
        queue_news("two")
    assert {notice.state for notice in Notice.objects.all()} == {NoticeState.QUEUED}
    assert mailoutbox == []
    assert delivery.dispatch(Notice.objects.queued()) == 0


def test_whatever_goes_wrong_in_handing_over_the_verb_is_done(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def fail(*_args: Any, **_options: Any) -> None:
        raise RuntimeError("a fault of the library")

    monkeypatch.setattr(tasks.deliver, "apply_async", fail)
    with django_capture_on_commit_callbacks(execute=True):
        queue_news()
    assert Notice.objects.get().state == NoticeState.QUEUED


def test_people_cannot_vanish_while_a_message_for_them_is_on_record() -> None:
    person: User = NoticeFactory().recipient
    with pytest.raises(ProtectedError):
        person.delete()
