"""Authors are told of each decision, wherever they wrote from, and nobody's name is told."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from dialogues.choices import PostState
from dialogues.discussion.moves import move_post
from dialogues.models import Post
from notices.delivery import deliver_one
from notices.models import Notice
from tests.dialogues.discussion.people import moderator
from tests.dialogues.discussion.test_matrix import post_in
from tests.factories.dialogues import post, published_post

pytestmark = pytest.mark.django_db
DECISIONS = [
    ("publish", PostState.WAITING, "is published"),
    ("decline", PostState.WAITING, "is not published"),
    ("remove", PostState.PUBLISHED, "was removed"),
    ("uphold", PostState.APPEALED, "was not granted"),
    ("grant", PostState.APPEALED, "was granted"),
]


def decided(made: Post, move: str) -> str:
    """The one mail that comes of it."""
    Notice.objects.all().delete()
    mail.outbox.clear()
    move_post(made, move, by=moderator(name="Mo Derator"), reason="Read rule three.")
    notice = Notice.objects.get()
    assert deliver_one(notice.pk)
    (message,) = mail.outbox
    html = str(message.alternatives[0][0])  # type: ignore[union-attr]
    assert "Mo Derator" not in f"{message.subject}{message.body}{html}"
    return f"{message.subject}\n{message.body}"


@pytest.mark.parametrize(("move", "state", "words"), DECISIONS)
def test_every_decision_is_told_with_its_reason(move: str, state: PostState, words: str) -> None:
    made = post_in(state, text="What I said about permits.")
    letter = decided(made, move)
    assert words in letter
    assert "What I said about permits." in letter
    assert ("Read rule three." in letter) == (move != "publish")
    assert f"/desk/dialogues/mine/{made.pk}/" in letter
    assert mail.outbox[0].to == [made.by.email]


# Nobody appeals for another.
ON_BEHALF = [row[:2] for row in DECISIONS if row[1] != PostState.APPEALED]


@pytest.mark.parametrize(("move", "state"), ON_BEHALF)
def test_who_wrote_by_mail_is_told_by_mail(move: str, state: PostState) -> None:
    fields: dict[str, Any] = {
        "source": "mail",
        "author_email": "ana@example.net",
        "language": "es",
    }
    make = published_post if state == PostState.PUBLISHED else post
    letter = decided(make(**fields, by=moderator(), organisation=None), move)
    assert mail.outbox[0].to == ["ana@example.net"]
    assert "/desk/" not in letter
    assert ("/es/dialogues/spaces/" in letter) == (move == "publish")


def test_who_left_no_address_is_told_nothing() -> None:
    made = post(source="paper", by=moderator(), organisation=None)
    move_post(made, "publish", by=moderator())
    assert not Notice.objects.exists()


@pytest.mark.parametrize("name", ["withdraw", "appeal"])
def test_what_an_author_does_is_told_to_nobody(name: str) -> None:
    made = post_in(PostState.PUBLISHED if name == "withdraw" else PostState.DECLINED)
    Notice.objects.all().delete()
    move_post(made, name, by=made.by, reason="Because.")
    assert not Notice.objects.exists()


def test_a_mail_that_is_sent_late_does_not_lead_to_what_is_gone() -> None:
    fields: dict[str, Any] = {"source": "mail", "author_email": "ana@example.net"}
    made = post(**fields, by=moderator(), organisation=None)
    move_post(made, "publish", by=moderator())
    told = {"state": PostState.REMOVED, "reason": "Rude.", "decided_at": timezone.now()}
    Post.objects.filter(pk=made.pk).update(**told)
    assert deliver_one(Notice.objects.get().pk)
    assert "/dialogues/spaces/" not in mail.outbox[0].body
