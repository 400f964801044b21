"""Each kind of question: how it is read, what is wrong with an answer, and how it reads."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from reviews import answer_kinds
from reviews.answer_kinds import parse_date, parse_number
from reviews.choices import QuestionKind
from reviews.entries import Written, read
from reviews.models import Answer, Option, Question
from reviews.problems import problems_with
from reviews.templatetags import answers
from tests.factories.reviews import begun, not_frozen, question_of


def question(kind: QuestionKind, **more: Any) -> Question:
    return Question(key="q", kind=kind, label="What?", **more)


def form(*pairs: tuple[str, str]) -> QueryDict:
    return QueryDict(urlencode(pairs))


def typed(kind: QuestionKind, *values: str) -> Any:
    return answer_kinds.of(question(kind)).read(form(*[("a", v) for v in values]), "a")


def wrong(asked: Question, value: Any) -> list[str]:
    return [str(problem) for problem in answer_kinds.of(asked).check(asked, value)]


def words(asked: Question, value: Any) -> str:
    return answer_kinds.of(asked).words(asked, value)


def test_every_kind_has_its_three_verbs() -> None:
    assert set(answer_kinds.KINDS) == set(QuestionKind)


@pytest.mark.parametrize("kind", [k for k in QuestionKind if k != QuestionKind.FILE])
def test_what_is_missing_from_the_form_is_blank(kind: QuestionKind) -> None:
    assert not typed(kind)


@pytest.mark.parametrize(
    ("kind", "sent", "kept"),
    [
        (QuestionKind.SHORT_TEXT, "  The Ministry \r\n", "The Ministry"),
        (QuestionKind.LONG_TEXT, "One.\r\n\r\nTwo.", "One.\n\nTwo."),
        (QuestionKind.NUMBER, " a lot ", "a lot"),
        (QuestionKind.DATE, "next spring", "next spring"),
        (QuestionKind.YES_NO, "maybe", "maybe"),
        (QuestionKind.ONE_OF, "unknown", "unknown"),
        (QuestionKind.FILE, "plan.pdf", ""),
    ],
)
def test_it_is_kept_as_it_was_typed_valid_or_not(kind: QuestionKind, sent: str, kept: str) -> None:
    assert typed(kind, sent) == kept


def test_several_choices_are_kept_in_the_order_of_the_form_without_blanks() -> None:
    assert typed(QuestionKind.ANY_OF, "b", "", "a") == ["b", "a"]


class TestTexts:
    @pytest.mark.parametrize("kind", [QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT])
    def test_the_word_limit_is_the_last_word_that_fits(self, kind: QuestionKind) -> None:
        asked = question(kind, word_limit=3)
        assert wrong(asked, "one two three") == []
        assert wrong(asked, "one two three – !") == []
        assert wrong(asked, "one two three four") == ["This has 4 words; the limit is 3."]

    def test_chinese_is_counted_by_characters(self) -> None:
        assert wrong(question(QuestionKind.LONG_TEXT, word_limit=3), "正常移民") == [
            "This has 4 words; the limit is 3."
        ]

    def test_without_a_limit_it_may_be_long(self) -> None:
        assert wrong(question(QuestionKind.LONG_TEXT), "word " * 10_000) == []

    def test_a_short_text_has_a_length_whatever_its_words(self) -> None:
        asked = question(QuestionKind.SHORT_TEXT, word_limit=10)
        assert wrong(asked, "x" * 300) == []
        assert wrong(asked, "x" * 301) == ["This is longer than 300 characters."]

    def test_it_reads_as_it_was_typed(self) -> None:
        assert words(question(QuestionKind.LONG_TEXT), "One.\n\nTwo.") == "One.\n\nTwo."


@pytest.mark.django_db
class TestChoices:
    def test_what_is_on_the_list_is_right_and_reads_by_its_label(self) -> None:
        asked = question_of(begun(), "consulted")
        assert wrong(asked, ["unions", "parliament"]) == []
        assert words(asked, ["unions", "parliament"]) == "Parliament, Unions"

    @pytest.mark.parametrize("value", [["aliens"], ["unions", "aliens"], ["Unions"], "aliens"])
    def test_what_is_not_on_the_list_is_wrong(self, value: Any) -> None:
        asked = question_of(begun(), "consulted")
        assert wrong(asked, value) == ["Choose from the list."]
        assert "aliens" not in words(asked, value)

    def test_one_of_several(self) -> None:
        asked = question_of(begun(), "o05-priority")
        assert (wrong(asked, "high"), words(asked, "high")) == ([], "High")
        assert wrong(asked, "higher") == ["Choose from the list."]

    def test_a_label_is_in_the_readers_language(self) -> None:
        asked = question_of(begun(), "o05-priority")
        with not_frozen():
            Option.objects.filter(question=asked, key="high").update(label_es="Alta")
        with translation.override("es"):
            assert words(question_of_again(asked), "high") == "Alta"


def question_of_again(asked: Question) -> Question:
    return Question.objects.get(pk=asked.pk)


class TestYesAndNo:
    @pytest.mark.parametrize(("value", "reads"), [("yes", "Yes"), ("no", "No")])
    def test_it_is_yes_or_no(self, value: str, reads: str) -> None:
        asked = question(QuestionKind.YES_NO)
        assert (wrong(asked, value), words(asked, value)) == ([], reads)

    @pytest.mark.parametrize("value", ["maybe", "YES", "1", "on"])
    def test_nothing_else_is(self, value: str) -> None:
        asked = question(QuestionKind.YES_NO)
        assert wrong(asked, value) == ["Choose yes or no."]
        assert words(asked, value) == value


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("0", "0"),
            ("-7", "-7"),
            ("1250.5", "1250.5"),
            ("1 250 000", "1250000"),
            ("1\u00a0250\u202f000", "1250000"),
            ("0.000001", "0.000001"),
            ("9" * 20, "9" * 20),
        ],
    )
    def test_a_plain_figure_is_a_number(self, text: str, number: str) -> None:
        assert parse_number(text) == Decimal(number)
        assert wrong(question(QuestionKind.NUMBER), text) == []

    @pytest.mark.parametrize(
        "text",
        [
            *("a lot", "1,250", "1.250.000", "1e5", "1e999999999", "NaN", "Infinity", "١٢", "²"),
            *("+1", "1.", ".5", "--1", "0x10", "9" * 21, "1" * 5000, "0.1234567", "1/2", "5 %"),
        ],
    )
    def test_anything_else_is_told_with_an_example(self, text: str) -> None:
        assert parse_number(text) is None
        [problem] = wrong(question(QuestionKind.NUMBER), text)
        assert "for example 1250.5" in problem
        assert words(question(QuestionKind.NUMBER, unit="people"), text) == text

    @pytest.mark.parametrize(
        ("language", "reads"),
        [
            ("en", "1,250,000.5 people"),
            ("es", "1\u202f250\u202f000,5 people"),
            ("pt", "1.250.000,5 people"),
            ("fr", "1\u202f250\u202f000,5 people"),
        ],
    )
    def test_it_reads_as_the_language_groups_figures(self, language: str, reads: str) -> None:
        with translation.override(language):
            shown = words(question(QuestionKind.NUMBER, unit="people"), "1250000.5")
        assert shown.replace("\u00a0", "\u202f") == reads

    def test_without_a_unit_it_is_the_figure_alone(self) -> None:
        assert words(question(QuestionKind.NUMBER), "12") == "12"

    @given(st.text(max_size=30))
    def test_no_text_makes_it_fail(self, text: str) -> None:
        asked = question(QuestionKind.NUMBER)
        assert bool(wrong(asked, text)) == (parse_number(text) is None)
        words(asked, text)


class TestDates:
    def test_a_day_is_year_month_and_day(self) -> None:
        asked = question(QuestionKind.DATE)
        assert wrong(asked, "2026-03-31") == []
        assert words(asked, "2026-03-31") == "31 March 2026"
        with translation.override("es"):
            assert words(asked, "2026-03-31") == "31 de marzo de 2026"

    @pytest.mark.parametrize(
        "text",
        [
            *("next spring", "31.3.2026", "2026-02-30", "2026-3-1", "20260331", "2026-W13-2"),
            *("2026-090", "2026-03-31T10:00", "0000-01-01", "١٢٣٤-٠١-٠١", "9" * 5000),
        ],
    )
    def test_anything_else_is_told_and_stays_as_it_was_typed(self, text: str) -> None:
        asked = question(QuestionKind.DATE)
        assert parse_date(text) is None
        [problem] = wrong(asked, text)
        assert "for example 2026-03-31" in problem
        assert words(asked, text) == text
        assert answers.is_not_a_date(text), "a date field of the browser would throw it away"

    def test_a_blank_and_a_date_go_into_a_date_field(self) -> None:
        assert not answers.is_not_a_date("")
        assert not answers.is_not_a_date("2026-03-31")

    @given(st.text("0123456789-WT:/. ", max_size=14))
    def test_what_a_browser_would_not_show_is_no_date(self, text: str) -> None:
        day = parse_date(text)
        assert day is None or day.isoformat() == text


class TestReadingAForm:
    asked = question(QuestionKind.LONG_TEXT)

    def test_without_its_revision_the_question_is_not_in_the_form(self) -> None:
        assert read(form(("answer-q", "x")), self.asked) is None

    def test_an_answer_its_reason_and_its_revision(self) -> None:
        sent = form(("answer-q", "x"), ("base-q", "3"), ("na-q", "on"), ("reason-q", " y\r\nz "))
        assert read(sent, self.asked) == (Written("x", True, "y\nz"), 3)

    @pytest.mark.parametrize("ticked", ["", "off", "ON", "1"])
    def test_only_a_ticked_box_says_not_applicable(self, ticked: str) -> None:
        sent = form(("base-q", "0"), ("na-q", ticked))
        assert read(sent, self.asked) == (Written(), 0)


class TestProblems:
    asked = question(QuestionKind.LONG_TEXT, may_not_apply=True, word_limit=3)
    required = question(QuestionKind.SHORT_TEXT, required=True)
    file = question(QuestionKind.FILE, required=True)

    def told(self, asked: Question, answer: Answer | None, *, has_files: bool = False) -> list[str]:
        return [str(p) for p in problems_with(asked, answer, has_files=has_files)]

    def test_a_question_that_is_not_required_may_stay_blank(self) -> None:
        assert self.told(self.asked, None) == []
        assert self.told(self.asked, Answer(value="")) == []

    def test_a_required_one_may_not(self) -> None:
        missing = ["This question has to be answered."]
        assert self.told(self.required, None) == missing
        assert self.told(self.required, Answer(value="")) == missing
        assert self.told(self.required, Answer(value="", reason="Why?")) == missing
        assert self.told(self.required, Answer(value="x")) == []

    def test_not_applicable_needs_a_reason_in_words(self) -> None:
        for reason in ("", "–", " "):
            answer = Answer(value="", not_applicable=True, reason=reason)
            assert self.told(self.asked, answer) == ["Say why it does not apply."]
        answer = Answer(value="", not_applicable=True, reason="No coast.")
        assert self.told(self.asked, answer) == []

    def test_what_does_not_apply_is_not_checked_further(self) -> None:
        answer = Answer(value="one two three four", not_applicable=True, reason="No coast.")
        assert self.told(self.asked, answer) == []

    def test_what_has_to_be_answered_cannot_be_called_not_applicable(self) -> None:
        answer = Answer(value="x", not_applicable=True, reason="No.")
        assert self.told(self.required, answer) == ["This question has to be answered."]

    def test_a_file_counts_as_the_answer_to_its_question(self) -> None:
        assert self.told(self.file, None) == ["This question has to be answered."]
        assert self.told(self.file, None, has_files=True) == []

    def test_each_problem_of_an_answer_is_told(self) -> None:
        short = question(QuestionKind.SHORT_TEXT, word_limit=2)
        assert len(self.told(short, Answer(value="x" * 299 + " y z"))) == 2
