"""The deadline of reviews: soft or hard, at the very moment, in whatever zone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from publication.choices import State
from publication.moves import NotReadyError, make_move
from publication.workflow import Attempt
from reviews.models import Review
from reviews.problems import problems_of
from reviews.rules import is_complete, is_in_time
from tests.desk.access import signed_in
from tests.factories.publication import examiner
from tests.factories.reviews import begun, filled, focal_point_of, forum, section_of, write

pytestmark = pytest.mark.django_db

# 23:59:59 of the last day of February in New York.
DUE = datetime(2030, 3, 1, 4, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)
CLOSED = "The closing date for reviews has passed."


def draft(policy: str, **dates: Any) -> Review:
    """A complete draft, begun before the deadline."""
    with time_machine.travel(DUE - timedelta(days=10), tick=False):
        opened = {"reviews_open_at": DUE - timedelta(days=30), "reviews_due_at": DUE}
        cycle = forum(**{**opened, "deadline_policy": policy, **dates})
        return filled(begun(cycle=cycle))


def submit(review: Review, at: datetime) -> Review:
    with time_machine.travel(at, tick=False):
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
    return review


def told(review: Review, at: datetime) -> list[str]:
    return [str(problem) for problem in is_in_time(review, Attempt(by=None, now=at))]


@pytest.mark.parametrize(
    ("policy", "at", "accepted", "is_late"),
    [
        ("hard", DUE - SECOND, True, False),
        ("hard", DUE, True, False),
        ("hard", DUE + timedelta(microseconds=1), False, None),
        ("hard", DUE + timedelta(days=30), False, None),
        ("soft", DUE, True, False),
        ("soft", DUE + timedelta(microseconds=1), True, True),
        ("soft", DUE + timedelta(days=30), True, True),
    ],
)
def test_at_the_very_moment(
    policy: str, at: datetime, accepted: bool, is_late: bool | None
) -> None:
    review = draft(policy)
    if accepted:
        assert submit(review, at).is_late == is_late
    else:
        with pytest.raises(NotReadyError) as caught:
            submit(review, at)
        assert caught.value.problems == [CLOSED]
        assert Review.objects.get().state == State.DRAFT


def test_a_draft_that_was_never_submitted_is_not_late() -> None:
    assert not draft("soft").is_late


def test_without_a_date_nothing_is_late() -> None:
    review = draft("hard", reviews_due_at=None)
    assert not submit(review, DUE + timedelta(days=40)).is_late


def test_an_extension_holds_from_the_moment_it_is_made() -> None:
    review = draft("hard")
    late = DUE + timedelta(days=2)
    assert told(review, late) == [CLOSED]
    review.cycle.reviews_due_at = DUE + timedelta(days=14)
    review.cycle.save()
    assert told(Review.objects.get(), late) == []


def test_what_was_submitted_in_time_and_returned_can_come_late_where_the_date_is_soft() -> None:
    review = submit(draft("soft"), DUE - SECOND)
    boss = examiner()
    with time_machine.travel(DUE + timedelta(days=5), tick=False):
        make_move(review, "take up", by=boss)
        make_move(review, "return", by=boss, note="Say more.")
    assert submit(review, DUE + timedelta(days=6)).is_late


@pytest.mark.parametrize(
    ("policy", "told_beforehand"),
    [
        ("soft", "A later review is accepted and published too, and marked late."),
        ("hard", "After this moment a review can no longer be submitted."),
    ],
)
def test_the_late_rule_is_told_beforehand(policy: str, told_beforehand: str) -> None:
    with time_machine.travel(DUE - timedelta(days=3)):
        review = draft(policy)
        page = signed_in(focal_point_of("CRI")).get(review.desk_address).content.decode()
    assert told_beforehand in page
    assert "America/New_York" in page or "New York" in page


def test_a_late_review_says_so_where_it_is_read() -> None:
    review = submit(draft("soft"), DUE + timedelta(days=1))
    with time_machine.travel(DUE + timedelta(days=2)):
        page = signed_in(focal_point_of("CRI")).get(review.desk_address).content.decode()
    assert "Late" in page


class TestCompleteness:
    def problems(self, review: Review) -> list[str]:
        found = is_complete(review, Attempt(by=None, now=DUE))
        return [str(problem) for problem in found]

    def test_what_is_required_is_counted(self) -> None:
        review = begun()
        assert self.problems(review) == ["2 answers need your attention: see “Check answers”."]
        write(review, "lead-body", "The Ministry")
        assert self.problems(review) == ["1 answer needs your attention: see “Check answers”."]
        write(review, "o05-priority", "high")
        assert self.problems(review) == []

    def test_what_is_answered_wrongly_counts_though_it_is_not_required(self) -> None:
        review = filled(begun(), budget="a lot")
        assert len(self.problems(review)) == 1
        write(review, "budget", "")
        assert self.problems(review) == []

    def test_each_problem_names_its_question_in_the_order_of_the_questionnaire(self) -> None:
        review = begun()
        write(review, "information-up-to", "next spring")
        found = [question.key for question, _problems in problems_of(review)]
        assert found == ["lead-body", "o05-priority", "information-up-to"]

    def test_of_one_section_only_its_own_are_told(self) -> None:
        review = begun()
        section = section_of(review, "objective-5").section
        assert [q.key for q, _problems in problems_of(review, section)] == ["o05-priority"]

    @pytest.mark.parametrize("answered", [1, 3])
    def test_it_costs_the_same_however_much_is_answered(
        self, answered: int, django_assert_num_queries: Any
    ) -> None:
        review = begun()
        for key in ("budget", "has-budget", "information-up-to")[:answered]:
            write(review, key, "wrong")
        with django_assert_num_queries(6):  # one of them tells what is asked
            assert len(list(problems_of(review))) == 2 + answered
