"""What became of each question of the version before."""

import pytest
from pytest_django import DjangoAssertNumQueries

from reviews.choices import QuestionKind
from reviews.choices import Succession as How
from reviews.models import Question, Questionnaire, Succession
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.following import Fate, fates_in, new_in, settle
from tests.factories.publication import examiner
from tests.factories.questionnaires import add, blank, draft, question_of, successor

pytestmark = pytest.mark.django_db


def fate_of(made: Questionnaire, key: str) -> Fate:
    return next(fate for fate in fates_in(made) if fate.earlier.key == key)


def settled(made: Questionnaire, key: str, how: str, *later: str) -> Fate:
    assert made.made_from is not None
    settle(
        draft=made,
        earlier=question_of(made.made_from, key),
        how=how,
        later=[question_of(made, one) for one in later],
        by=examiner(),
    )
    return fate_of(made, key)


def becomes(fate: Fate) -> list[str]:
    return [question.key for question in fate.becomes]


class TestFates:
    def test_where_nobody_said_the_same_key_continues(self) -> None:
        fates = fates_in(successor())
        assert len(fates) == 8
        assert all(becomes(fate) == [fate.earlier.key] and not fate.is_open for fate in fates)

    def test_a_draft_of_its_own_follows_nothing(self) -> None:
        assert fates_in(blank()) == []

    def test_without_its_key_it_is_open(self) -> None:
        made = successor()
        question_of(made, "budget").delete()
        assert fate_of(made, "budget").is_open
        assert not settled(made, "budget", How.RETIRES).is_open

    def test_it_continues_under_another_key(self) -> None:
        made = successor()
        Question.objects.filter(pk=question_of(made, "budget").pk).update(key="costs")
        fate = settled(made, "budget", How.CONTINUES, "costs")
        assert (fate.how, becomes(fate), fate.changed_kind) == (How.CONTINUES, ["costs"], [])

    def test_it_is_split(self) -> None:
        made = successor()
        add(made, "means", "costs")
        fate = settled(made, "budget", How.SPLITS, "budget", "costs")
        assert becomes(fate) == ["budget", "costs"]
        assert [question.key for question in fate.changed_kind] == ["costs"]

    def test_it_is_retired_though_its_key_is_there(self) -> None:
        assert becomes(settled(successor(), "budget", How.RETIRES)) == []

    def test_what_was_said_is_taken_back(self) -> None:
        made = successor()
        settled(made, "budget", How.RETIRES)
        assert becomes(settled(made, "budget", "")) == ["budget"]
        assert not Succession.objects.filter(questionnaire=made).exists()

    def test_what_is_said_again_goes_before(self) -> None:
        made = successor()
        settled(made, "budget", How.RETIRES)
        assert becomes(settled(made, "budget", How.CONTINUES, "plan")) == ["plan"]
        assert Succession.objects.filter(questionnaire=made).count() == 1

    def test_what_follows_nothing_is_new(self) -> None:
        made = successor()
        add(made, "means", "costs", QuestionKind.NUMBER)
        settled(made, "budget", How.RETIRES)
        new = new_in(made, fates_in(made))
        assert [question.key for question in new] == ["budget", "costs"]

    def test_three_queries_for_all(self, django_assert_num_queries: DjangoAssertNumQueries) -> None:
        made = successor()
        with django_assert_num_queries(3):
            list(fates_in(made))


class TestRefusals:
    @pytest.mark.parametrize(
        ("how", "later"),
        [
            (How.CONTINUES, []),
            (How.CONTINUES, ["budget", "plan"]),
            (How.SPLITS, ["budget"]),
            (How.RETIRES, ["budget"]),
            ("", ["budget"]),
            ("vanishes", []),
        ],
    )
    def test_what_does_not_add_up(self, how: str, later: list[str]) -> None:
        made = successor()
        with pytest.raises(QuestionnaireError):
            settled(made, "budget", how, *later)
        assert not Succession.objects.filter(questionnaire=made).exists()

    def test_only_questions_of_this_version_follow(self) -> None:
        made = successor()
        other = draft(made.cycle)
        assert made.made_from is not None
        with pytest.raises(QuestionnaireError, match="this version"):
            settle(
                draft=made,
                earlier=question_of(made.made_from, "budget"),
                how=How.CONTINUES,
                later=[question_of(other, "budget")],
                by=examiner(),
            )

    def test_only_questions_of_the_version_before_are_followed(self) -> None:
        made = successor()
        with pytest.raises(QuestionnaireError, match="no such question"):
            settle(
                draft=made,
                earlier=question_of(made, "budget"),
                how=How.RETIRES,
                later=[],
                by=examiner(),
            )
