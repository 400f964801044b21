"""Who owes an answer or a review is reminded: in their morning, once, and only if asked at all."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from imrf_portal.schedule import SCHEDULE
from notices.choices import NoticeState
from notices.models import Notice
from practices.choices import AssignmentState, Belonging
from practices.models import Assignment
from practices.peer_review import kinds
from practices.peer_review.inviting import invite
from practices.peer_review.moves import move_assignment
from practices.peer_review.reminders import (
    BEFORE_ANSWER,
    BEFORE_REVIEW,
    MORNING,
    keep_reviews_going,
    queue_reminders,
)
from practices.tasks import keep_going
from publication.choices import State
from tests.factories.practices import practice_in, reviewer
from tests.factories.publication import examiner
from tests.races import at_once, refusals

pytestmark = pytest.mark.django_db

START = datetime(2030, 3, 1, 12, tzinfo=ZoneInfo("UTC"))
REMINDERS = (kinds.ANSWER_DUE, kinds.REVIEW_DUE, kinds.OVERDUE)


@pytest.fixture
def asked() -> Iterator[Assignment]:
    with time_machine.travel(START, tick=False):
        practice = practice_in(State.UNDER_REVIEW)
        person = reviewer(Belonging.UN)
        person.user.time_zone = "Asia/Tokyo"
        person.user.save()
        yield invite(practice, person, examiner())


def delivered(assignment: Assignment) -> Assignment:
    Notice.objects.filter(kind=kinds.INVITED).update(state=NoticeState.SENT, sent_at=START)
    return assignment


def accepted(assignment: Assignment) -> Assignment:
    person = assignment.reviewer.user
    return move_assignment(assignment, "accept", by=person, declared=True)


def morning(assignment: Assignment, due: datetime, days: int) -> datetime:
    zone = assignment.reviewer.user.zone
    day = due.astimezone(zone).date() - timedelta(days)
    return datetime.combine(day, MORNING, tzinfo=zone)


def run(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return queue_reminders(timezone.now())


def sent() -> list[str]:
    found = Notice.objects.filter(kind__in=REMINDERS).order_by("pk")
    return [notice.kind for notice in found]


def test_an_unanswered_invitation_is_reminded_of_in_the_morning(asked: Assignment) -> None:
    delivered(asked)
    at = morning(asked, asked.answer_due_at, BEFORE_ANSWER[0])
    assert run(at - timedelta(minutes=1)) == 0
    assert run(at) == 1
    assert run(at + timedelta(hours=1)) == 0
    assert sent() == [kinds.ANSWER_DUE]


@pytest.mark.parametrize("state", [NoticeState.QUEUED, NoticeState.SENDING, NoticeState.FAILED])
def test_nobody_is_reminded_of_an_invitation_that_never_left(
    asked: Assignment, state: NoticeState
) -> None:
    Notice.objects.filter(kind=kinds.INVITED).update(state=state)
    assert run(asked.answer_due_at - timedelta(hours=1)) == 0
    delivered(asked)
    assert run(asked.answer_due_at - timedelta(hours=1)) == 1


def test_the_mail_of_a_renewed_invitation_is_another(asked: Assignment) -> None:
    delivered(asked)
    Assignment.objects.filter(pk=asked.pk).update(invitation=2)
    assert run(asked.answer_due_at - timedelta(hours=1)) == 0


def test_a_review_is_reminded_of_before_and_after_its_date(asked: Assignment) -> None:
    at_work = accepted(asked)
    for days in BEFORE_REVIEW:
        assert run(morning(at_work, at_work.review_due_at, days)) == 1
    assert sent() == [kinds.REVIEW_DUE] * 3 + [kinds.OVERDUE] * 2


def test_nobody_is_told_of_a_date_that_has_passed_in_their_night(asked: Assignment) -> None:
    person = asked.reviewer.user
    person.time_zone = "Pacific/Auckland"
    person.save()
    at_work = accepted(asked)
    assert run(morning(at_work, at_work.review_due_at, 0)) == 0


def test_of_missed_ones_only_the_latest_is_made_up_for(asked: Assignment) -> None:
    at_work = accepted(asked)
    assert run(morning(at_work, at_work.review_due_at, 1)) == 1
    assert run(at_work.review_due_at + timedelta(days=40)) == 1
    assert sent() == [kinds.REVIEW_DUE, kinds.OVERDUE]


def test_what_lies_before_the_acceptance_is_not_made_up_for(asked: Assignment) -> None:
    late = asked.review_due_at - timedelta(days=1, hours=12)
    Assignment.objects.filter(pk=asked.pk).update(answer_due_at=late + timedelta(days=1))
    with time_machine.travel(late, tick=False):
        accepted(asked)
    assert run(late + timedelta(minutes=5)) == 0


@pytest.mark.parametrize("end", ["refuse", "call off"])
def test_what_is_over_is_not_reminded_of(asked: Assignment, end: str) -> None:
    delivered(asked)
    by = asked.reviewer.user if end == "refuse" else examiner()
    move_assignment(asked, end, by=by)
    assert run(asked.answer_due_at - timedelta(hours=1)) == 0


def test_who_wants_no_reminders_gets_none(asked: Assignment) -> None:
    person = accepted(asked).reviewer.user
    person.wants_reminders = False
    person.save()
    assert run(asked.review_due_at) == 0


def test_the_job_ends_what_is_unanswered_and_reminds_nobody_of_it(asked: Assignment) -> None:
    delivered(asked)
    spare = reviewer(Belonging.UN)
    with time_machine.travel(asked.answer_due_at + timedelta(minutes=1), tick=False):
        assert keep_reviews_going(timezone.now()) == 0
        assert keep_going() == 0
    assert Assignment.objects.get(pk=asked.pk).state == AssignmentState.LAPSED
    assert Assignment.objects.get(reviewer=spare).state == AssignmentState.INVITED


def test_it_is_on_the_schedule() -> None:
    assert "practices.keep_reviews_going" in {job["task"] for job in SCHEDULE.values()}
    assert time(8) == MORNING


@pytest.mark.django_db(transaction=True)
def test_jobs_at_once_remind_once(asked: Assignment) -> None:
    at_work = accepted(asked)
    moment = morning(at_work, at_work.review_due_at, 2)
    outcomes = at_once(*[lambda: queue_reminders(moment)] * 3)
    assert refusals(outcomes) == []
    assert len(sent()) == 1
