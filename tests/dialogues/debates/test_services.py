"""Setting up what a forum debates: which debates there are, their objectives, their people."""

import pytest

from compact.models import Cycle, RoundTable
from dialogues.debates.beginning import begin_debates
from dialogues.debates.errors import DebateError, NotAllowedError
from dialogues.debates.finding import debates_of, find_debate, taken_up
from dialogues.debates.narrowing import facets_of
from dialogues.debates.people import (
    describe,
    name_co_chair,
    name_moderator,
    take_back_co_chair,
    take_back_moderator,
)
from dialogues.debates.seating import seat
from dialogues.models import Clearance, Debate
from dialogues.rules import chairs, may_moderate_in
from stakeholders.choices import Role, Standing
from tests.factories.compact import CycleFactory, ObjectiveFactory, RoundTableFactory
from tests.factories.dialogues import co_chair, debate, note, space
from tests.factories.publication import examiner
from tests.factories.stakeholders import OrganisationFactory, UserFactory, state
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum() -> Cycle:
    """Two round tables: the first lists 2 and 5, the second lists 4 and carries 23."""
    cycle: Cycle = CycleFactory(year=2022)
    for number in range(1, 24):
        ObjectiveFactory(number=number)
    RoundTableFactory(cycle=cycle, number=1, lists=[2, 5])
    RoundTableFactory(cycle=cycle, number=2, lists=[4], carries=[23])
    return cycle


def seats(of: Debate) -> dict[int, bool]:
    found = find_debate(of.cycle_id, of.slug)
    assert found is not None
    return {one.objective.pk: one.cross_cutting for one in taken_up(found)}


class TestBeginning:
    def test_each_round_table_and_the_policy_debate(self, forum: Cycle) -> None:
        made = begin_debates(cycle=forum, by=examiner())
        assert [one.slug for one in made] == ["1", "2", "policy-debate"]
        assert [one.slug for one in debates_of(2022)] == ["1", "2", "policy-debate"]

    def test_again_it_makes_what_is_missing_and_leaves_the_others(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())
        describe(debate=_described(first[0]), by=examiner())
        RoundTableFactory(cycle=forum, number=3)
        again = begin_debates(cycle=forum, by=examiner())
        assert [one.pk for one in again if one.slug != "3"] == [one.pk for one in first]
        assert again[0].description == "What drives it."

    def test_only_the_secretariat(self, forum: Cycle) -> None:
        with pytest.raises(NotAllowedError):
            begin_debates(cycle=forum, by=UserFactory(focal_point_of="CRI"))
        assert not Debate.objects.exists()


def _described(one: Debate) -> Debate:
    one.description_en = "What drives it."  # type: ignore[attr-defined]
    return one


class TestFinding:
    def test_by_number_or_by_name(self, forum: Cycle) -> None:
        made = begin_debates(cycle=forum, by=examiner())
        assert [find_debate(2022, slug) for slug in ("1", "2", "policy-debate")] == made

    @pytest.mark.parametrize("slug", ["3", "0", "11", "x", "٢", "²", "policy", "-1", "1e0"])
    def test_what_there_is_not(self, slug: str, forum: Cycle) -> None:
        begin_debates(cycle=forum, by=examiner())
        assert find_debate(2022, slug) is None

    @pytest.mark.parametrize("year", [0, 2026, 99_999, 10**30])
    def test_a_year_without_a_forum(self, year: int, forum: Cycle) -> None:
        begin_debates(cycle=forum, by=examiner())
        assert find_debate(year, "1") is None

    def test_a_round_table_narrows_lists_to_its_objectives_and_the_debate_to_its_forum(
        self, forum: Cycle
    ) -> None:
        first, _second, policy = begin_debates(cycle=forum, by=examiner())
        assert facets_of(first) == {"cycle": "2022", "objective": ["2", "5"]}
        assert facets_of(policy) == {"cycle": "2022"}

    def test_a_round_table_without_objectives_narrows_to_nothing(self) -> None:
        assert facets_of(debate(3, cycle=CycleFactory(year=2026))) is None


class TestSeating:
    def test_objectives_are_listed_or_carried(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())[0]
        seat(debate=first, listed=[2, 6], carried=[4, 7], by=examiner())
        assert seats(first) == {2: False, 4: True, 6: False, 7: True}

    def test_one_is_listed_at_one_table_of_a_forum(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())[0]
        with pytest.raises(DebateError) as refused:
            seat(debate=first, listed=[2, 4], carried=[], by=examiner())
        assert refused.value.problems == ("Objective 4 is already listed at round table 2.",)
        assert seats(first) == {2: False, 5: False}

    def test_what_is_carried_elsewhere_can_be_listed(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())[0]
        seat(debate=first, listed=[23], carried=[], by=examiner())
        assert seats(first) == {23: False}

    def test_the_same_table_of_another_forum_is_another(self, forum: Cycle) -> None:
        begin_debates(cycle=forum, by=examiner())
        other = debate(1, cycle=CycleFactory(year=2026))
        seat(debate=other, listed=[4], carried=[], by=examiner())
        assert seats(other) == {4: False}

    def test_not_both_and_not_none(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())[0]
        with pytest.raises(DebateError, match="Taken up and cutting across at once: 2 and 3"):
            seat(debate=first, listed=[2, 3, 5], carried=[2, 3], by=examiner())
        with pytest.raises(DebateError, match="Choose at least one objective"):
            seat(debate=first, listed=[], carried=[2], by=examiner())

    def test_the_policy_debate_has_all(self, forum: Cycle) -> None:
        policy = begin_debates(cycle=forum, by=examiner())[-1]
        with pytest.raises(DebateError, match="on all objectives"):
            seat(debate=policy, listed=[1], carried=[], by=examiner())

    def test_only_the_secretariat(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())[0]
        with pytest.raises(NotAllowedError):
            seat(debate=first, listed=[7], carried=[], by=UserFactory(role=Role.MODERATOR))
        assert seats(first) == {2: False, 5: False}

    def test_a_load_of_the_reference_data_leaves_it_alone(self, forum: Cycle) -> None:
        """The loader compares what it wrote with what stands there: see `compact.reference`."""
        first = begin_debates(cycle=forum, by=examiner())[0]
        table = RoundTable.objects.get(debate=first)
        before = dict(table.seeded)
        seat(debate=first, listed=[7], carried=[], by=examiner())
        table.refresh_from_db()
        assert table.seeded == before


@pytest.mark.django_db(transaction=True)
def test_of_two_tables_that_list_one_objective_at_once_one_gets_it() -> None:
    cycle = CycleFactory(year=2022)
    for number in (2, 4, 7):
        ObjectiveFactory(number=number)
    first, second = debate(1, lists=[2], cycle=cycle), debate(2, lists=[4], cycle=cycle)
    by = examiner()

    def list_it(one: Debate, number: int) -> str:
        try:
            seat(debate=one, listed=[number, 7], carried=[], by=by)
        except DebateError:
            return "refused"
        return "listed"

    outcomes = at_once(lambda: list_it(first, 2), lambda: list_it(second, 4))
    assert sorted(map(str, outcomes)) == ["listed", "refused"]


class TestPeople:
    def test_co_chairs_come_in_order_and_speak_through_their_people(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())[0]
        for iso3 in ("MEX", "CRI"):
            name_co_chair(debate=first, organisation=state(iso3), by=examiner())
        assert [one.organisation for one in first.co_chairs.all()] == [state("MEX"), state("CRI")]
        speaker = UserFactory(focal_point_of="CRI")
        assert [one.organisation for one in chairs(speaker, first)] == [state("CRI")]

    def test_naming_one_again_changes_the_person(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())[0]
        for name in ("", "The minister of labour"):
            name_co_chair(debate=first, organisation=state("CRI"), name=name, by=examiner())
        assert [one.name for one in first.co_chairs.all()] == ["The minister of labour"]

    def test_an_organisation_that_is_not_verified_does_not_chair(self, forum: Cycle) -> None:
        first = begin_debates(cycle=forum, by=examiner())[0]
        unknown = OrganisationFactory(standing=Standing.PENDING)
        with pytest.raises(DebateError, match="not verified"):
            name_co_chair(debate=first, organisation=unknown, by=examiner())

    def test_one_is_taken_back(self) -> None:
        one = co_chair(debate())
        take_back_co_chair(debate=one.debate, number=one.pk, by=examiner())
        take_back_co_chair(debate=one.debate, number=one.pk, by=examiner())
        assert not one.debate.co_chairs.exists()

    def test_one_of_another_debate_stays(self) -> None:
        one = co_chair(debate(1))
        take_back_co_chair(debate=debate(2), number=one.pk, by=examiner())
        assert one.debate.co_chairs.exists()

    def test_one_who_has_cleared_the_note_stays_and_it_says_why(self) -> None:
        written = note()
        one = written.debate.co_chairs.get(organisation=state("CRI"))
        by = UserFactory(focal_point_of="CRI")
        Clearance.objects.create(note=written, co_chair=one, digest="0" * 64, by=by)
        with pytest.raises(DebateError, match="has cleared the background note"):
            take_back_co_chair(debate=written.debate, number=one.pk, by=examiner())
        assert written.debate.co_chairs.count() == 2

    def test_a_moderator_with_an_account_moderates_the_space(self) -> None:
        one, person = debate(), UserFactory()
        there = space(one)
        assert not may_moderate_in(person, there)
        named = name_moderator(debate=one, name=person.name, user=person, by=examiner())
        assert may_moderate_in(person, there)
        take_back_moderator(debate=one, number=named.pk, by=examiner())
        assert not may_moderate_in(person, there)

    @pytest.mark.parametrize(
        "verb",
        [
            lambda of, by: name_co_chair(debate=of, organisation=state("CRI"), by=by),
            lambda of, by: take_back_co_chair(debate=of, number=1, by=by),
            lambda of, by: name_moderator(debate=of, name="Somebody", by=by),
            lambda of, by: take_back_moderator(debate=of, number=1, by=by),
            lambda of, by: describe(debate=of, by=by),
        ],
    )
    def test_only_the_secretariat_has_the_verbs(self, verb: object) -> None:
        one = debate()
        with pytest.raises(NotAllowedError):
            verb(one, UserFactory(focal_point_of="CRI"))  # type: ignore[operator]
