"""How questions go on from version to version: the same key, a row that says otherwise, a chain."""

from typing import Any

import pytest

from compact.models import Cycle
from reviews import choices
from reviews.lineage import lineage
from reviews.models import Questionnaire
from tests.factories.reviews import SECTIONS, forum, questionnaire
from tests.reviews.editions import becomes, made_from, renamed

pytestmark = pytest.mark.django_db

SPLITS = choices.Succession.SPLITS
KEYS = [key for _number, questions in SECTIONS.values() for key in questions]


@pytest.fixture
def first() -> Questionnaire:
    return forum(2022).questionnaires.get()


@pytest.fixture
def second(first: Questionnaire) -> Questionnaire:
    return made_from(first, 2026)


def test_where_nothing_is_said_the_same_key_continues(
    first: Questionnaire, second: Questionnaire
) -> None:
    ties = lineage(first.pk, second.pk)
    assert {key: ties.before(key) for key in KEYS} == {key: [key] for key in KEYS}
    assert ties.retired == []
    assert not any(ties.is_part(key) for key in KEYS)


def test_a_questionnaire_is_its_own_descendant(first: Questionnaire) -> None:
    assert lineage(first.pk, first.pk).became == {
        key: {key: choices.Succession.CONTINUES} for key in KEYS
    }


def test_two_without_a_tie_are_compared_by_key(first: Questionnaire) -> None:
    other = forum(2026).questionnaires.get()
    renamed(other, "budget", "spending")
    ties = lineage(first.pk, other.pk)
    assert ties.before("o05-progress") == ["o05-progress"]
    assert ties.before("spending") == []
    assert ties.retired == ["budget"]


def test_a_question_that_continues_under_another_name(
    first: Questionnaire, second: Questionnaire
) -> None:
    renamed(second, "budget", "spending")
    becomes(second, "budget", "spending")
    ties = lineage(first.pk, second.pk)
    assert ties.before("spending") == ["budget"]
    assert not ties.is_part("spending")
    assert ties.retired == []


def test_a_question_that_was_split(first: Questionnaire, second: Questionnaire) -> None:
    becomes(second, "budget", "budget", "has-budget", how=SPLITS)
    ties = lineage(first.pk, second.pk)
    assert ties.before("budget") == ["budget"]
    assert ties.before("has-budget") == ["has-budget", "budget"]
    assert ties.is_part("budget")
    assert ties.is_part("has-budget")
    assert not ties.is_part("plan")


def test_a_question_that_was_retired_though_its_key_came_back(
    first: Questionnaire, second: Questionnaire
) -> None:
    becomes(second, "budget")
    ties = lineage(first.pk, second.pk)
    assert ties.before("budget") == []
    assert ties.retired == ["budget"]


def test_two_that_became_one(first: Questionnaire, second: Questionnaire) -> None:
    becomes(second, "has-budget", "budget")
    becomes(second, "budget", "budget")
    ties = lineage(first.pk, second.pk)
    assert ties.before("budget") == ["has-budget", "budget"]
    assert ties.before("has-budget") == []
    assert ties.retired == []


class TestChains:
    @pytest.fixture
    def third(self, second: Questionnaire) -> Questionnaire:
        return made_from(second, 2030)

    def test_a_name_is_followed_through_what_lies_between(
        self, first: Questionnaire, second: Questionnaire, third: Questionnaire
    ) -> None:
        renamed(second, "budget", "spending")
        becomes(second, "budget", "spending")
        renamed(third, "budget", "costs")
        becomes(third, "spending", "costs")
        assert lineage(first.pk, third.pk).before("costs") == ["budget"]
        assert lineage(second.pk, third.pk).before("costs") == ["spending"]

    def test_what_was_split_once_stays_a_part(
        self, first: Questionnaire, second: Questionnaire, third: Questionnaire
    ) -> None:
        becomes(second, "budget", "budget", "has-budget", how=SPLITS)
        ties = lineage(first.pk, third.pk)
        assert ties.is_part("budget")
        assert ties.before("has-budget") == ["has-budget", "budget"]

    def test_what_was_retired_between_does_not_come_back(
        self, first: Questionnaire, second: Questionnaire, third: Questionnaire
    ) -> None:
        becomes(second, "budget")
        ties = lineage(first.pk, third.pk)
        assert ties.retired == ["budget"]
        assert ties.before("budget") == []

    def test_versions_of_one_forum_are_links_of_the_chain_too(
        self, first: Questionnaire, second: Questionnaire
    ) -> None:
        again = made_from(second, 2026, version=2)
        becomes(again, "plan")
        assert lineage(first.pk, again.pk).retired == ["plan"]
        assert lineage(first.pk, second.pk).retired == []

    @pytest.mark.parametrize("links", [1, 3])
    def test_a_long_chain_costs_what_a_short_one_does(
        self, first: Questionnaire, links: int, django_assert_num_queries: Any
    ) -> None:
        newest = first
        for year in (2026, 2030, 2034)[:links]:
            newest = made_from(newest, year)
            becomes(newest, "budget", "budget")
        with django_assert_num_queries(3):
            lineage(first.pk, newest.pk)


def test_a_circle_is_no_chain(first: Questionnaire, second: Questionnaire) -> None:
    """Nobody can make one, and nothing hangs on one."""
    other = questionnaire(Cycle.objects.get(year=2026), version=9, published=False)
    Questionnaire.objects.filter(pk=other.pk).update(made_from=other)
    assert lineage(first.pk, other.pk).retired == []
