"""What is asked depends on what was answered; what is not asked is kept, and goes nowhere."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from publication.choices import State
from reviews.attachments import may_read
from reviews.choices import QuestionKind
from reviews.conditions import (
    CONDITIONS_OF_ANSWERS,
    Conditions,
    asked_among,
    asked_by_key,
    asked_in,
    conditions_of,
    decisions_of,
)
from reviews.content import content_of
from reviews.listing import entry_of, objectives_of, published
from reviews.models import Answer, Review
from reviews.problems import asked_questions_of, problems_of, questions_of
from reviews.reading import sections_of
from reviews.rows import all_rows_of, rows_of
from reviews.services import mark_section
from stakeholders.models import User
from tests.factories.asking import asked, objectives, when
from tests.factories.compact import ObjectiveFactory
from tests.factories.publication import moved
from tests.factories.reviews import (
    answer_of,
    attached,
    begun,
    filled,
    focal_point_of,
    question_of,
    section_of,
    write,
)


def said(question: int, value: Any, *, not_applicable: bool = False) -> Answer:
    return Answer(question_id=question, value=value, not_applicable=not_applicable)


class TestDeciding:
    """Of a questionnaire with the questions 1 to 4 in section 10 and 5 in section 20."""

    def conditions(
        self,
        of_questions: dict[int, list[tuple[int, set[str]]]] | None = None,
        of_sections: dict[int, list[tuple[int, set[str]]]] | None = None,
    ) -> Conditions:
        def frozen(tests: Any) -> Any:
            return {
                key: [(on, frozenset(values)) for on, values in several]
                for key, several in (tests or {}).items()
            }

        return Conditions(
            frozenset({10, 20}),
            {1: 10, 2: 10, 3: 10, 4: 10, 5: 20},
            frozen(of_questions),
            frozen(of_sections),
        )

    @pytest.mark.parametrize(
        ("value", "is_asked"),
        [
            ("yes", True),
            ("maybe", True),
            ("no", False),
            ("YES", False),
            ("", False),
            ([], False),
            (["yes"], True),
            (["no", "maybe"], True),
            (["no"], False),
            ([{"row": "yes"}], False),
        ],
    )
    def test_any_of_the_values_will_do(self, value: Any, is_asked: bool) -> None:
        conditions = self.conditions({2: [(1, {"yes", "maybe"})]})
        assert conditions.given([said(1, value)]).asks(2) is is_asked

    def test_what_has_no_condition_is_always_asked(self) -> None:
        decision = self.conditions().given([])
        assert all(decision.asks(question) for question in range(1, 6))
        assert decision.asks_section(10)

    def test_without_an_answer_it_is_not_asked(self) -> None:
        assert not self.conditions({2: [(1, {"yes"})]}).given([]).asks(2)

    def test_an_answer_that_does_not_apply_decides_nothing(self) -> None:
        conditions = self.conditions({2: [(1, {"yes"})]})
        assert not conditions.given([said(1, "yes", not_applicable=True)]).asks(2)

    @pytest.mark.parametrize(
        ("first", "second", "is_asked"),
        [("yes", "b", True), ("yes", "a", False), ("no", "b", False), ("no", "a", False)],
    )
    def test_of_several_conditions_all_must_hold(
        self, first: str, second: str, is_asked: bool
    ) -> None:
        conditions = self.conditions({3: [(1, {"yes"}), (2, {"b"})]})
        decision = conditions.given([said(1, first), said(2, second)])
        assert decision.asks(3) is is_asked

    def test_an_answer_that_is_itself_not_asked_any_more_decides_nothing(self) -> None:
        conditions = self.conditions({2: [(1, {"yes"})], 3: [(2, {"yes"})], 4: [(3, {"yes"})]})
        answers = [said(2, "yes"), said(3, "yes")]
        assert not conditions.given([*answers, said(1, "no")]).asks(4)
        assert conditions.given([*answers, said(1, "yes")]).asks(4)

    def test_with_a_section_its_questions_are_not_asked(self) -> None:
        conditions = self.conditions({}, {20: [(1, {"yes"})]})
        for value, is_asked in (("yes", True), ("no", False)):
            decision = conditions.given([said(1, value)])
            assert decision.asks_section(20) is is_asked
            assert decision.asks(5) is is_asked

    def test_questions_that_wait_for_each_other_are_never_asked_and_nothing_hangs(self) -> None:
        conditions = self.conditions({1: [(2, {"yes"})], 2: [(1, {"yes"})], 3: [(3, {"yes"})]})
        decision = conditions.given([said(1, "yes"), said(2, "yes"), said(3, "yes")])
        assert [decision.asks(question) for question in (1, 2, 3, 4)] == [False] * 3 + [True]

    def test_what_decides_is_known(self) -> None:
        conditions = self.conditions({2: [(1, {"yes"})]}, {20: [(4, {"yes"})]})
        assert conditions.deciding == {1, 4}


@pytest.fixture
def review() -> Review:
    """A question depends on another of its section, and the last section on one of the first."""
    review = begun()
    when(review, "budget", has_budget=["yes"])
    when(review, "means", consulted=["unions"])
    return review


def asked_keys(review: Review) -> set[str]:
    now = asked_in(review)
    return {question.key for question in questions_of(review) if now.asks(question)}


ALWAYS = {"lead-body", "consulted", "o05-priority", "o05-progress"}
OF_MEANS = {"has-budget", "information-up-to", "plan"}


@pytest.mark.django_db
class TestOfAReview:
    def test_it_follows_the_answers(self, review: Review) -> None:
        assert asked_keys(review) == ALWAYS
        write(review, "consulted", ["unions"])
        assert asked_keys(review) == ALWAYS | OF_MEANS
        write(review, "has-budget", "yes")
        assert asked_keys(review) == ALWAYS | OF_MEANS | {"budget"}
        write(review, "consulted", ["parliament"])
        assert asked_keys(review) == ALWAYS

    def test_sections_are_told_too(self, review: Review) -> None:
        means = section_of(review, "means").section_id
        others = {section_of(review, key).section_id for key in ("methodology", "objective-5")}
        assert asked_in(review).sections == others
        write(review, "consulted", ["unions"])
        assert asked_in(review).sections == others | {means}

    @pytest.mark.parametrize("answered", [1, 3])
    def test_it_costs_the_same_however_much_is_answered(
        self, review: Review, answered: int, django_assert_num_queries: Any
    ) -> None:
        for key, value in list(ANSWERS.items())[:answered]:
            write(review, key, value)
        with django_assert_num_queries(3):
            asked_in(review)
        questions = questions_of(review)
        with django_assert_num_queries(1):
            conditions_of(review.questionnaire_id, questions)

    def test_many_reviews_are_decided_together(
        self, review: Review, django_assert_num_queries: Any
    ) -> None:
        other = begun("MEX", cycle=review.cycle)
        write(review, "consulted", ["unions"])
        budget = question_of(review, "has-budget").pk
        with django_assert_num_queries(3):
            decisions = decisions_of([review, other])
        assert decisions[review.pk].asks(budget)
        assert not decisions[other.pk].asks(budget)

    def test_what_the_page_shows_anew_is_told_by_key(self, review: Review) -> None:
        write(review, "consulted", ["unions"])
        means = section_of(review, "means").section
        assert asked_by_key(review, means) == {"budget": False}
        write(review, "has-budget", "yes")
        assert asked_by_key(review, means) == {"budget": True}


ANSWERS: dict[str, Any] = {
    "consulted": ["unions"],
    "has-budget": "yes",
    "budget": "a lot",
}


@pytest.mark.django_db
class TestWhatIsNotAsked:
    """The budget was written; then it was said that there is none."""

    @pytest.fixture
    def unasked(self, review: Review) -> Review:
        for key, value in ANSWERS.items():
            write(review, key, value)
        write(review, "has-budget", "no")
        return review

    def test_it_keeps_its_answer_which_comes_back(self, unasked: Review) -> None:
        answer = answer_of(unasked, "budget")
        assert answer
        assert answer.value == "a lot"
        assert answer_keys(content_of(unasked)) == {"consulted", "has-budget"}
        write(unasked, "has-budget", "yes")
        assert answer_keys(content_of(unasked)) == {"consulted", "has-budget", "budget"}

    def test_it_stands_in_nobodys_way(self, unasked: Review) -> None:
        assert [q.key for q, _problems in problems_of(unasked)] == ["lead-body", "o05-priority"]
        write(unasked, "has-budget", "yes")
        assert "budget" in [q.key for q, _problems in problems_of(unasked)]

    def test_what_is_required_is_so_only_where_it_is_asked(self, unasked: Review) -> None:
        asked(unasked, "why", QuestionKind.SHORT_TEXT, required=True)
        when(unasked, "why", has_budget=["no"])
        section = section_of(unasked, "means").section
        assert [q.key for q, _problems in problems_of(unasked, section)] == ["why"]
        write(unasked, "has-budget", "yes")
        write(unasked, "budget", "12")
        assert list(problems_of(unasked, section)) == []

    def test_a_section_that_is_not_asked_can_be_complete(self, unasked: Review) -> None:
        write(unasked, "consulted", [])
        section = section_of(unasked, "means")
        marked = mark_section(section=section, complete=True, by=focal_point_of("CRI"))
        assert marked.completed_at

    def test_it_is_not_open_and_not_read(self, unasked: Review) -> None:
        assert "budget" not in [row.key for row in all_rows_of(unasked)]
        assert "budget" not in [row.key for part in sections_of(unasked) for row in part.rows]

    def test_its_fields_wait_on_the_page(self, unasked: Review) -> None:
        rows = {row.key: row for row in rows_of(section_of(unasked, "means"), self.by)}
        assert not rows["budget"].is_asked
        assert rows["budget"].shown.value == "a lot"
        assert rows["budget"].problems == []
        assert rows["has-budget"].is_asked

    @property
    def by(self) -> User:
        return focal_point_of("CRI")

    def test_it_is_neither_listed_nor_found(self, unasked: Review) -> None:
        write(unasked, "o05-progress", "Slow progress.")
        write(unasked, "lead-body", "The Ministry")
        write(unasked, "o05-priority", "high")
        moved(unasked, to=State.PUBLISHED)
        listed = published().get()
        assert "Slow progress." in entry_of(listed).text
        assert objectives_of(listed) == [5]
        when(unasked, "objective-5", has_budget=["yes"])
        listed = published().get()
        assert "Slow progress." not in entry_of(listed).text
        assert objectives_of(listed) == []

    def test_its_file_is_not_for_the_public(self, unasked: Review) -> None:
        file = attached(filled(unasked))
        moved(unasked, to=State.PUBLISHED)
        file.refresh_from_db()
        assert may_read(AnonymousUser(), file)
        when(unasked, "plan", has_budget=["yes"])
        assert not may_read(AnonymousUser(), file)
        assert "plan" not in content_of(unasked)["answers"]

    @pytest.mark.parametrize(
        ("values", "counted"), [(["unions"], (0, 3)), (["parliament"], (0, 2)), ([], (0, 2))]
    )
    def test_progress_counts_what_is_asked(
        self, unasked: Review, values: list[str], counted: tuple[int, int]
    ) -> None:
        write(unasked, "consulted", values)
        assert progress(unasked) == counted

    def test_a_section_that_was_complete_counts_no_more(self, unasked: Review) -> None:
        write(unasked, "has-budget", "")
        section = section_of(unasked, "means")
        mark_section(section=section, complete=True, by=self.by)
        assert progress(unasked) == (1, 3)
        write(unasked, "consulted", [], not_applicable=True, reason="Nobody was.")
        assert progress(unasked) == (0, 2)


def progress(review: Review) -> tuple[int, int]:
    counted: Any = Review.objects.with_progress().get(pk=review.pk)
    return counted.sections_complete, counted.sections_total


def answer_keys(content: dict[str, Any]) -> set[str]:
    return set(content["answers"])


@pytest.mark.django_db
class TestAmongAnswers:
    """Answers that were fetched for a list are decided without the questionnaire."""

    def test_the_same_is_left_as_by_all_that_is_asked(self, review: Review) -> None:
        for values, has in ((["unions"], "yes"), (["unions"], "no"), (["parliament"], "yes")):
            for key, value in (*ANSWERS.items(), ("consulted", values), ("has-budget", has)):
                write(review, key, value)
            answers = Answer.objects.filter(review=review).select_related("question__section")
            left = asked_among(answers.prefetch_related(*CONDITIONS_OF_ANSWERS))
            now = asked_in(review)
            assert {one.question_id for one in left} == {
                one.question_id for one in answers if now.asks(one.question)
            }
            keys = {question.key for question in asked_questions_of(review, answers)}
            assert {one.question.key for one in left} <= keys


@pytest.mark.django_db
class TestChosenObjectives:
    """A section for each objective, asked where the objective was chosen."""

    @pytest.fixture
    def review(self) -> Review:
        review = begun()
        ObjectiveFactory(number=7)
        objectives(review, required=True, minimum=1)
        when(review, "objective-5", chosen=["5"])
        return review

    @pytest.mark.parametrize(
        ("chosen", "is_asked"), [([], False), (["7"], False), (["5"], True), (["7", "5"], True)]
    )
    def test_a_chosen_objective_is_asked_about(
        self, review: Review, chosen: list[str], is_asked: bool
    ) -> None:
        write(review, "chosen", chosen)
        assert ("o05-priority" in asked_keys(review)) is is_asked

    def test_what_was_written_on_another_is_kept_and_not_published(self, review: Review) -> None:
        filled(review, chosen=["5"], o05_progress="Slow.")
        write(review, "chosen", ["7"])
        assert list(problems_of(review)) == []
        moved(review, to=State.PUBLISHED)
        page = Client().get("/en/reviews/REV-2030-CRI/").content.decode()
        assert "Slow." not in page
        answer = answer_of(review, "o05-progress")
        assert answer
        assert answer.value == "Slow."
