"""Reminders: to each who still owes, in the morning of their own zone, and never twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from hypothesis import given, settings
from hypothesis import strategies as st

from compact.models import Cycle
from imrf_portal.schedule import REVIEW_REMINDERS, SCHEDULE
from notices.models import Notice
from publication.moves import make_move
from reviews.reminders import MORNING, latest_due, queue_reminders
from reviews.services import mark_section
from reviews.tasks import remind
from stakeholders.models import User
from tests.factories.publication import examiner
from tests.factories.reviews import (
    begun,
    filled,
    focal_point_of,
    forum,
    handed_over,
    section_of,
)
from tests.factories.stakeholders import UserFactory
from tests.races import at_once, refusals

NEW_YORK = ZoneInfo("America/New_York")
# One second before midnight, the last day of February, in New York.
DUE = datetime(2030, 2, 28, 23, 59, 59, tzinfo=NEW_YORK).astimezone(UTC)
OPENED = DUE - timedelta(days=45)
OFFSETS = (30, 14, 7, 2, 0, -1)


@pytest.fixture
def cycle(db: None) -> Iterator[Cycle]:
    """A forum that opened 45 days before its preferred date; the clock stands at the opening."""
    with time_machine.travel(OPENED, tick=False):
        yield forum(reviews_open_at=OPENED, reviews_due_at=DUE)


def run(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return queue_reminders(at, OFFSETS)


def morning(person: User, days_before: int) -> datetime:
    """The moment at which the reminder falls due for this person."""
    day = DUE.astimezone(person.zone).date() - timedelta(days=days_before)
    return datetime.combine(day, MORNING, tzinfo=person.zone)


def reminders(person: User | None = None) -> list[tuple[str, int]]:
    """Kind and offset of what was queued, in the order of queueing."""
    queued = Notice.objects.filter(kind__in=["reviews.reminder", "reviews.not-begun"])
    if person:
        queued = queued.filter(recipient=person)
    return [(n.kind, int(n.key.split(":")[-2])) for n in queued.order_by("queued_at", "pk")]


class TestWho:
    def test_a_focal_point_whose_state_has_begun_none(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI")
        assert run(morning(person, 30)) == 1
        notice = Notice.objects.get()
        assert (notice.kind, notice.recipient, notice.item) == (
            "reviews.not-begun",
            person,
            cycle,
        )
        assert notice.context == {"due": str(DUE), "year": "2030"}

    def test_each_focal_point_of_a_draft(self, cycle: Cycle) -> None:
        review = begun(cycle=cycle)
        second = UserFactory(focal_point_of="CRI")
        assert run(morning(second, 30)) == 2
        assert {notice.recipient for notice in Notice.objects.all()} == {
            focal_point_of("CRI"),
            second,
        }
        assert {notice.item for notice in Notice.objects.all()} == {review}

    def test_a_contributor_whose_section_is_not_complete(self, cycle: Cycle) -> None:
        review = filled(begun(cycle=cycle))
        contributor = handed_over(review, "methodology")
        idle = UserFactory(contributor_of="CRI")
        run(morning(contributor, 30))
        assert reminders(contributor) == [("reviews.reminder", 30)]
        assert reminders(idle) == []
        mark_section(section=section_of(review, "methodology"), complete=True, by=contributor)
        run(morning(contributor, 14))
        assert reminders(contributor) == [("reviews.reminder", 30)]

    def test_who_has_two_sections_is_reminded_once(self, cycle: Cycle) -> None:
        review = begun(cycle=cycle)
        contributor = handed_over(review, "methodology")
        handed_over(review, "means", contributor)
        run(morning(contributor, 30))
        assert reminders(contributor) == [("reviews.reminder", 30)]

    def test_who_is_focal_point_and_contributor_is_reminded_once(self, cycle: Cycle) -> None:
        review = begun(cycle=cycle)
        person = UserFactory(focal_point_of="CRI", contributor_of="CRI")
        handed_over(review, "methodology", person)
        assert run(morning(person, 30)) == 2  # with the other focal point
        assert reminders(person) == [("reviews.reminder", 30)]

    @pytest.mark.parametrize("moves", [("submit",), ("submit", "take up")])
    def test_once_it_is_submitted_nobody_owes(self, cycle: Cycle, moves: tuple[str, ...]) -> None:
        review = filled(begun(cycle=cycle))
        handed_over(review, "methodology")
        by = {"submit": focal_point_of("CRI"), "take up": examiner()}
        for name in moves:
            make_move(review, name, by=by[name], declared=True)
        assert run(morning(focal_point_of("CRI"), 30)) == 0

    def test_a_review_that_was_returned_is_owed_again(self, cycle: Cycle) -> None:
        review = filled(begun(cycle=cycle))
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        make_move(review, "take up", by=examiner())
        make_move(review, "return", by=examiner(), note="Say more.")
        assert run(morning(focal_point_of("CRI"), 14)) == 1

    def test_whose_role_has_ended_gets_none(self, cycle: Cycle) -> None:
        review = begun(cycle=cycle)
        contributor, person = handed_over(review, "methodology"), focal_point_of("CRI")
        for user in (contributor, person):
            user.memberships.update(until=OPENED)
        assert run(morning(person, 30)) == 0

    def test_who_is_no_longer_active_gets_none(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI", is_active=False)
        assert run(morning(person, 30)) == 0

    def test_who_switched_reminders_off_gets_none_and_news_all_the_same(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI", wants_reminders=False)
        review = filled(begun(cycle=cycle))
        assert run(morning(person, 30)) == 0
        make_move(review, "submit", by=person, declared=True)
        assert Notice.objects.filter(recipient=person, kind="reviews.submit.author").exists()

    def test_nobody_else_is_reminded(self, cycle: Cycle) -> None:
        for role in ({"secretariat": True}, {"contributor_of": "CRI"}, {}):
            UserFactory(**role)
        assert run(DUE - timedelta(days=1)) == 0

    def test_a_new_focal_point_hears_of_the_deadline_at_once(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI")
        assert run(morning(person, 14) + timedelta(days=3)) == 1
        assert reminders(person) == [("reviews.not-begun", 14)]


ZONES = [
    "Pacific/Pago_Pago",
    "America/New_York",
    "UTC",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
]


class TestWhen:
    @pytest.mark.parametrize("zone", ZONES)
    @pytest.mark.parametrize("offset", [30, 2])
    def test_at_eight_in_the_morning_of_the_readers_zone(
        self, cycle: Cycle, zone: str, offset: int
    ) -> None:
        person = UserFactory(focal_point_of="CRI", time_zone=zone)
        eight = morning(person, offset)
        assert eight.astimezone(ZoneInfo(zone)).time() == time(8)
        assert latest_due(cycle, person, eight - timedelta(seconds=1), [offset]) is None
        assert latest_due(cycle, person, eight, [offset]) == offset

    @pytest.mark.parametrize(
        ("zone", "day"),
        [
            ("Pacific/Pago_Pago", date(2030, 2, 28)),
            ("America/New_York", date(2030, 2, 28)),
            ("Europe/Paris", date(2030, 3, 1)),
            ("Pacific/Kiritimati", date(2030, 3, 1)),
        ],
    )
    def test_days_are_counted_from_the_day_on_which_it_is_due_there(
        self, cycle: Cycle, zone: str, day: date
    ) -> None:
        person = UserFactory(focal_point_of="CRI", time_zone=zone)
        assert morning(person, 7).astimezone(person.zone).date() == day - timedelta(days=7)

    def test_everybody_everywhere_is_reminded_within_26_hours(self, cycle: Cycle) -> None:
        people = [
            UserFactory(focal_point_of=f"{letter}{letter}{letter}", time_zone=zone)
            for letter, zone in zip("ABCDEF", ZONES, strict=True)
        ]
        first = min(morning(person, 14) for person in people)
        last = max(morning(person, 14) for person in people)
        assert last - first <= timedelta(hours=26)
        now = first - timedelta(hours=1)
        while now <= last + timedelta(hours=1):
            run(now)
            now += timedelta(hours=1)
        assert reminders().count(("reviews.not-begun", 14)) == len(people)

    @pytest.mark.parametrize(
        ("zone", "due", "offset"),
        [
            ("Europe/Paris", datetime(2030, 4, 7, 12, tzinfo=UTC), 7),  # clocks go forward
            ("Europe/Paris", datetime(2030, 11, 3, 12, tzinfo=UTC), 7),  # and back
            ("America/New_York", datetime(2030, 3, 17, 12, tzinfo=UTC), 7),
            ("Australia/Lord_Howe", datetime(2030, 10, 13, 12, tzinfo=UTC), 7),  # by half an hour
            ("Africa/Cairo", datetime(2030, 5, 3, 12, tzinfo=UTC), 7),
        ],
    )
    def test_it_is_eight_o_clock_on_the_day_the_clocks_change(
        self, zone: str, due: datetime, offset: int
    ) -> None:
        person = User(time_zone=zone)
        cycle = Cycle(reviews_open_at=due - timedelta(days=40), reviews_due_at=due)
        day = due.astimezone(person.zone).date() - timedelta(days=offset)
        eight = datetime.combine(day, time(8), tzinfo=person.zone)
        assert latest_due(cycle, person, eight.astimezone(UTC), [offset]) == offset
        before = eight.astimezone(UTC) - timedelta(seconds=1)
        assert latest_due(cycle, person, before, [offset]) is None

    def test_nothing_falls_due_before_the_opening(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI")
        assert run(OPENED - timedelta(seconds=1)) == 0
        assert latest_due(cycle, person, OPENED, [60, 45]) is None
        assert run(OPENED + timedelta(days=2)) == 0

    def test_a_forum_without_dates_reminds_nobody(self, cycle: Cycle) -> None:
        UserFactory(focal_point_of="CRI")
        for dates in ({"reviews_due_at": None}, {"reviews_open_at": None}):
            Cycle.objects.update(**{"reviews_open_at": OPENED, "reviews_due_at": DUE, **dates})
            assert run(DUE - timedelta(days=1)) == 0
            assert latest_due(Cycle.objects.get(), User(), DUE, OFFSETS) is None

    def test_no_days_are_said_to_be_left_once_the_date_has_passed(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI", time_zone="Pacific/Kiritimati")
        Cycle.objects.update(reviews_due_at=morning(person, 0) - timedelta(hours=2))
        assert run(DUE + timedelta(hours=3)) == 0
        assert run(morning(person, -1)) == 1
        assert reminders() == [("reviews.not-begun", -1)]


class TestOnce:
    def test_every_reminder_of_the_table_comes_once(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI", time_zone="America/New_York")
        now = OPENED
        while now < DUE + timedelta(days=3):
            run(now)
            now += timedelta(hours=11)
        assert reminders(person) == [("reviews.not-begun", offset) for offset in OFFSETS]

    def test_a_run_too_many_does_nothing(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI")
        assert [run(morning(person, 7)) for _turn in range(3)] == [1, 0, 0]

    def test_missed_days_are_made_up_by_the_latest_alone(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI")
        run(morning(person, 30))
        run(morning(person, 2) + timedelta(days=1))  # nothing ran for 29 days
        assert reminders(person) == [("reviews.not-begun", 30), ("reviews.not-begun", 2)]

    def test_a_draft_begun_in_between_is_reminded_of_as_a_draft(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI")
        run(morning(person, 30))
        begun(cycle=cycle)
        run(morning(person, 30))
        assert reminders(person) == [("reviews.not-begun", 30), ("reviews.reminder", 30)]

    def test_two_forums_remind_of_each(self, cycle: Cycle) -> None:
        forum(2026, reviews_open_at=OPENED, reviews_due_at=DUE, forum_ends_on=None,
              forum_starts_on=None)  # fmt: skip
        person = UserFactory(focal_point_of="CRI")
        assert run(morning(person, 7)) == 2

    def test_an_extension_is_reminded_of_with_its_new_date(self, cycle: Cycle) -> None:
        person = UserFactory(focal_point_of="CRI")
        run(morning(person, 7))
        later = DUE + timedelta(days=14)
        Cycle.objects.update(reviews_due_at=later)
        assert run(later - timedelta(days=6)) == 1
        told = [notice.context["due"] for notice in Notice.objects.order_by("pk")]
        assert told == [str(DUE), str(later)]

    @pytest.mark.parametrize(
        "over",
        [
            {"deadline_policy": "hard"},
            {"forum_starts_on": date(2030, 2, 20), "forum_ends_on": date(2030, 2, 27)},
        ],
    )
    def test_when_nothing_can_be_handed_in_any_more_nobody_is_reminded(
        self, cycle: Cycle, over: dict[str, Any]
    ) -> None:
        UserFactory(focal_point_of="CRI")
        Cycle.objects.update(**over)
        assert run(DUE + timedelta(days=2)) == 0

    def test_of_a_forum_long_past_nobody_hears_again(self, cycle: Cycle) -> None:
        UserFactory(focal_point_of="CRI")
        assert run(DUE + timedelta(days=900)) == 0

    def test_it_is_read_in_a_few_queries_whatever_the_number_of_states(
        self, cycle: Cycle, django_assert_num_queries: Any
    ) -> None:
        for iso3 in ("CRI", "MEX", "KEN"):
            UserFactory(focal_point_of=iso3)
        review = begun("CRI", cycle=cycle)
        ContentType.objects.get_for_models(review, cycle)  # kept by a process, or not yet
        with django_assert_num_queries(8):
            assert run(DUE - timedelta(days=6)) == 3


@given(
    hours=st.lists(st.integers(0, 24 * 70), min_size=1, max_size=40),
    zone=st.sampled_from(ZONES),
    offsets=st.lists(st.integers(-3, 60), unique=True, max_size=8),
)
@settings(max_examples=200, deadline=None)
def test_whenever_the_job_runs_no_offset_comes_before_a_smaller_one(
    hours: list[int], zone: str, offsets: list[int]
) -> None:
    """Each run offers at most one reminder, and time only ever leads to smaller offsets."""
    person = User(time_zone=zone)
    cycle = Cycle(reviews_open_at=OPENED, reviews_due_at=DUE)
    runs = sorted(OPENED + timedelta(hours=hour) for hour in hours)
    offered = [latest_due(cycle, person, now, offsets) for now in runs]
    found = [offset for offset in offered if offset is not None]
    assert found == sorted(found, reverse=True)
    assert set(found) <= set(offsets)
    for now, offset in zip(runs, offered, strict=True):
        assert offset is None or offset < 0 or now <= DUE


@pytest.mark.django_db(transaction=True)
def test_jobs_that_race_remind_once() -> None:
    with time_machine.travel(OPENED, tick=False):
        cycle = forum(reviews_open_at=OPENED, reviews_due_at=DUE)
        begun("CRI", cycle=cycle)
        people: list[User] = [focal_point_of("CRI"), UserFactory(focal_point_of="MEX")]
    now = DUE - timedelta(days=3)
    assert refusals(at_once(*[partial(queue_reminders, now, OFFSETS)] * 4)) == []
    assert [Notice.objects.filter(recipient=person).count() for person in people] == [1, 1]


class TestTheSchedule:
    def test_the_job_takes_its_offsets_from_the_table(self, cycle: Cycle) -> None:
        [job] = [job for job in SCHEDULE.values() if job["task"] == remind.name]
        assert job["args"] == [list(REVIEW_REMINDERS)]
        UserFactory(focal_point_of="CRI")
        with time_machine.travel(DUE - timedelta(days=1), tick=False):
            assert remind(*job["args"]) == 1

    def test_the_offsets_stand_in_their_order_once_each(self) -> None:
        assert list(REVIEW_REMINDERS) == sorted(set(REVIEW_REMINDERS), reverse=True)
