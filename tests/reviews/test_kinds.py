"""What is told of a review: every audience of every move, in every language, in its words."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from notices import kinds
from notices.letters import compose
from notices.models import Notice
from publication import rooms
from publication.choices import State
from publication.moves import make_move
from reviews.kinds import KINDS
from reviews.models import Review
from reviews.workflow import WORKFLOW
from tests.factories.notices import NoticeFactory
from tests.factories.publication import examiner, review_in
from tests.factories.reviews import begun
from tests.factories.stakeholders import UserFactory

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TOLD = [
    f"{room.name}.{move.slug}.{audience.value}"
    for room in rooms.every_room()
    for move in room.workflow
    for audience in move.tells
]
SAID = {"by": "Ana Mora", "note": "Say more on objective 5.", "at": "2030-02-01T12:00:00+00:00"}


def context_of(kind: str) -> dict[str, str]:
    return {
        "reviews.handed-over": {"by": "Ana Mora", "section": "methodology", "due_on": "2030-01-15"},
        "reviews.reminder": {"due": "2030-03-01 04:59:59+00:00", "year": "2030"},
        "reviews.not-begun": {"due": "2030-03-01 04:59:59+00:00", "year": "2030"},
        "reviews.input-given": {"by": "Union of Ports", "number": "7"},
        "reviews.input-used": {"use": "Taken up under objective 6.", "country": "CRI"},
    }.get(kind, SAID)


def notice_of(kind: str, review: Review, **person: Any) -> Notice:
    item = review.cycle if kind == "reviews.not-begun" else review
    notice: Notice = NoticeFactory(
        kind=kind,
        item_type=ContentType.objects.get_for_model(item),
        item_id=str(item.pk),
        context=context_of(kind),
        **{f"recipient__{name}": value for name, value in person.items()},
    )
    return notice


@pytest.mark.parametrize("code", TOLD)
def test_every_audience_of_every_move_has_its_words(code: str) -> None:
    assert kinds.find(code).code == code


def test_every_kind_that_a_move_could_tell_is_told_by_one() -> None:
    of_moves = {kind.code for kind in kinds.every_kind() if kind.code.count(".") == 2}
    assert of_moves == set(TOLD)


def test_every_move_tells_somebody() -> None:
    assert all(move.tells for move in WORKFLOW)


def test_reminders_can_be_switched_off_and_news_of_a_move_cannot() -> None:
    assert {kind.code for kind in KINDS if kind.optional} == {
        "reviews.reminder",
        "reviews.not-begun",
        "reviews.input-given",
    }
    assert not any(kind.secret for kind in KINDS)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_composes_in_every_language(language: str) -> None:
    review = begun()
    for kind in KINDS:
        message = compose(notice_of(kind.code, review, language=language))
        body = str(message.body)
        assert message.subject
        assert "%(" not in message.subject + body
        assert message.extra_headers["Content-Language"] == language
        link = kind.link(NoticeFactory.build(recipient=None))
        assert not link or f"https://testserver/{language}/" in body, kind.code


@pytest.mark.django_db
class TestTheWords:
    def body(self, kind: str, **person: Any) -> str:
        return str(compose(notice_of(kind, begun(), **person)).body)

    def test_the_note_of_a_return_stands_in_a_paragraph_of_its_own(self) -> None:
        assert "\n\nSay more on objective 5.\n\n" in self.body("reviews.return.author")

    def test_without_a_note_nothing_is_said_of_one(self) -> None:
        notice = notice_of("reviews.take-up.author", begun())
        notice.context = {**SAID, "note": ""}
        assert "The note says" not in str(compose(notice).body)

    def test_a_moment_is_in_the_readers_zone(self) -> None:
        body = self.body("reviews.submit.secretariat", time_zone="Asia/Tokyo")
        assert "1 February 2030, 21:00 (Asia/Tokyo)" in body

    def test_a_schedule_tells_the_time_that_was_set(self) -> None:
        review = review_in(State.UNDER_REVIEW)
        soon = timezone.now() + timedelta(days=2)
        make_move(review, "schedule", by=examiner(), publish_at=soon)
        body = str(compose(Notice.objects.get(kind="reviews.schedule.author")).body)
        local = soon.astimezone(UTC)
        assert f"{local.day} {local:%B %Y, %H:%M} (UTC)" in body

    def test_a_schedule_that_was_held_back_before_the_mail_left_names_no_time(self) -> None:
        assert "—" in self.body("reviews.schedule.author")

    def test_what_is_published_leads_to_the_public_page(self) -> None:
        for kind in ("reviews.publish.author", "reviews.release.author"):
            body = str(compose(notice_of(kind, self.review())).body)
            assert "https://testserver/en/reviews/REV-2030-CRI/" in body

    def review(self) -> Review:
        return Review.objects.first() or begun()

    def test_news_of_what_was_taken_back_leads_nowhere(self) -> None:
        """The Secretariat cannot see the draft, so no link leads to it."""
        body = self.body("reviews.take-back.secretariat")
        assert "/desk/reviews/" not in body

    @pytest.mark.parametrize(
        ("today", "left"),
        [
            (datetime(2030, 2, 14, 12, tzinfo=UTC), "15 days are left."),
            (datetime(2030, 2, 28, 12, tzinfo=UTC), "1 day is left."),
            (datetime(2030, 3, 1, 1, tzinfo=UTC), "0 days are left."),
            (datetime(2030, 3, 2, 12, tzinfo=UTC), "The date has passed."),
        ],
    )
    def test_a_reminder_counts_the_days_from_when_it_is_written(
        self, today: datetime, left: str
    ) -> None:
        review = begun()
        with time_machine.travel(today, tick=False):
            message = compose(notice_of("reviews.reminder", review))
        assert left in str(message.body)
        assert left in message.subject

    def test_a_reminder_that_none_was_begun_leads_to_the_desk(self) -> None:
        assert "https://testserver/en/desk/" in self.body("reviews.not-begun")

    def test_when_the_thing_is_gone_the_words_still_come(self) -> None:
        notice = notice_of("reviews.return.author", begun())
        notice.item_id = "999999999"
        notice.save()
        assert "https://testserver/en/desk/" in str(compose(Notice.objects.get()).body)

    def test_each_says_why_it_came(self) -> None:
        review = begun()
        for kind in KINDS:
            assert "You get this because" in str(compose(notice_of(kind.code, review)).body)

    def test_the_same_moment_reads_alike_for_two_people_of_one_zone(self) -> None:
        review = begun()
        ana, bea = (UserFactory(time_zone="Asia/Tokyo") for _ in range(2))
        one = notice_of("reviews.take-up.author", review)
        other = notice_of("reviews.take-up.author", review)
        one.recipient, other.recipient = ana, bea
        bodies = [str(compose(notice).body).split("\n\n", 1)[1] for notice in (one, other)]
        assert bodies[0] == bodies[1]
