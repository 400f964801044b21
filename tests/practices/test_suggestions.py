"""Whom the portal suggests: the best fit first, with reasons; and never who cannot be asked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from practices.choices import AssignmentState, Belonging, Gender, RosterState
from practices.models import Absence, Practice, Reviewer
from practices.peer_review.inviting import CannotInviteError, invite
from practices.peer_review.obstacles import Obstacle, obstacles_of
from practices.peer_review.obstacles import Reason as Reason_
from practices.peer_review.reasons import Reason, Why, reason_of
from practices.peer_review.suggestions import Suggestion, suggestions_for
from publication.choices import State
from publication.moves import make_move
from stakeholders.choices import Role
from stakeholders.services import end_role
from tests.factories.compact import CountryFactory
from tests.factories.practices import (
    assigned,
    author_of,
    decided,
    open_round,
    practice_in,
    quorum,
    reviewed,
    reviewer,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import give_role, secretariat

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice() -> Practice:
    return practice_in(State.UNDER_REVIEW, countries=["CRI"], objectives=[7, 9])


def suggested(practice: Practice) -> list[Reviewer]:
    return [one.reviewer for one in suggestions_for(practice)]


def of(practice: Practice, one: Reviewer) -> Suggestion:
    return next(found for found in suggestions_for(practice) if found.reviewer == one)


def why(practice: Practice, one: Reviewer) -> set[Why]:
    found = of(practice, one)
    return {reason.why for reason in (*found.reasons, *found.cautions)}


def away(one: Reviewer, first: int, last: int) -> Reviewer:
    """Between these days from today."""
    today = timezone.localdate()
    Absence.objects.create(
        reviewer=one, starts_on=today + timedelta(first), ends_on=today + timedelta(last)
    )
    return one


class TestReasons:
    def test_the_objectives_and_the_primary_weighs_more(self, practice: Practice) -> None:
        primary, further, neither = (
            reviewer(objectives=[5]),
            reviewer(objectives=[7, 9]),
            reviewer(objectives=[20]),
        )
        assert suggested(practice) == [primary, further, neither]
        assert Reason(Why.PRIMARY_OBJECTIVE, ("5",)) in of(practice, primary).reasons
        assert Reason(Why.OBJECTIVES, ("7", "9")) in of(practice, further).reasons
        assert of(practice, neither).cautions == (Reason(Why.NO_OBJECTIVE),)

    def test_the_language(self, practice: Practice) -> None:
        other, same = reviewer(languages=["fr"]), reviewer(languages=["en", "fr"])
        assert suggested(practice) == [same, other]
        assert Why.LANGUAGE in why(practice, same)
        assert of(practice, other).cautions == (Reason(Why.NO_LANGUAGE),)

    def test_the_load(self, practice: Practice) -> None:
        busy, free = reviewer(most_a_semester=2), reviewer(most_a_semester=2)
        assigned(practice_in(State.UNDER_REVIEW), by=busy)
        assert suggested(practice) == [free, busy]
        assert Reason(Why.LOAD, ("1", "2")) in of(practice, busy).reasons

    def test_the_side_that_is_missing(self, practice: Practice) -> None:
        one = reviewer(Belonging.UN)
        other = reviewer(Belonging.EXTERNAL)
        assert Why.UN_MISSING in why(practice, one)
        assert Why.EXTERNAL_MISSING in why(practice, other)
        for _ in range(2):
            assigned(practice, by=reviewer(Belonging.EXTERNAL, objectives=[1]))
        assert suggested(practice)[0] == one
        assert Why.EXTERNAL_MISSING not in why(practice, other)

    def test_a_side_is_missing_again_after_a_refusal(self, practice: Practice) -> None:
        assigned(practice, AssignmentState.DECLINED, by=reviewer(Belonging.UN))
        assert Why.UN_MISSING in why(practice, reviewer(Belonging.UN))

    def test_a_region_and_a_gender_that_the_round_has_not(self, practice: Practice) -> None:
        there = CountryFactory(iso3="DEU", regions=["ece"])
        assigned(practice, by=reviewer(iso3=there.pk, gender=Gender.MAN))
        CountryFactory(iso3="FRA", regions=["ece"])
        CountryFactory(iso3="KEN", regions=["eca"])
        near = reviewer(iso3="FRA", gender=Gender.MAN)
        far = reviewer(iso3="KEN", gender=Gender.WOMAN)
        silent = reviewer(iso3="FRA")
        assert {Why.REGION, Why.GENDER} <= why(practice, far)
        assert not {Why.REGION, Why.GENDER} & why(practice, near)
        assert Why.GENDER not in why(practice, silent)
        assert suggested(practice)[0] == far

    def test_who_read_it_before_a_revision(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        before = quorum(practice)
        open_round(practice).points.create(number=1, text="The cost.", answer="Done.")
        make_move(practice, "ask to revise", by=examiner(), note="Please.")
        make_move(practice, "resubmit", by=author_of(practice))
        stranger = reviewer(Belonging.UN)
        assert suggested(practice)[0] == before[0].reviewer
        assert Why.READ_BEFORE in why(practice, before[0].reviewer)
        assert Why.READ_BEFORE not in why(practice, stranger)

    @pytest.mark.parametrize("reason", Why)
    def test_each_is_a_sentence_and_comes_back_from_its_code(self, reason: Why) -> None:
        values = {
            Why.LOAD: ("1", "4"),
            Why.PRIMARY_OBJECTIVE: ("5",),
            Why.OBJECTIVES: ("7", "9"),
            Why.REGION: ("ECE",),
        }
        one = Reason(reason, values.get(reason, ()))
        assert reason_of(one.code) == one
        assert str(one).endswith(".")
        assert "%" not in str(one)

    def test_a_code_that_is_no_longer_known_is_left_out(self) -> None:
        assert reason_of("moon-phase:3") is None


class TestWhoIsNotSuggested:
    def test_nobody_where_no_round_is_open(self) -> None:
        reviewer()
        assert suggestions_for(practice_in(State.ACCEPTED)) == []

    @pytest.mark.parametrize("state", [state for state in RosterState if state != "active"])
    def test_who_is_not_on_the_roster(self, practice: Practice, state: RosterState) -> None:
        reviewer(state=state)
        assert suggested(practice) == []

    def test_whose_role_has_ended(self, practice: Practice) -> None:
        one = reviewer()
        end_role(membership=one.user.memberships.get(), by=one.user)
        assert suggested(practice) == []

    def test_who_works_for_the_secretariat(self, practice: Practice) -> None:
        give_role(reviewer().user, Role.SECRETARIAT, secretariat())
        assert suggested(practice) == []

    @pytest.mark.parametrize(
        ("first", "last", "is_away"),
        [(-9, -1, False), (-9, 0, True), (10, 12, True), (28, 40, True), (29, 40, False)],
    )
    def test_who_is_away_in_the_time_of_the_review(
        self, practice: Practice, first: int, last: int, is_away: bool
    ) -> None:
        one = away(reviewer(), first, last)
        assert suggested(practice) == ([] if is_away else [one])

    def test_who_has_taken_as_many_as_they_want(self, practice: Practice) -> None:
        one = reviewer(most_a_semester=1)
        assigned(practice_in(State.UNDER_REVIEW), by=one)
        assert suggested(practice) == []

    def test_a_refusal_takes_nobodys_place(self, practice: Practice) -> None:
        one = reviewer(most_a_semester=1)
        assigned(practice_in(State.UNDER_REVIEW), AssignmentState.DECLINED, by=one)
        assert suggested(practice) == [one]

    def test_who_read_it_before_an_appeal(self) -> None:
        practice = practice_in(State.APPEALED)
        read = [one.reviewer for one in practice.rounds.get().assignments.all()]
        make_move(practice, "reopen", by=examiner(), note="Unfair.")
        fresh = reviewer()
        assert suggested(practice) == [fresh]
        found = obstacles_of(open_round(practice), read, timezone.now())
        assert all(Obstacle(Reason_.READ_BEFORE_APPEAL) in found[one.pk] for one in read)

    def test_who_read_it_after_an_appeal_may_read_the_revision(self) -> None:
        practice = practice_in(State.APPEALED)
        make_move(practice, "reopen", by=examiner(), note="Unfair.")
        practice.refresh_from_db()
        decided(practice, "ask to revise")
        second = [one.reviewer for one in practice.rounds.get(number=2).assignments.all()]
        practice.rounds.get(number=2).points.update(answer="Done.")
        make_move(practice, "resubmit", by=author_of(practice))
        assert set(suggested(practice)) == set(second)

    def test_who_refused_it_before(self, practice: Practice) -> None:
        one = reviewer()
        assigned(practice, AssignmentState.DECLINED, by=one)
        make_move(practice, "withdraw", by=author_of(practice))
        make_move(practice, "submit", by=author_of(practice), declared=True)
        make_move(practice, "take in", by=examiner())
        assert suggested(practice) == []


@dataclass(frozen=True)
class Made:
    """A reviewer as an example draws one, and whether anything stands in the way."""

    state: RosterState
    is_foreign: bool
    is_insider: bool
    most: int
    taken: int
    absence: tuple[int, int] | None
    was_asked: bool
    objectives: tuple[int, ...]
    languages: tuple[str, ...]
    side: Belonging

    @property
    def can_be_asked(self) -> bool:
        is_there = self.absence is None or self.absence[1] < 0 or self.absence[0] > 28
        return (
            self.state == RosterState.ACTIVE
            and self.is_foreign
            and not self.is_insider
            and self.taken + self.was_asked < self.most
            and is_there
            and not self.was_asked
        )


ABSENCES = st.tuples(st.integers(-40, 60), st.integers(0, 30)).map(lambda t: (t[0], t[0] + t[1]))
PEOPLE = st.builds(
    Made,
    state=st.sampled_from([RosterState.ACTIVE] * 4 + [RosterState.RETIRED, RosterState.APPLIED]),
    is_foreign=st.sampled_from([True, True, True, False]),
    is_insider=st.sampled_from([False, False, False, True]),
    most=st.integers(1, 3),
    taken=st.integers(0, 2),
    absence=st.none() | ABSENCES,
    was_asked=st.sampled_from([False, False, False, True]),
    objectives=st.sets(st.integers(5, 9), min_size=1, max_size=3).map(tuple),
    languages=st.sets(st.sampled_from(["en", "fr", "ar"]), min_size=1).map(tuple),
    side=st.sampled_from(Belonging),
)


def exist(made: Made, practice: Practice, elsewhere: list[Practice]) -> Reviewer:
    fields: dict[str, Any] = {"organisation": practice.organisation} if made.is_insider else {}
    one = reviewer(
        made.side,
        state=made.state,
        iso3="" if made.is_foreign else "CRI",
        objectives=list(made.objectives),
        languages=list(made.languages),
        most_a_semester=made.most,
        **fields,
    )
    if made.absence:
        away(one, *made.absence)
    for other in elsewhere[: made.taken]:
        assigned(other, by=one)
    if made.was_asked:
        assigned(practice, by=one)
    return one


def can_be_asked(practice: Practice, one: Reviewer) -> bool:
    """Tried, and taken back."""
    try:
        with transaction.atomic():
            invite(practice, one, examiner())
            transaction.set_rollback(True)
    except CannotInviteError:
        return False
    return True


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(people=st.lists(PEOPLE, min_size=1, max_size=4))
def test_whoever_is_suggested_can_be_asked_and_nobody_else(
    practice: Practice, people: list[Made]
) -> None:
    """Whatever the roster: never one with a conflict, away, full, asked before, or off it."""
    with transaction.atomic():
        elsewhere = [practice_in(State.UNDER_REVIEW) for _ in range(2)]
        made = {exist(one, practice, elsewhere): one for one in people}
        found = suggestions_for(practice)
        expected = {one for one, drawn in made.items() if drawn.can_be_asked}
        assert {suggestion.reviewer for suggestion in found} == expected
        assert all(can_be_asked(practice, one) == (one in expected) for one in made)
        scores = [suggestion.score for suggestion in found]
        assert scores == sorted(scores, reverse=True)
        assert [one.reviewer for one in suggestions_for(practice)] == [s.reviewer for s in found]
        transaction.set_rollback(True)


@pytest.mark.parametrize("count", [1, 3])
def test_a_long_roster_costs_as_much_as_a_short_one(
    practice: Practice, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        reviewer()
        reviewed(assigned(practice))
    fresh = Practice.objects.with_names().get(pk=practice.pk)
    with django_assert_num_queries(28):
        assert len(suggestions_for(fresh)) == count
