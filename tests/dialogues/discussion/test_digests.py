"""A digest a day for followers and for moderators, instead of a mail a contribution."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from dialogues.choices import PostState
from dialogues.discussion.digests import (
    DAY,
    MOST_TOLD,
    SETTLED,
    moderators,
    tell_followers,
    tell_moderators,
)
from dialogues.discussion.following import follow, stop_following
from dialogues.models import Following, Post, PostReport, Space
from dialogues.tasks import tell_those_who_follow, tell_those_who_moderate
from imrf_portal.schedule import SCHEDULE
from notices.delivery import deliver_one
from notices.models import Notice
from tests.dialogues.discussion.people import moderating_author, moderator, moderator_of
from tests.factories.dialogues import post, poster, published_post, space
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db
START = datetime(2030, 2, 4, 9, 0, tzinfo=UTC)
NEXT_DAY = START + DAY + SETTLED + timedelta(minutes=1)


@pytest.fixture
def of() -> Space:
    return space(opens_at=START - 9 * DAY, closes_at=START + 90 * DAY)


def follower(of: Space, **fields: Any) -> Following:
    with time_machine.travel(START, tick=False):
        return follow(space=of, by=UserFactory(**fields))


def said(of: Space, text: str, after: timedelta = timedelta(hours=2), **fields: Any) -> Post:
    return published_post(of, text=text, decided_at=START + after, **fields)


def letters() -> list[str]:
    mail.outbox.clear()
    for notice in Notice.objects.filter(state="queued").order_by("pk"):
        assert deliver_one(notice.pk)
    return [f"{one.subject}\n{one.body}" for one in mail.outbox]


class TestFollowers:
    def test_what_is_new_comes_in_one_mail_a_day(self, of: Space) -> None:
        follower(of)
        said(of, "Said first.")
        said(of, "Said second.")
        assert tell_followers(NEXT_DAY) == 1
        (letter,) = letters()
        assert "Said first." in letter
        assert letter.index("Said first.") < letter.index("Said second.")
        assert f"/en/dialogues/spaces/{of.code}/" in letter

    def test_not_before_a_day_is_over(self, of: Space) -> None:
        follower(of)
        said(of, "Said first.")
        assert tell_followers(START + DAY) == 0
        assert tell_followers(NEXT_DAY) == 1

    def test_a_run_too_many_tells_nothing_and_a_missed_one_is_made_up(self, of: Space) -> None:
        follower(of)
        said(of, "Said first.")
        assert tell_followers(NEXT_DAY + 5 * DAY) == 1
        assert tell_followers(NEXT_DAY + 5 * DAY) == 0

    def test_each_contribution_is_told_once(self, of: Space) -> None:
        follower(of)
        said(of, "Said first.")
        tell_followers(NEXT_DAY)
        said(of, "Said later.", after=DAY + timedelta(hours=3))
        letters()
        assert tell_followers(NEXT_DAY + DAY + SETTLED) == 1
        (letter,) = letters()
        assert "Said later." in letter
        assert "Said first." not in letter

    def test_what_is_decided_at_this_moment_is_told_the_next_time(self, of: Space) -> None:
        follower(of)
        said(of, "Just decided.", after=NEXT_DAY - START - timedelta(minutes=5))
        assert tell_followers(NEXT_DAY) == 0
        assert tell_followers(NEXT_DAY + DAY + SETTLED) == 1

    def test_nothing_new_is_no_mail(self, of: Space) -> None:
        follower(of)
        post(of, text="It waits.")
        assert tell_followers(NEXT_DAY) == 0

    def test_one_s_own_words_are_no_news(self, of: Space) -> None:
        by = poster()
        with time_machine.travel(START, tick=False):
            follow(space=of, by=by)
        said(of, "My own.", by=by)
        assert tell_followers(NEXT_DAY) == 0

    def test_what_was_removed_before_the_mail_was_written_is_not_in_it(self, of: Space) -> None:
        follower(of)
        gone = said(of, "Gone in the meantime.")
        said(of, "Still there.")
        tell_followers(NEXT_DAY)
        Post.objects.filter(pk=gone.pk).update(state=PostState.REMOVED, reason="Rude.")
        (letter,) = letters()
        assert "Still there." in letter
        assert "Gone in the meantime." not in letter

    def test_if_all_is_gone_the_mail_says_so(self, of: Space) -> None:
        follower(of)
        gone = said(of, "Gone in the meantime.")
        tell_followers(NEXT_DAY)
        Post.objects.filter(pk=gone.pk).update(state=PostState.WITHDRAWN)
        (letter,) = letters()
        assert "taken back in the meantime" in letter

    def test_many_are_counted(self, of: Space) -> None:
        follower(of)
        for number in range(MOST_TOLD + 2):
            said(of, f"Said {number}.")
        tell_followers(NEXT_DAY)
        assert "And 2 more." in letters()[0]

    def test_who_stopped_or_wants_no_reminders_gets_none(self, of: Space) -> None:
        stopped = follower(of)
        follower(of, wants_reminders=False)
        follower(of, is_active=False)
        stop_following(space=of, by=stopped.user)
        said(of, "Said first.")
        tell_followers(NEXT_DAY)
        assert letters() == []

    def test_it_is_in_the_language_of_the_reader(self, of: Space) -> None:
        follower(of, language="es")
        said(of, "Said first.")
        tell_followers(NEXT_DAY)
        assert f"/es/dialogues/spaces/{of.code}/" in letters()[0]


MORNING = datetime(2030, 2, 5, 8, 0, tzinfo=UTC)


class TestModerators:
    def test_what_waits_is_counted_by_kind_and_language(self, of: Space) -> None:
        moderator()
        post(of, language="ar", posted_at=START)
        post(of, posted_at=START)
        PostReport.objects.create(post=published_post(of), by=UserFactory(), reason="Rude.")
        post(of, state=PostState.APPEALED, appeal="Look.")
        assert tell_moderators(MORNING) == 1
        (letter,) = letters()
        for words in (
            "2 contributions wait",
            "1 appeal waits",
            "1 published contribution was reported",
            "The oldest waits since 4 February 2030",
            "/desk/dialogues/posts/",
        ):
            assert words in " ".join(letter.split()), letter

    def test_it_comes_once_a_day_in_the_morning_of_each(self, of: Space) -> None:
        moderator()
        moderator(time_zone="America/New_York")
        post(of)
        assert tell_moderators(MORNING - timedelta(hours=2)) == 0
        assert tell_moderators(MORNING) == 1
        assert tell_moderators(MORNING) == 0
        assert tell_moderators(MORNING + timedelta(hours=5)) == 1
        assert tell_moderators(MORNING + DAY) == 1

    def test_nothing_waiting_is_no_mail(self, of: Space) -> None:
        moderator()
        published_post(of)
        assert tell_moderators(MORNING) == 0

    def test_one_s_own_waits_for_others(self, of: Space) -> None:
        by = moderating_author(of)
        post(of, by)
        tell_moderators(MORNING)
        assert not Notice.objects.filter(recipient=by).exists()

    def test_moderators_of_debates_are_told_of_theirs(self, of: Space) -> None:
        assert of.debate is not None
        here = moderator_of(of.debate)
        post(of)
        everywhere = moderator()
        assert {person.pk for person in moderators()} == {here.pk, everywhere.pk}
        assert tell_moderators(MORNING) == 2

    def test_without_moderators_it_is_the_secretariat(self) -> None:
        secretariat = UserFactory(secretariat=True)
        assert moderators() == [secretariat]
        named = moderator()
        assert moderators() == [named]

    def test_what_was_done_before_the_mail_was_written_is_told(self, of: Space) -> None:
        moderator()
        made = post(of)
        tell_moderators(MORNING)
        Post.objects.filter(pk=made.pk).update(state=PostState.WITHDRAWN)
        (letter,) = letters()
        assert "done in the meantime" in letter


def test_both_are_jobs_of_the_schedule(of: Space) -> None:
    jobs = {job["task"] for job in SCHEDULE.values()}
    assert {"dialogues.tell_followers", "dialogues.tell_moderators"} <= jobs
    follower(of)
    said(of, "Said first.")
    with time_machine.travel(NEXT_DAY + timedelta(hours=2)):
        assert tell_those_who_follow() == 1
        post(of, posted_at=timezone.now())
        moderator()
        assert tell_those_who_moderate() == 1
