"""Tables, orders of importance, objectives and limits: read, checked and put into words."""

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from reviews import answer_kinds
from reviews.answer_kinds.limits import limits_of
from reviews.answer_kinds.tables import CELLS, TABLE, lines_to_fill, row_of
from reviews.choices import QuestionKind
from reviews.entries import Written, read
from reviews.models import Question
from reviews.models.asking import CELL_KINDS
from reviews.templatetags import answers
from tests.factories.asking import objectives, rank, table
from tests.factories.compact import ObjectiveFactory
from tests.factories.reviews import answer_of, begun, write


def typed(*fields: tuple[str, str]) -> Any:
    return TABLE.read(QueryDict(urlencode(fields)), "answer-q")


def wrong(asked: Question, value: Any) -> list[str]:
    return [str(problem) for problem in answer_kinds.of(asked).check(asked, value)]


def words(asked: Question, value: Any) -> str:
    return answer_kinds.of(asked).words(asked, value)


class TestReadingATable:
    def test_the_cells_of_a_column_stand_in_the_order_of_the_rows(self) -> None:
        assert typed(
            ("answer-q.from", "IOM"),
            ("answer-q.amount", "2"),
            ("answer-q.from", "Bank"),
            ("answer-q.amount", "3"),
        ) == [{"from": "IOM", "amount": "2"}, {"from": "Bank", "amount": "3"}]

    def test_an_empty_row_is_left_out_and_an_empty_cell_moves_nothing(self) -> None:
        assert typed(
            *(("answer-q.from", text) for text in ("IOM", "  ", "", "Bank")),
            *(("answer-q.amount", text) for text in ("", "\t", "7", "3")),
        ) == [{"from": "IOM"}, {"amount": "7"}, {"from": "Bank", "amount": "3"}]

    def test_a_fixed_row_says_which_it_is(self) -> None:
        assert typed(
            *(("answer-q.row", key) for key in ("stocks", "flows", "returns")),
            *(("answer-q.year", text) for text in ("2024", "", "last year")),
        ) == [{"row": "stocks", "year": "2024"}, {"row": "returns", "year": "last year"}]

    def test_line_ends_are_of_one_form(self) -> None:
        assert typed(("answer-q.what", " One.\r\n\r\nTwo. ")) == [{"what": "One.\n\nTwo."}]

    def test_the_fields_of_another_question_are_not_its_own(self) -> None:
        assert typed(("answer-qq.what", "x"), ("answer-q", "y"), ("na-q", "on")) == []

    def test_columns_of_unlike_length_lose_nothing(self) -> None:
        sent = typed(("answer-q.a", "1"), ("answer-q.a", "2"), ("answer-q.b", "3"))
        assert sent == [{"a": "1", "b": "3"}, {"a": "2"}]
        more_keys = typed(("answer-q.row", "r"), ("answer-q.row", "s"), ("answer-q.a", "1"))
        assert more_keys == [{"row": "r", "a": "1"}]

    def test_a_form_says_it_with_its_revision(self) -> None:
        asked = Question(key="q", kind=QuestionKind.TABLE)
        sent = QueryDict("base-q=2&answer-q.a=1&na-q=on&reason-q=No")
        assert read(sent, asked) == (Written([{"a": "1"}], True, "No"), 2)

    @given(
        st.lists(
            st.dictionaries(
                st.sampled_from(["a", "b", "c"]),
                st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(
                    lambda text: text == text.strip() and text != ""
                ),
                min_size=1,
            ),
            max_size=6,
        )
    )
    def test_whatever_was_typed_comes_back_from_the_form(self, rows: list[dict[str, str]]) -> None:
        fields = [(f"answer-q.{key}", row.get(key, "")) for row in rows for key in ("a", "b", "c")]
        assert typed(*fields) == rows


def test_a_row_keeps_what_is_written_and_its_name_only_with_it() -> None:
    assert row_of({"a": " 1 ", "b": ""}) == {"a": "1"}
    assert row_of({"a": "1"}, "stocks") == {"row": "stocks", "a": "1"}
    assert row_of({"a": " "}, "stocks") == {}


@pytest.mark.django_db
class TestOpenTable:
    @pytest.fixture
    def asked(self) -> Question:
        return table(begun(), minimum=1, maximum=2)

    def test_each_cell_is_answered_as_its_column_asks(self, asked: Question) -> None:
        assert wrong(asked, [{"from": "IOM", "amount": "1 250.5"}]) == []
        [problem] = wrong(asked, [{"from": "IOM"}, {"from": "Bank", "amount": "a lot"}])
        assert problem.startswith("Row 2, Amount: Write a number in digits")

    @pytest.mark.parametrize(
        ("count", "problems"),
        [
            (0, ["Fill in at least 1 row."]),
            (1, []),
            (2, []),
            (3, ["Fill in at most 2 rows."]),
        ],
    )
    def test_it_has_as_many_rows_as_wanted(
        self, asked: Question, count: int, problems: list[str]
    ) -> None:
        assert wrong(asked, [{"from": "IOM"}] * count) == problems

    @pytest.mark.parametrize(
        "value", [[{"from": "IOM", "colour": "blue"}], [{"row": "stocks", "from": "IOM"}]]
    )
    def test_what_is_not_asked_for_is_told(self, asked: Question, value: Any) -> None:
        assert wrong(asked, value) == ["The table has rows or columns that are not asked for."]
        assert "blue" not in words(asked, value)

    def test_it_reads_row_by_row(self, asked: Question) -> None:
        value = [{"from": "IOM", "amount": "1250"}, {"amount": "3"}]
        assert words(asked, value) == "From: IOM; Amount: 1,250\nAmount: 3"

    def test_a_free_row_waits_at_the_end(self, asked: Question) -> None:
        lines = lines_to_fill(asked, [{"from": "IOM"}])
        assert [(line.label, line.is_blank) for line in lines] == [("1", False), ("2", True)]
        assert [line.label for line in lines_to_fill(asked, "")] == ["1"]

    def test_as_many_wait_as_are_wanted(self) -> None:
        asked = table(begun(), minimum=4)
        assert len(lines_to_fill(asked, [])) == 4
        assert len(lines_to_fill(asked, [{"from": "IOM"}])) == 4
        assert len(lines_to_fill(asked, [{"from": "IOM"}] * 5)) == 6

    @pytest.mark.parametrize(
        "value", [[{}], [{"": ""}], [{"from": ""}], [{"x": "1"}, {"amount": "٣"}], [{}] * 30]
    )
    def test_no_value_makes_it_fail(self, asked: Question, value: Any) -> None:
        wrong(asked, value)
        words(asked, value)

    @pytest.mark.parametrize("value", ["text", ["a", "b"], [], ""])
    def test_a_value_of_another_kind_has_no_rows(self, asked: Question, value: Any) -> None:
        assert words(asked, value) == ""


@pytest.mark.django_db
class TestFixedTable:
    @pytest.fixture
    def asked(self) -> Question:
        columns = {"collected": "yes-no", "year": "number", "since": "date", "what": "long-text"}
        return table(begun(), rows=("stocks", "flows"), columns=dict(columns))

    def test_all_its_rows_stand_on_the_page_in_their_order(self, asked: Question) -> None:
        lines = lines_to_fill(asked, [{"row": "flows", "year": "2024"}])
        assert [(line.key, line.label, line.is_blank) for line in lines] == [
            ("stocks", "Stocks", True),
            ("flows", "Flows", False),
        ]
        assert [cell.kind for cell in lines[0].cells] == ["yes-no", "number", "date", "long-text"]

    def test_a_problem_names_the_row(self, asked: Question) -> None:
        value = [
            {"row": "flows", "collected": "maybe", "since": "2024"},
            {"row": "stocks", "collected": "yes", "year": "2024", "since": "2024-01-31"},
        ]
        assert wrong(asked, value) == [
            "Flows, Collected: Choose yes or no.",
            "Flows, Since: Write a date as year, month, day: for example 2026-03-31.",
        ]

    def test_it_reads_by_its_rows_and_columns(self, asked: Question) -> None:
        value = [{"row": "flows", "collected": "yes", "since": "2024-01-31"}]
        assert words(asked, value) == "Flows – Collected: Yes; Since: 31 January 2024"

    def test_rows_that_are_not_asked_for_are_told(self, asked: Question) -> None:
        for value in ([{"row": "deaths", "year": "1"}], [{"year": "1"}]):
            assert "The table has rows or columns that are not asked for." in wrong(asked, value)

    def test_only_what_is_filled_in_is_shown_to_a_reader(self, asked: Question) -> None:
        entry = Written([{"row": "flows", "year": "2024"}])
        assert [line.label for line in answers.lines_of(asked, entry)] == ["Flows"]  # type: ignore[arg-type]


def test_every_kind_of_cell_has_its_own_reading_and_checking() -> None:
    assert set(CELLS) == set(CELL_KINDS)


@pytest.mark.django_db
class TestOrder:
    @pytest.fixture
    def asked(self) -> Question:
        return rank(begun())

    def test_it_reads_in_the_order_of_importance(self, asked: Question) -> None:
        assert wrong(asked, ["time", "money"]) == []
        assert words(asked, ["time", "money"]) == "1. Time\n2. Money"

    @pytest.mark.parametrize(
        ("value", "problems"),
        [
            (["time", "time"], ["Each can stand in the order only once."]),
            (["time", "luck"], ["Choose from the list."]),
            (["luck", "luck"], ["Each can stand in the order only once.", "Choose from the list."]),
            ("time", []),
        ],
    )
    def test_each_stands_in_it_once(self, asked: Question, value: Any, problems: list[str]) -> None:
        assert wrong(asked, value) == problems

    def test_free_places_are_left_out(self, asked: Question) -> None:
        form = QueryDict("answer-needs=time&answer-needs=&answer-needs=money")
        assert answer_kinds.of(asked).read(form, "answer-needs") == ["time", "money"]

    def test_another_order_is_another_answer(self) -> None:
        review = begun()
        rank(review)
        for order in (["time", "money"], ["money", "time"], ["money", "time"]):
            write(review, "needs", order)
        answer = answer_of(review, "needs")
        assert answer
        assert (answer.value, answer.revision) == (["money", "time"], 2)


@pytest.mark.django_db
class TestObjectives:
    @pytest.fixture
    def asked(self) -> Question:
        for number, name in ((5, "Regular pathways"), (12, "Screening")):
            ObjectiveFactory(number=number, short_label=name)
        return objectives(begun())

    def test_they_read_by_number_and_name_in_the_order_of_the_compact(
        self, asked: Question
    ) -> None:
        labels = answer_kinds.chosen_labels(asked, ["12", "5"])
        assert [label.partition(" ")[0] for label in labels] == ["5", "12"]
        assert words(asked, ["12", "5"]) == ", ".join(labels)

    @pytest.mark.parametrize("value", [["24"], ["05"], ["5", "x"]])
    def test_what_is_no_objective_is_told(self, asked: Question, value: list[str]) -> None:
        assert wrong(asked, value) == ["Choose from the list."]


@pytest.mark.django_db
class TestLimits:
    LIMITS = (
        (None, None),
        (1, None),
        (None, 2),
        (1, 2),
    )

    @pytest.mark.parametrize(
        ("least", "most", "value", "problems"),
        [
            (0, None, "-1", ["The number must be at least 0."]),
            (0, None, "0", []),
            (None, 1000, "1000.5", ["The number must be at most 1,000."]),
            (None, 1000, "1000", []),
            (1, 5, "3", []),
            (
                1,
                5,
                "many",
                ["Write a number in digits, with a point before decimals: for example 1250.5."],
            ),
        ],
    )
    def test_of_a_number(self, least: Any, most: Any, value: str, problems: list[str]) -> None:
        asked = fresh(kind=QuestionKind.NUMBER, minimum=least, maximum=most)
        assert wrong(asked, value) == problems

    @pytest.mark.parametrize(
        ("chosen", "problems"),
        [
            ([], ["Choose at least 1."]),
            (["money"], []),
            (["money", "time"], []),
            (["money", "time", "people"], ["Choose at most 2."]),
        ],
    )
    def test_of_how_many_are_chosen(self, chosen: list[str], problems: list[str]) -> None:
        asked = rank(begun(), minimum=1, maximum=2)
        assert wrong(asked, chosen) == problems

    @pytest.mark.parametrize(
        ("kind", "told"),
        [
            (
                QuestionKind.NUMBER,
                ["", "A number of at least 1.", "A number of at most 2.", "A number from 1 to 2."],
            ),
            (QuestionKind.TABLE, ["", "At least 1 row.", "At most 2 rows.", "From 1 to 2 rows."]),
            (
                QuestionKind.RANK,
                ["", "Choose at least 1.", "Choose at most 2.", "Choose from 1 to 2."],
            ),
        ],
    )
    def test_they_are_told_beside_the_question(self, kind: QuestionKind, told: list[str]) -> None:
        questions = [fresh(kind=kind, minimum=least, maximum=most) for least, most in self.LIMITS]
        assert [limits_of(question) for question in questions] == told

    def test_exactly_so_many(self) -> None:
        asked = fresh(kind=QuestionKind.ANY_OF, minimum=3, maximum=3)
        assert limits_of(asked) == "Choose exactly 3."


def fresh(**fields: Any) -> Question:
    """As the database gives it: limits are decimals."""
    limits = {
        name: None if fields[name] is None else Decimal(fields[name]).quantize(Decimal("0.000001"))
        for name in ("minimum", "maximum")
    }
    return Question(key="q", label="What?", **(fields | limits))
