"""What stands in the way of publishing, and what is missing in which language."""

import pytest

from reviews.answer_kinds.tables import MOST_ROWS, lines_to_fill
from reviews.choices import QuestionKind
from reviews.models import Condition, Option, Question, Questionnaire, Section, TableColumn
from reviews.questionnaires.addresses import is_taken_by_a_page
from reviews.questionnaires.checking import Problem, problems_of_draft, texts_missing
from reviews.questionnaires.errors import QuestionnaireError
from reviews.questionnaires.lines import KEY_OF_A_ROW
from reviews.questionnaires.publishing import publish
from reviews.services import begin_review, current_questionnaire
from tests.factories.compact import CountryFactory, RegionFactory
from tests.factories.publication import examiner
from tests.factories.questionnaires import (
    add,
    blank,
    draft,
    question_of,
    section_of,
    successor,
    table,
)
from tests.factories.reviews import focal_point_of, forum

pytestmark = pytest.mark.django_db


def wrong(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """The key of what is to be mended, and the words."""
    return [(place_of(problem), str(problem)) for problem in problems_of_draft(questionnaire)]


def place_of(problem: Problem) -> str:
    place = problem.question or problem.section or problem.earlier
    return place.key if place else ""


class TestProblems:
    def test_a_whole_draft_has_none(self) -> None:
        made = draft()
        table(made)
        assert wrong(made) == []

    def test_a_blank_one_has_no_section(self) -> None:
        assert wrong(blank()) == [("", "There is no section yet.")]

    def test_a_section_has_a_question(self) -> None:
        made = draft()
        Section.objects.create(questionnaire=made, key="new", order=9, title="New")
        assert wrong(made) == [("new", "This section has no question yet.")]

    @pytest.mark.parametrize("kind", [QuestionKind.ONE_OF, QuestionKind.ANY_OF, QuestionKind.RANK])
    def test_a_choice_has_options(self, kind: QuestionKind) -> None:
        made = draft()
        asked = add(made, "means", "new", kind)
        Option.objects.create(question=asked, key="only", order=1, label="Only")
        assert wrong(made) == [("new", "This question needs at least two options.")]

    def test_a_table_has_a_column(self) -> None:
        made = draft()
        add(made, "means", "new", QuestionKind.TABLE)
        assert wrong(made) == [("new", "This table has no column yet.")]

    @pytest.mark.parametrize(
        ("kind", "limits", "words"),
        [
            (QuestionKind.ANY_OF, {"minimum": 1, "maximum": 2}, []),
            (QuestionKind.ANY_OF, {"minimum": 3}, ["More is asked for than can be chosen."]),
            (QuestionKind.ANY_OF, {"maximum": "1.5"}, ["How many is a whole number."]),
            (QuestionKind.RANK, {"minimum": -1}, ["How many is a whole number."]),
            (QuestionKind.NUMBER, {"minimum": "-1.5"}, []),
            (QuestionKind.OBJECTIVES, {"maximum": 23}, []),
            (QuestionKind.OBJECTIVES, {"maximum": 24}, ["More is asked for than can be chosen."]),
        ],
    )
    def test_limits_can_be_kept(
        self, kind: QuestionKind, limits: dict[str, object], words: list[str]
    ) -> None:
        made = draft()
        asked = add(made, "means", "new", kind, **limits)
        for order, key in enumerate(("one", "two")):
            Option.objects.create(question=asked, key=key, order=order, label=key)
        assert wrong(made) == [("new", one) for one in words]

    @pytest.mark.parametrize(
        ("least", "words"), [(99, []), (201, ["More is asked for than can be chosen."])]
    )
    def test_an_open_table_takes_as_many_rows_as_anybody_can_fill(
        self, least: int, words: list[str]
    ) -> None:
        made = draft()
        asked = table(made)
        asked.rows.all().delete()
        Question.objects.filter(pk=asked.pk).update(minimum=least, maximum=least)
        assert wrong(made) == [("costs", one) for one in words]

    def test_whatever_a_draft_asks_for_a_page_of_it_can_be_shown(self) -> None:
        asked = table(draft())
        asked.rows.all().delete()
        Question.objects.filter(pk=asked.pk).update(minimum=10**13)
        assert len(lines_to_fill(Question.objects.get(pk=asked.pk), [])) == MOST_ROWS

    def test_no_column_is_called_as_a_row_calls_itself(self) -> None:
        made = draft()
        TableColumn.objects.create(question=table(made), key="row", order=2, label="Row")
        assert wrong(made) == [("costs", str(KEY_OF_A_ROW))]

    def test_what_decides_is_asked_before(self) -> None:
        made = draft()
        Condition.objects.create(
            question=question_of(made, "consulted"),
            on=question_of(made, "has-budget"),
            values=["yes"],
        )
        Condition.objects.create(
            section=section_of(made, "objective-5"),
            on=question_of(made, "has-budget"),
            values=["yes"],
        )
        words = "This depends on a question that is asked after it."
        assert wrong(made) == [("consulted", words), ("objective-5", words)]

    def test_on_an_answer_that_can_be_given(self) -> None:
        made = draft()
        Condition.objects.create(
            question=question_of(made, "budget"),
            on=question_of(made, "o05-priority"),
            values=["high"],
        )
        assert wrong(made) == []
        Option.objects.filter(question__section__questionnaire=made, key="high").update(key="top")
        assert wrong(made) == [("budget", "This depends on an answer that cannot be given.")]

    def test_each_earlier_question_is_followed_or_retired(self) -> None:
        made = successor()
        question_of(made, "budget").delete()
        assert wrong(made) == [
            ("budget", "Say what became of this question of the version before.")
        ]


class TestKeys:
    @pytest.mark.parametrize("key", ["check", "hand-over"])
    def test_a_section_is_no_page(self, key: str) -> None:
        assert is_taken_by_a_page(key, of_section=True) == (key == "check")

    @pytest.mark.parametrize("key", ["means", "methodology", "objective-5", "annexes"])
    def test_what_there_is_can_be_a_section(self, key: str) -> None:
        assert not is_taken_by_a_page(key, of_section=True)

    @pytest.mark.parametrize("key", ["pdf", "changes"])
    def test_a_question_is_no_page(self, key: str) -> None:
        assert is_taken_by_a_page(key, of_section=False)

    @pytest.mark.parametrize("key", ["budget", "o05-progress", "lead-body"])
    def test_what_there_is_can_be_a_question(self, key: str) -> None:
        assert not is_taken_by_a_page(key, of_section=False)


class TestTexts:
    def test_by_language_with_its_lines(self) -> None:
        made = successor()
        Section.objects.filter(questionnaire=made).update(
            title_ar="عنوان", introduction_en="In short", introduction_ar="باختصار"
        )
        Question.objects.filter(section__questionnaire=made).update(label_ar="سؤال")
        Question.objects.filter(section__questionnaire=made, key="budget").update(unit_ar="دولار")
        missing = texts_missing(made)
        assert [place.key for place in missing["ar"]] == ["consulted", "o05-priority"]
        Option.objects.filter(question__section__questionnaire=made).update(label_ar="خيار")
        assert "ar" not in texts_missing(made)
        assert len(texts_missing(made)["es"]) == 3 + 8

    def test_what_no_language_says_is_not_missing(self) -> None:
        made = blank()
        section = Section.objects.create(
            questionnaire=made,
            key="a",
            order=1,
            **{f"title_{code}": "T" for code in ("en", "es", "fr", "ar", "ru", "pt", "zh_hans")},
        )
        assert section.introduction == ""
        assert texts_missing(made) == {}


class TestPublishing:
    def test_from_then_on_reviews_answer_it(self) -> None:
        made = draft()
        country, cycle = CountryFactory(iso3="CRI"), made.cycle
        assert current_questionnaire(cycle, country) != made
        publish(draft=made, though_texts_are_missing=True, by=examiner())
        review = begin_review(country=country, cycle=cycle, language="en", by=focal_point_of("CRI"))
        assert review.questionnaire == made

    def test_one_that_is_begun_keeps_its_version(self) -> None:
        cycle = forum()
        review = begin_review(
            country=CountryFactory(iso3="CRI"), cycle=cycle, language="en", by=focal_point_of("CRI")
        )
        publish(draft=draft(cycle), though_texts_are_missing=True, by=examiner())
        review.refresh_from_db()
        assert review.questionnaire.version == 1

    def test_for_a_region_alone(self) -> None:
        cycle = forum()
        made = draft(cycle)
        made.region = RegionFactory(code="eclac")
        made.save()
        publish(draft=made, though_texts_are_missing=True, by=examiner())
        assert current_questionnaire(cycle, CountryFactory(iso3="CRI", regions=["eclac"])) == made
        assert current_questionnaire(cycle, CountryFactory(iso3="KEN", regions=["eca"])) != made

    def test_not_with_a_problem(self) -> None:
        made = blank()
        with pytest.raises(QuestionnaireError, match="no section"):
            publish(draft=made, though_texts_are_missing=True, by=examiner())
        made.refresh_from_db()
        assert made.published_at is None

    def test_not_with_missing_texts_unless_that_is_said(self) -> None:
        made = draft()
        with pytest.raises(QuestionnaireError, match="missing"):
            publish(draft=made, by=examiner())
        assert publish(draft=made, though_texts_are_missing=True, by=examiner()).published_at

    def test_not_twice(self) -> None:
        made = publish(draft=draft(), though_texts_are_missing=True, by=examiner())
        with pytest.raises(QuestionnaireError, match="published"):
            publish(draft=made, though_texts_are_missing=True, by=examiner())
