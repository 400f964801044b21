"""Reminders of the State's own dates: in the morning of the reader, once, to who still owes."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from imrf_portal.schedule import SCHEDULE, SECTION_REMINDERS
from notices.letters import compose
from notices.models import Notice
from publication.choices import State
from reviews.delegation.links import revoke_link
from reviews.delegation.reminders import latest_due, queue_section_reminders
from reviews.models import Review
from reviews.services import mark_section
from reviews.tasks import remind_of_sections
from tests.factories.delegation import due, link_to
from tests.factories.publication import moved
from tests.factories.reviews import begun, filled, focal_point_of, forum, section_of
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

DAY = date(2030, 1, 15)
BEGUN = datetime(2029, 12, 20, 12, tzinfo=UTC)
DAYS = list(SECTION_REMINDERS)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(BEGUN, tick=False) as clock:
        yield clock


@pytest.fixture
def review(clock: Any) -> Review:
    return begun(cycle=forum())


def run(moment: datetime) -> int:
    return queue_section_reminders(moment, DAYS)


def on(days_before: int, hour: int = 9) -> datetime:
    return datetime(2030, 1, 15, hour, tzinfo=UTC) - timedelta(days=days_before)


def told() -> list[str]:
    reminders = Notice.objects.filter(kind__startswith="reviews.section-due")
    return [notice.address for notice in reminders.order_by("pk")]


@pytest.mark.parametrize("far", [date.max, date.min, date(9999, 12, 29), date(1, 1, 7)])
def test_a_day_out_of_all_bounds_is_no_day_to_remind_of(far: date) -> None:
    for moment in (on(0), datetime(9999, 12, 31, 23, tzinfo=UTC), datetime(1, 1, 2, tzinfo=UTC)):
        if abs(far - moment.date()) > timedelta(days=400):
            assert latest_due(far, ZoneInfo("America/Lima"), moment, DAYS) is None


class TestWhen:
    def test_one_that_is_far_off_keeps_nobody_elses_back(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", time_zone="UTC")
        due(review, "methodology", DAY, ana)
        due(review, "means", date.max, ana)
        assert run(on(0)) == 1

    def test_a_week_before_two_days_before_on_the_day_and_after(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", time_zone="UTC")
        due(review, "methodology", DAY, to=ana)
        counts = [run(on(days)) for days in range(10, -8, -1)]
        assert [10 - place for place, count in enumerate(counts) if count] == [7, 2, 0, -3]

    def test_at_eight_in_the_morning_of_the_reader(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", time_zone="Asia/Tokyo")
        due(review, "methodology", DAY, to=ana)
        eight = datetime(2030, 1, 8, 8, tzinfo=ZoneInfo("Asia/Tokyo"))
        assert run(eight - timedelta(minutes=1)) == 0
        assert run(eight) == 1

    def test_a_link_reads_in_the_zone_of_the_forum(self, review: Review) -> None:
        link_to(review, expires_at=BEGUN + timedelta(days=90))
        due(review, "methodology", DAY)
        eight = datetime(2030, 1, 8, 8, tzinfo=review.cycle.zone)
        assert run(eight - timedelta(minutes=1)) == 0
        assert run(eight) == 1

    def test_never_twice_however_often_it_runs(self, review: Review) -> None:
        due(review, "methodology", DAY, to=UserFactory(contributor_of="CRI", time_zone="UTC"))
        assert [run(on(7, hour)) for hour in (9, 10, 11)] == [1, 0, 0]
        assert run(on(6)) == 0

    def test_what_was_missed_is_made_up_for_and_only_the_latest(self, review: Review) -> None:
        due(review, "methodology", DAY, to=UserFactory(contributor_of="CRI", time_zone="UTC"))
        assert run(on(1)) == 1
        assert ":2:" in Notice.objects.get(kind="reviews.section-due").key
        assert run(on(-2, 7)) == 1
        assert run(on(-6)) == 0

    def test_a_date_that_was_moved_is_reminded_of_anew(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", time_zone="UTC")
        due(review, "methodology", DAY, to=ana)
        assert run(on(7)) == 1
        due(review, "methodology", DAY + timedelta(days=7), to=ana)
        assert run(on(0)) == 1

    @given(st.integers(-400, 400), st.sampled_from(["UTC", "Asia/Tokyo", "Pacific/Apia"]))
    def test_the_latest_is_one_whose_morning_is_past(self, hours: int, zone: str) -> None:
        now = datetime(2030, 1, 15, tzinfo=UTC) + timedelta(hours=hours)
        days = latest_due(DAY, ZoneInfo(zone), now, DAYS)
        if days is not None:
            morning = datetime(2030, 1, 15, 8, tzinfo=ZoneInfo(zone)) - timedelta(days=days)
            assert morning <= now <= morning + timedelta(days=2, hours=2)


class TestWhom:
    def test_one_message_for_all_that_is_due_on_a_day(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", time_zone="UTC")
        for key in ("methodology", "means"):
            due(review, key, DAY, to=ana)
        due(review, "objective-5", DAY + timedelta(days=1), to=ana)
        assert run(on(7)) == 1
        message = compose(Notice.objects.get(kind="reviews.section-due"))
        assert "2 sections due on 15 January 2030" in message.subject
        body = str(message.body)
        assert "Section methodology" in body
        assert "Section means" in body
        assert "Section objective-5" not in body

    def test_person_and_link_both(self, review: Review) -> None:
        link_to(review, expires_at=BEGUN + timedelta(days=90))
        ana = UserFactory(contributor_of="CRI", time_zone="UTC")
        due(review, "methodology", DAY, to=ana)
        run(on(0, 23))
        assert set(told()) == {ana.email, "health@example.org"}
        kinds = set(Notice.objects.values_list("kind", flat=True))
        assert {"reviews.section-due", "reviews.section-due-by-link"} <= kinds

    def test_who_switched_reminders_off_gets_none(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", time_zone="UTC", wants_reminders=False)
        due(review, "methodology", DAY, to=ana)
        assert run(on(7)) == 0

    def test_what_is_complete_is_not_reminded_of(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", time_zone="UTC")
        filled(review)
        due(review, "methodology", DAY, to=ana)
        mark_section(section=section_of(review, "methodology"), complete=True, by=ana)
        assert run(on(7)) == 0

    def test_nor_what_has_no_date_or_nobody(self, review: Review) -> None:
        due(review, "methodology", None, to=UserFactory(contributor_of="CRI", time_zone="UTC"))
        due(review, "means", DAY, ministry="Ministry of Finance")
        assert run(on(7)) == 0

    def test_nor_a_former_contributor_nor_one_of_another_state(self, review: Review) -> None:
        former = UserFactory(contributor_of="CRI", time_zone="UTC")
        due(review, "methodology", DAY, to=former)
        former.memberships.update(until=BEGUN)
        moved_on = UserFactory(contributor_of="CRI", time_zone="UTC")
        due(review, "means", DAY, to=moved_on)
        moved_on.memberships.update(until=BEGUN)
        UserFactory(contributor_of="MEX")
        assert run(on(7)) == 0

    def test_nor_a_link_that_is_closed(self, review: Review) -> None:
        due(review, "methodology", DAY)
        revoke_link(
            link=link_to(review, expires_at=BEGUN + timedelta(days=90)), by=focal_point_of("CRI")
        )
        assert run(on(7)) == 0

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.UNDER_REVIEW, State.PUBLISHED])
    def test_nor_anybody_once_it_is_submitted(self, review: Review, state: State) -> None:
        due(review, "methodology", DAY, to=UserFactory(contributor_of="CRI", time_zone="UTC"))
        moved(filled(review), to=state)
        assert run(on(7)) == 0


def test_it_is_in_the_schedule_and_runs_with_what_stands_there(review: Review, clock: Any) -> None:
    due(review, "methodology", DAY, to=UserFactory(contributor_of="CRI", time_zone="UTC"))
    job = SCHEDULE["remind who has a section"]
    clock.move_to(on(7))
    assert job["task"] == remind_of_sections.name
    assert remind_of_sections(*job["args"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_many_are_due(
    review: Review, count: int, django_assert_num_queries: Any
) -> None:
    for key in ("methodology", "objective-5", "means")[:count]:
        due(review, key, DAY, to=UserFactory(contributor_of="CRI", time_zone="UTC"))
    with django_assert_num_queries(7):
        assert run(on(7)) == count
    assert run(on(7)) == 0
