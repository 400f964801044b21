"""What became of a pledge: reports, stages, the light, the bars."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from compact.dates import years_before
from pledges.choices import Freshness, PartnerState, Stage
from pledges.freshness import freshness_of
from pledges.models import News, Pledge, ProgressReport, Target
from pledges.reading import read_targets
from pledges.services import (
    BadReportError,
    NoReasonError,
    NotAllowedError,
    nothing_new,
    report_progress,
    set_stage,
)
from publication.choices import State
from publication.models import Citation, ListedItem
from publication.services import CannotCiteError
from tests.desk.access import signed_in
from tests.factories.pledges import (
    author_of,
    partner,
    people_around,
    pledge_in,
    published,
    reported,
    speaker_of,
    staged,
    target,
)
from tests.factories.publication import WAYS

pytestmark = pytest.mark.django_db

NUMBER = st.decimals(min_value=-(10**15), max_value=10**15, places=2)


def bar(baseline: int | str, value: int | str) -> Target:
    return Target(baseline=Decimal(baseline), value=Decimal(value))


@pytest.mark.parametrize(
    ("baseline", "value", "reached", "share"),
    [
        (0, 12, 6, 50),
        (0, 12, 0, 0),
        (0, 12, 12, 100),
        (0, 12, 15, 100),  # more than was promised
        (0, 12, -3, 0),  # behind where it began
        (45, 10, 45, 0),  # less is more
        (45, 10, 10, 100),
        (45, 10, "27.5", 50),
        (45, 10, 60, 0),
        (100, 103, 101, 33),
        (0, 1000, 999, 99),  # never rounded up to done
        (-10, 10, 0, 50),
    ],
)
def test_how_much_of_the_way_lies_behind(
    baseline: int, value: int, reached: int | str, share: int
) -> None:
    assert bar(baseline, value).share_reached(Decimal(reached)) == share


@given(baseline=NUMBER, value=NUMBER, reached=NUMBER)
def test_the_share_is_a_percentage_whatever_is_reported(
    baseline: Decimal, value: Decimal, reached: Decimal
) -> None:
    if baseline == value:
        return  # the database refuses such a target
    share = Target(baseline=baseline, value=value).share_reached(reached)
    assert 0 <= share <= 100
    assert isinstance(share, int)


@given(baseline=NUMBER, value=NUMBER, one=NUMBER, two=NUMBER)
def test_who_is_nearer_to_the_target_is_not_shown_behind(
    baseline: Decimal, value: Decimal, one: Decimal, two: Decimal
) -> None:
    if baseline == value:
        return
    goal = Target(baseline=baseline, value=value)
    upwards = value > baseline
    nearer, farther = (max(one, two), min(one, two)) if upwards else (min(one, two), max(one, two))
    assert goal.share_reached(nearer) >= goal.share_reached(farther)


@given(baseline=NUMBER, value=NUMBER)
def test_both_ends_of_the_way(baseline: Decimal, value: Decimal) -> None:
    if baseline != value:
        goal = Target(baseline=baseline, value=value)
        assert (goal.share_reached(baseline), goal.share_reached(value)) == (0, 100)


class TestReports:
    def test_a_report_is_kept_shown_and_counts_as_news(self) -> None:
        pledge = published()
        before = timezone.now()
        report = reported(pledge.targets.get(), 9)
        pledge.refresh_from_db()
        assert pledge.news_at is not None
        assert pledge.news_at > before
        assert report.by == author_of(pledge)
        page = signed_in(author_of(pledge)).get(pledge.get_absolute_url()).content.decode()
        assert "75 per cent of the way" in page
        assert "Counted by the ministry." in page
        assert 'width="75"' in page

    def test_the_latest_day_counts_not_the_latest_writing(self) -> None:
        pledge = published()
        goal = pledge.targets.get()
        reported(goal, 9, as_of=date(2026, 6, 30))
        reported(goal, 3, as_of=date(2025, 6, 30))  # written afterwards
        (read,) = read_targets(pledge)
        assert [r.report.value for r in read.reports] == [9, 3]
        assert read.share == 75

    def test_of_one_day_the_later_report_counts(self) -> None:
        pledge = published()
        goal = pledge.targets.get()
        reported(goal, 9)
        reported(goal, 8)
        assert read_targets(pledge)[0].share == 66

    def test_it_never_changes(self) -> None:
        report = reported(published().targets.get())
        for attempt in (
            lambda: ProgressReport.objects.filter(pk=report.pk).update(value=1),
            lambda: ProgressReport.objects.filter(pk=report.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()

    def test_it_cites_what_is_published(self) -> None:
        pledge, other = published(), published(title="The study")
        report = reported(pledge.targets.get(), cites=other.code)
        assert Citation.objects.get().source_part == f"report-{report.pk}"
        client = signed_in(author_of(pledge))
        ours = client.get(pledge.get_absolute_url()).content.decode()
        theirs = client.get(other.get_absolute_url()).content.decode()
        assert "Backed by" in ours
        assert f"{pledge.get_absolute_url()}#report-{report.pk}" in theirs

    @pytest.mark.parametrize("code", ["PLG-1999-0001", "nonsense", "REV-2022-XXX"])
    def test_it_cites_nothing_else(self, code: str) -> None:
        pledge = published()
        with pytest.raises(CannotCiteError):
            reported(pledge.targets.get(), cites=code)
        assert not ProgressReport.objects.exists()

    def test_it_does_not_cite_a_draft(self) -> None:
        pledge, draft = published(), pledge_in(State.DRAFT)
        with pytest.raises(CannotCiteError):
            reported(pledge.targets.get(), cites=draft.code)

    def test_it_says_what_shows_it_and_is_of_a_day_that_has_come(self) -> None:
        goal = published().targets.get()
        with pytest.raises(BadReportError):
            reported(goal, evidence="  ")
        with pytest.raises(BadReportError):
            reported(goal, as_of=timezone.localdate() + timedelta(days=1))
        assert not ProgressReport.objects.exists()

    @pytest.mark.parametrize("state", [s for s in WAYS if s != State.PUBLISHED])
    def test_there_are_none_before_it_is_published(self, state: State) -> None:
        with pytest.raises(NotAllowedError):
            reported(pledge_in(state).targets.get())

    def test_only_its_makers_report(self) -> None:
        pledge = published()
        for who, user in people_around(pledge).items():
            if user is None or who == "author":
                continue
            with pytest.raises(NotAllowedError):
                report_progress(
                    target=pledge.targets.get(),
                    value=Decimal(1),
                    as_of=date(2026, 1, 1),
                    evidence="x",
                    by=user,
                )
            with pytest.raises(NotAllowedError):
                set_stage(pledge=pledge, stage=Stage.FULFILLED, by=user)
            with pytest.raises(NotAllowedError):
                nothing_new(pledge=pledge, by=user)

    def test_a_target_that_has_passed_its_day_says_so(self) -> None:
        pledge = published()
        target(pledge, due_on=date(2020, 1, 1))
        assert [read.is_overdue for read in read_targets(pledge)] == [False, True]


class TestStages:
    @pytest.mark.parametrize("stage", [Stage.IN_PROGRESS, Stage.FULFILLED, Stage.PLANNING])
    def test_a_stage_is_shown_and_listed(self, stage: Stage) -> None:
        pledge = staged(published(), stage)
        assert pledge.stage == stage
        assert ListedItem.objects.get().facets["stage"] == [stage]
        assert News.objects.get().stage == stage
        page = signed_in(author_of(pledge)).get(pledge.get_absolute_url()).content.decode()
        assert str(stage.label) in page

    @pytest.mark.parametrize("reason", ["", "   ", "\n"])
    def test_it_is_discontinued_for_a_reason(self, reason: str) -> None:
        pledge = published()
        with pytest.raises(NoReasonError):
            staged(pledge, Stage.DISCONTINUED, reason)
        assert not News.objects.exists()
        staged(pledge, Stage.DISCONTINUED, "The law was not passed.")
        page = signed_in(author_of(pledge)).get(pledge.get_absolute_url()).content.decode()
        assert "The law was not passed." in page

    def test_one_that_is_taken_up_again_loses_the_reason_but_not_the_record(self) -> None:
        pledge = published()
        staged(pledge, Stage.DISCONTINUED, "No money.")
        again = staged(pledge, Stage.IN_PROGRESS)
        assert again.stage_reason == ""
        assert [n.reason for n in News.objects.all()] == ["No money.", ""]

    def test_news_never_changes(self) -> None:
        staged(published(), Stage.FULFILLED)
        with pytest.raises(DatabaseError), transaction.atomic():
            News.objects.update(reason="other")


NOW = datetime(2028, 2, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "light"),
    [
        (NOW, Freshness.FRESH),
        (datetime(2027, 2, 28, 12, 0, 1, tzinfo=UTC), Freshness.FRESH),
        (datetime(2027, 2, 28, 12, tzinfo=UTC), Freshness.AGEING),
        (datetime(2026, 2, 28, 12, 0, 1, tzinfo=UTC), Freshness.AGEING),
        (datetime(2026, 2, 28, 12, tzinfo=UTC), Freshness.STALE),
        (datetime(2016, 1, 1, tzinfo=UTC), Freshness.STALE),
    ],
)
def test_the_light_changes_after_twelve_and_twenty_four_months(
    last: datetime, light: Freshness
) -> None:
    pledge = Pledge(state=State.PUBLISHED, published_at=datetime(2015, 1, 1, tzinfo=UTC))
    pledge.news_at = last
    assert freshness_of(pledge, NOW) == light


def test_without_news_the_publication_counts() -> None:
    pledge = Pledge(state=State.PUBLISHED, published_at=NOW - timedelta(days=500))
    assert freshness_of(pledge, NOW) == Freshness.AGEING


@pytest.mark.parametrize("stage", [Stage.FULFILLED, Stage.DISCONTINUED])
def test_one_that_is_over_has_no_light(stage: Stage) -> None:
    pledge = Pledge(state=State.PUBLISHED, published_at=NOW, stage=stage)
    assert freshness_of(pledge, NOW) is None


def test_one_that_is_not_published_has_no_light() -> None:
    assert freshness_of(Pledge(state=State.DRAFT), NOW) is None


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(1, 50))  # noqa: DTZ001
def test_years_before_is_the_same_day_or_the_day_before(moment: datetime, years: int) -> None:
    earlier = years_before(moment, years)
    assert (earlier.year, earlier.month, earlier.time()) == (
        moment.year - years,
        moment.month,
        moment.time(),
    )
    assert moment.day - earlier.day in {0, 1}


class TestPages:
    def progress(self, pledge: Pledge) -> str:
        return reverse("pledge_desk:progress", args=[pledge.code])

    def report(self, pledge: Pledge, **data: Any) -> Any:
        goal = pledge.targets.get()
        at = reverse("pledge_desk:report", args=[pledge.code, goal.pk])
        values = {"value": "9", "as_of": "2026-06-30", "evidence": "The register."}
        return signed_in(author_of(pledge)).post(at, {**values, **data})

    def test_a_report_is_taken_from_the_form(self) -> None:
        pledge = published()
        response = self.report(pledge, value=" 9.5 ")
        assert response["Location"] == self.progress(pledge)
        assert ProgressReport.objects.get().value == Decimal("9.5")

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("value", "1e400"),
            ("value", ""),
            ("value", "about nine"),
            ("as_of", "2999-01-01"),
            ("as_of", ""),
            ("as_of", "last week"),
            ("evidence", ""),
            ("evidence", "x" * 2001),
            ("cites", "PLG-1999-0001"),
        ],
    )
    def test_a_bad_one_comes_back_with_what_was_typed(self, name: str, text: str) -> None:
        response = self.report(published(), **{name: text})
        page = response.content.decode()
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert f'href="#id_{name}"' in page
        assert text in page
        assert "The register." in page or name == "evidence"
        assert not ProgressReport.objects.exists()

    def test_the_stage_is_taken_from_the_form(self) -> None:
        pledge = published()
        client = signed_in(author_of(pledge))
        response = client.post(self.progress(pledge), {"stage": "discontinued", "reason": " "})
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Say why the pledge is discontinued" in response.content.decode()
        client.post(self.progress(pledge), {"stage": "discontinued", "reason": "No money."})
        pledge.refresh_from_db()
        assert (pledge.stage, pledge.stage_reason) == ("discontinued", "No money.")

    def test_nothing_new_is_news(self) -> None:
        pledge = published()
        with time_machine.travel(timezone.now() + timedelta(days=800)):
            client = signed_in(author_of(pledge))
            assert "No news for 24 months" in client.get(pledge.desk_address).content.decode()
            client.post(self.progress(pledge), {"news": "nothing"})
            pledge.refresh_from_db()
            assert freshness_of(pledge, timezone.now()) == Freshness.FRESH
            page = client.get(pledge.get_absolute_url()).content.decode()
        assert "Nothing new" in page
        assert News.objects.get().stage == ""

    def test_a_get_changes_nothing(self) -> None:
        pledge = published()
        client = signed_in(author_of(pledge))
        client.get(self.progress(pledge), {"news": "nothing", "stage": "fulfilled"})
        assert not News.objects.exists()

    def test_a_partner_reads_and_does_not_report(self) -> None:
        pledge = published()
        joined = partner(pledge, PartnerState.ACCEPTED)
        client = signed_in(speaker_of(joined.organisation))
        assert client.get(pledge.desk_address).status_code == HTTPStatus.OK
        assert "Report progress" not in client.get(pledge.desk_address).content.decode()
        assert client.post(self.progress(pledge), {"news": "nothing"}).status_code == 404
