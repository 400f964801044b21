"""Tables, orders and objectives on the page of a section, and what appears as one answers."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from publication.choices import State
from reviews.choices import QuestionKind
from reviews.models import AnswerRevision, Review
from tests.desk.access import signed_in
from tests.factories.asking import asked, objectives, rank, table, when
from tests.factories.compact import ObjectiveFactory
from tests.factories.publication import moved
from tests.factories.reviews import (
    answer_of,
    begun,
    filled,
    focal_point_of,
    handed_over,
    people_around,
    write,
)

pytestmark = pytest.mark.django_db

MEANS = "/en/desk/reviews/REV-2030-CRI/means/"
FIRST = "/en/desk/reviews/REV-2030-CRI/methodology/"
ROWS = [{"from": "IOM", "amount": "1250"}, {"from": "Ärzte & <b>Co</b>"}]


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def read(browser: Client, address: str = MEANS) -> str:
    return browser.get(address).content.decode()


def saved(review: Review, key: str) -> Any:
    answer = answer_of(review, key)
    return answer.value if answer else None


def question(page: str, key: str) -> str:
    """The part of the page that asks it."""
    return page.partition(f'id="q-{key}"')[2].partition('class="save-state')[0]


def fields(page: str, name: str) -> list[str]:
    """The values of the text fields of that name, in their order."""
    return re.findall(rf'<input type="text"[^>]* name="{re.escape(name)}" value="([^"]*)"', page)


class TestOpenTable:
    def test_it_is_saved_row_by_row_and_offers_another(
        self, browser: Client, review: Review
    ) -> None:
        table(review)
        sent = {
            "base-support": "0",
            "answer-support.from": ["IOM", "", "Ärzte & <b>Co</b>"],
            "answer-support.amount": ["1250", "", ""],
        }
        assert browser.post(MEANS, sent).status_code == 302
        assert saved(review, "support") == ROWS
        page = question(read(browser), "support")
        assert fields(page, "answer-support.from") == [
            "IOM",
            "Ärzte &amp; &lt;b&gt;Co&lt;/b&gt;",
            "",
        ]
        assert fields(page, "answer-support.amount") == ["1250", "", ""]
        assert 'aria-label="From, row 2"' in page
        assert "data-add-row" in page

    def test_an_untouched_one_is_no_change(self, browser: Client, review: Review) -> None:
        table(review)
        write(review, "support", ROWS)
        sent = {
            "base-support": "1",
            "answer-support.from": ["IOM", "Ärzte & <b>Co</b>", ""],
            "answer-support.amount": ["1250", "", ""],
        }
        browser.post(MEANS, sent)
        assert AnswerRevision.objects.count() == 1

    def test_what_is_wrong_in_a_cell_is_saved_and_told(
        self, browser: Client, review: Review
    ) -> None:
        table(review)
        sent = {"base-support": "0", "answer-support.amount": "a lot", "complete": "yes"}
        response = browser.post(MEANS, sent | {"answer-support.from": "IOM"})
        assert response.status_code == 422
        page = response.content.decode()
        assert "Row 1, Amount: Write a number in digits" in page
        assert fields(page, "answer-support.amount") == ["a lot", ""]

    def test_one_answer_alone_is_saved_with_all_its_cells(
        self, browser: Client, review: Review
    ) -> None:
        table(review)
        page = question(read(browser), "support")
        assert (
            'hx-params="base-support,na-support,reason-support,'
            'answer-support.row,answer-support.from,answer-support.amount"'
        ) in page
        sent = {"base-support": "0", "answer-support.from": "IOM", "answer-support.amount": ""}
        line = browser.post(f"{MEANS}support/save/", sent, headers={"HX-Request": "true"})
        assert line.status_code == 200
        assert saved(review, "support") == [{"from": "IOM"}]

    def test_in_a_stale_save_both_tables_are_shown(self, browser: Client, review: Review) -> None:
        table(review)
        write(review, "support", [{"from": "Theirs"}])
        response = browser.post(MEANS, {"base-support": "0", "answer-support.from": "Mine"})
        assert response.status_code == 409
        page = response.content.decode()
        assert fields(page, "answer-support.from") == ["Mine", ""]
        assert re.search(r"data-theirs>.*<td[^>]*>Theirs</td>", page, re.DOTALL)
        assert re.search(r"data-unmerged>.*<td[^>]*>Mine</td>", read(browser), re.DOTALL)

    def test_what_was_written_can_be_copied_after_the_review_was_handed_in(
        self, browser: Client, review: Review
    ) -> None:
        table(review)
        moved(filled(review), to=State.SUBMITTED)
        response = browser.post(MEANS, {"base-support": "0", "answer-support.from": "Too late"})
        assert response.status_code == 409
        assert "From: Too late" in response.content.decode()


class TestFixedTable:
    def test_each_row_is_there_and_says_which_it_is(self, browser: Client, review: Review) -> None:
        table(review, rows=("stocks", "flows"), columns={"ok": "yes-no", "since": "date"})
        sent = {
            "base-support": "0",
            "answer-support.row": ["stocks", "flows"],
            "answer-support.ok": ["", "yes"],
            "answer-support.since": ["", "last spring"],
        }
        browser.post(MEANS, sent)
        assert saved(review, "support") == [{"row": "flows", "ok": "yes", "since": "last spring"}]
        page = question(read(browser), "support")
        assert re.findall(r'name="answer-support.row" value="(\w+)"', page) == ["stocks", "flows"]
        assert '<option value="yes" selected>' in page
        assert fields(page, "answer-support.since") == ["last spring"]
        assert 'type="date"' in page
        assert "data-add-row" not in page


class TestOrder:
    def test_a_place_for_each_and_the_most_important_first(
        self, browser: Client, review: Review
    ) -> None:
        rank(review)
        browser.post(MEANS, {"base-needs": "0", "answer-needs": ["time", "", "money"]})
        assert saved(review, "needs") == ["time", "money"]
        page = question(read(browser), "needs")
        assert page.count("<select") == 3
        assert re.findall(r'value="(\w+)" selected', page) == ["time", "money"]
        assert 'aria-label="Place 3"' in page

    def test_only_so_many_places_as_are_wanted(self, browser: Client, review: Review) -> None:
        rank(review, maximum=2)
        page = question(read(browser), "needs")
        assert page.count("<select") == 2
        assert "Choose at most 2." in page

    def test_what_stands_twice_stays_until_it_is_put_right(
        self, browser: Client, review: Review
    ) -> None:
        rank(review, maximum=2)
        browser.post(MEANS, {"base-needs": "0", "answer-needs": ["time", "time", "time"]})
        page = question(read(browser), "needs")
        assert re.findall(r'value="(\w+)" selected', page) == ["time"] * 3

    def test_it_is_read_as_a_list(self, review: Review) -> None:
        rank(review)
        moved(filled(review, needs=["time", "money"]), to=State.PUBLISHED)
        page = Client().get("/en/reviews/REV-2030-CRI/").content.decode()
        assert "<ol><li>Time</li><li>Money</li></ol>" in page


class TestObjectives:
    @pytest.fixture
    def review(self) -> Review:
        for number in (1, 23):
            ObjectiveFactory(number=number)
        review = begun()
        objectives(review, minimum=1)
        return review

    def test_they_are_chosen_by_their_numbers(self, browser: Client, review: Review) -> None:
        browser.post(FIRST, {"base-chosen": "0", "answer-chosen": ["1", "23"]})
        assert saved(review, "chosen") == ["1", "23"]
        page = question(read(browser, FIRST), "chosen")
        assert re.findall(r'value="(\d+)" checked', page) == ["1", "23"]
        assert "Choose at least 1." in page

    def test_a_section_comes_and_goes_with_its_objective(
        self, browser: Client, review: Review
    ) -> None:
        when(review, "objective-5", chosen=["5"])
        board, section = "/en/desk/reviews/REV-2030-CRI/", f"{FIRST[:-12]}objective-5/"
        assert "Section objective-5" not in read(browser, board)
        assert "This section is not asked" in read(browser, section)
        browser.post(FIRST, {"base-chosen": "0", "answer-chosen": ["5"]})
        assert "Section objective-5" in read(browser, board)
        assert "This section is not asked" not in read(browser, section)


class TestWhatAppears:
    @pytest.fixture
    def review(self) -> Review:
        review = begun()
        when(review, "budget", has_budget=["yes"])
        return review

    def is_hidden(self, page: str) -> bool:
        return bool(re.search(r'id="q-budget" hidden', page))

    def test_it_waits_hidden_and_appears_after_a_save(self, browser: Client) -> None:
        assert self.is_hidden(read(browser))
        browser.post(MEANS, {"base-has-budget": "0", "answer-has-budget": "yes"})
        assert not self.is_hidden(read(browser))

    @pytest.mark.parametrize(("value", "is_asked"), [("yes", True), ("no", False), ("", False)])
    def test_a_save_of_what_decides_tells_the_page(
        self, browser: Client, value: str, *, is_asked: bool
    ) -> None:
        sent = {"base-has-budget": "0", "answer-has-budget": value}
        line = browser.post(f"{MEANS}has-budget/save/", sent, headers={"HX-Request": "true"})
        told = json.loads(line["HX-Trigger-After-Swap"])
        assert told == {"asked": {"questions": {"budget": is_asked}}}

    def test_other_saves_tell_nothing(self, browser: Client) -> None:
        sent = {"base-budget": "0", "answer-budget": "7"}
        line = browser.post(f"{MEANS}budget/save/", sent, headers={"HX-Request": "true"})
        assert "HX-Trigger-After-Swap" not in line

    def test_a_form_that_unasks_a_question_still_keeps_what_it_holds(
        self, browser: Client, review: Review
    ) -> None:
        sent = {
            "base-has-budget": "0", "answer-has-budget": "no",
            "base-budget": "0", "answer-budget": "typed before",
            "complete": "yes",
        }  # fmt: skip
        assert browser.post(MEANS, sent).status_code == 302
        assert saved(review, "budget") == "typed before"

    def test_where_nothing_may_be_written_only_what_is_asked_is_read(
        self, browser: Client, review: Review
    ) -> None:
        write(review, "budget", "7")
        moved(filled(review), to=State.SUBMITTED)
        assert "What of budget?" not in read(browser)
        assert "What of budget?" not in read(browser, "/en/desk/reviews/REV-2030-CRI/check/")

    def test_nothing_can_be_cited_in_what_is_not_asked(self, browser: Client) -> None:
        assert '<option value="budget">' not in read(browser)
        assert '<option value="has-budget">' in read(browser)

    def test_who_sees_nothing_of_a_section_learns_nothing_of_its_questions(
        self, review: Review
    ) -> None:
        may = {"focal point", "second focal point"}
        for who, person in people_around(review).items():
            client = signed_in(person) if person else Client()
            sent = {"base-has-budget": "0", "answer-has-budget": "yes"}
            response = client.post(f"{MEANS}has-budget/save/", sent)
            assert ("HX-Trigger-After-Swap" in response) is (who in may), who

    def test_a_contributor_is_asked_by_what_others_answered(self, review: Review) -> None:
        when(review, "consulted", has_budget=["yes"])
        browser = signed_in(handed_over(review, "methodology"))
        assert re.search(r'id="q-consulted" hidden', read(browser, FIRST))
        write(review, "has-budget", "yes")
        assert not re.search(r'id="q-consulted" hidden', read(browser, FIRST))


class TestReading:
    def test_a_table_is_a_table_with_the_words_in_their_language(self) -> None:
        review = begun("MEX", language="ar")
        table(review)
        filled(review, support=ROWS)
        moved(review, to=State.PUBLISHED)
        page = Client().get("/en/reviews/REV-2030-MEX/").content.decode()
        assert '<th scope="col">Amount</th>' in page
        assert '<td lang="ar" dir="auto">Ärzte &amp; &lt;b&gt;Co&lt;/b&gt;</td>' in page
        assert "<td>1,250</td>" in page

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_page_costs_the_same_with_1_and_with_3_tables(
        self, browser: Client, review: Review, count: int, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(count):
            table(review, f"table-{number}")
            rank(review, f"rank-{number}")
            asked(review, f"any-{number}", QuestionKind.ANY_OF, options=("a", "b"))
        read(browser)
        with django_assert_max_num_queries(QUERIES):
            read(browser)


QUERIES = 24
