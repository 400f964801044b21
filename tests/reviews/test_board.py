"""The task list and the page that checks answers: what they say, and what they cost."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from publication.templatetags.record import NEXT, STATE_KINDS, state_kind, what_next
from reviews.choices import SectionState
from reviews.models import Review
from reviews.services import hand_over_section, mark_section
from reviews.templatetags.reviews import SECTION_KINDS, section_kind
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, examiner, moved, review_in
from tests.factories.reviews import (
    attached,
    begun,
    filled,
    focal_point_of,
    handed_over,
    section_of,
    write,
)
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    return signed_in(focal_point_of("CRI"))


def tasks(browser: Client) -> str:
    return browser.get("/en/desk/reviews/REV-2030-CRI/").content.decode()


def check(browser: Client) -> str:
    return browser.get("/en/desk/reviews/REV-2030-CRI/check/").content.decode()


class TestTheTaskList:
    def test_each_section_with_its_state_its_owner_and_its_day(self, browser: Client) -> None:
        review = filled(begun())
        person = UserFactory(contributor_of="CRI", name="Ana Mora")
        hand_over_section(
            section=section_of(review, "means"),
            to=person,
            due_on=date(2030, 1, 15),
            by=focal_point_of("CRI"),
        )
        mark_section(
            section=section_of(review, "methodology"), complete=True, by=focal_point_of("CRI")
        )
        page = tasks(browser)
        for words in ("Section methodology", "Complete", "In progress", "Not started"):
            assert words in page
        assert "Ana Mora" in page
        assert "15 January 2030" in page
        assert "1 of 3 sections complete" in page

    def test_each_section_can_be_opened_and_handed_over(self, browser: Client) -> None:
        begun()
        page = tasks(browser)
        for key in ("methodology", "objective-5", "means"):
            assert f'href="/en/desk/reviews/REV-2030-CRI/{key}/"' in page
            assert f'href="/en/desk/reviews/REV-2030-CRI/{key}/hand-over/"' in page

    def test_a_draft_leads_to_the_check_and_not_past_it(self, browser: Client) -> None:
        begun()
        page = tasks(browser)
        assert "/check/" in page
        assert "/moves/reviews/REV-2030-CRI/submit/" not in page

    @pytest.mark.parametrize("state", WAYS)
    def test_it_offers_the_moves_that_are_open_to_the_reader(self, state: State) -> None:
        review_in(state)
        boss, focal_point = signed_in(examiner()), signed_in(focal_point_of("CRI"))
        offered = {
            State.DRAFT: (set(), set()),  # submitted from the page that checks
            State.SUBMITTED: ({"take-back"}, {"take-up"}),
            State.UNDER_REVIEW: (set(), {"publish", "schedule", "return"}),
            State.SCHEDULED: (set(), {"hold-back"}),
            State.PUBLISHED: (set(), {"withdraw"}),
        }[state]
        found = [
            set(re.findall(r"/moves/reviews/REV-2030-CRI/([a-z-]+)/", tasks(browser)))
            for browser in (focal_point, boss)
        ]
        assert tuple(found) == offered

    def test_a_return_is_shown_with_its_note_until_it_is_submitted_again(
        self, browser: Client
    ) -> None:
        review = review_in(State.UNDER_REVIEW)
        make_move(review, "return", by=examiner(), note="Say more on <objective 5>.")
        returned = "The Secretariat returned this review"
        page = tasks(browser)
        assert returned in page
        assert "Say more on &lt;objective 5&gt;." in page
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        assert returned not in tasks(browser)

    def test_the_receipt_gives_reference_moment_and_digest(self, browser: Client) -> None:
        review = review_in(State.SUBMITTED)
        page = tasks(browser)
        assert "Receipt" in page
        assert StateChange.objects.of(review).get().digest in page
        assert "The Secretariat has it." in page

    def test_the_receipt_is_of_the_last_submission(self, browser: Client) -> None:
        review = review_in(State.SUBMITTED)
        make_move(review, "take back", by=focal_point_of("CRI"))
        assert "Receipt" not in tasks(browser)
        write(review, "lead-body", "The Office")
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        first, last = StateChange.objects.of(review).filter(move="submit")
        page = tasks(browser)
        assert last.digest in page
        assert first.digest not in page

    def test_the_history_is_on_the_page(self, browser: Client) -> None:
        review_in(State.PUBLISHED)
        history = tasks(browser).split('id="history"')[1]
        places = [history.index(words) for words in ("Published", "Taken up", "Submitted")]
        assert places == sorted(places)

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_however_much_has_happened(
        self, browser: Client, count: int, django_assert_num_queries: Any
    ) -> None:
        review = filled(begun())
        for key in ("methodology", "objective-5", "means")[:count]:
            handed_over(review, key)
        for _turn in range(count):
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
            make_move(review, "take back", by=focal_point_of("CRI"))
        tasks(browser)
        with django_assert_num_queries(15):
            tasks(browser)


class TestChecking:
    def test_what_needs_attention_comes_first_and_leads_there(self, browser: Client) -> None:
        write(begun(), "budget", "a lot")
        page = check(browser)
        assert "3 answers need your attention before you can submit" in page
        for section, key in [("methodology", "lead-body"), ("means", "budget")]:
            assert f'href="/en/desk/reviews/REV-2030-CRI/{section}/#q-{key}"' in page
        assert page.index("need your attention") < page.index("Section methodology</h2>")

    def test_when_nothing_is_missing_it_says_so(self, browser: Client) -> None:
        filled(begun())
        page = check(browser)
        assert "Every answer that is needed is there." in page
        assert "/moves/reviews/REV-2030-CRI/submit/" in page

    def test_every_answer_can_be_changed_from_there(self, browser: Client) -> None:
        filled(begun(), budget="1250000")
        page = check(browser)
        assert "1,250,000 US dollars" in page
        assert 'href="/en/desk/reviews/REV-2030-CRI/means/#q-budget"' in page

    def test_once_it_is_submitted_it_is_for_reading(self) -> None:
        review_in(State.SUBMITTED, o05_progress="Three regular pathways.")
        for person in (focal_point_of("CRI"), examiner()):
            page = check(signed_in(person))
            assert "Three regular pathways." in page
            assert "#q-" not in page
            assert "/moves/" not in page

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_however_much_is_answered(
        self, browser: Client, count: int, django_assert_num_queries: Any
    ) -> None:
        review = begun()
        for key in ("budget", "has-budget", "information-up-to")[:count]:
            write(review, key, "wrong")
        for number in range(count):
            attached(review, content=b"%PDF-1.7 " + str(number).encode())
        check(browser)
        with django_assert_num_queries(13):
            check(browser)


class TestTheSection:
    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_however_much_is_answered(
        self, browser: Client, count: int, django_assert_num_queries: Any
    ) -> None:
        review = begun()
        for key in ("budget", "has-budget", "information-up-to")[:count]:
            write(review, key, "wrong")
        for number in range(count):
            attached(review, content=b"%PDF-1.7 " + str(number).encode())
        address = "/en/desk/reviews/REV-2030-CRI/means/"
        browser.get(address)
        with django_assert_num_queries(20):
            browser.get(address)

    def test_each_kind_of_question_has_its_field(self, browser: Client) -> None:
        begun()
        fields = {
            "methodology": [r'<input type="text" id="answer-lead-body"', 'type="checkbox"'],
            "objective-5": [r"<textarea id=\"answer-o05-progress\"", 'type="radio"'],
            "means": ['type="date"', 'inputmode="decimal"', 'type="file"', "US dollars"],
        }
        for key, marks in fields.items():
            page = browser.get(f"/en/desk/reviews/REV-2030-CRI/{key}/").content.decode()
            for mark in marks:
                assert re.search(mark, page), (key, mark)

    def test_only_what_may_not_apply_can_be_called_so(self, browser: Client) -> None:
        begun()
        page = browser.get("/en/desk/reviews/REV-2030-CRI/objective-5/").content.decode()
        assert 'name="na-o05-progress"' in page
        assert 'name="na-o05-priority"' not in page

    def test_it_works_without_script(self, browser: Client) -> None:
        """One form with a button, whose fields all lie in it."""
        begun()
        page = browser.get("/en/desk/reviews/REV-2030-CRI/methodology/").content.decode()
        form = re.search(r'<form class="writing" method="post".*?</form>', page, re.DOTALL)
        assert form
        for name in ("answer-lead-body", "base-lead-body", "complete", "csrfmiddlewaretoken"):
            assert f'name="{name}"' in form.group()
        assert re.search(r"<button(?![^>]*form=)[^>]*>\s*Save", form.group())


class TestHowStatesLookAndRead:
    def test_every_state_has_its_look(self) -> None:
        assert set(STATE_KINDS) == set(State)
        assert set(SECTION_KINDS) == set(SectionState)
        assert state_kind("published") == "good"
        assert section_kind(SectionState.COMPLETE) == "good"

    def test_every_state_but_the_draft_says_what_comes_next(self) -> None:
        assert set(NEXT) == set(WAYS) - {State.DRAFT}
        assert what_next(Review(state="draft")) == ""
        assert "It is published." in str(what_next(Review(state="published")))


class TestCiting:
    ADDRESS = "/en/desk/reviews/REV-2030-CRI/objective-5/cite/"

    def cite(self, browser: Client, code: str, question: str = "o05-progress") -> Any:
        return browser.post(self.ADDRESS, {"question": question, "code": code})

    def test_a_citation_is_added_shown_and_taken_away(self, browser: Client) -> None:
        review = begun()
        target = moved(filled(begun("MEX", cycle=review.cycle)), to=State.PUBLISHED)
        assert self.cite(browser, target.code).status_code == 302
        page = browser.get("/en/desk/reviews/REV-2030-CRI/objective-5/").content.decode()
        number = re.search(r'name="remove" value="(\d+)"', page)
        assert target.code in page
        assert number
        assert browser.post(self.ADDRESS, {"remove": number.group(1)}).status_code == 302
        page = browser.get("/en/desk/reviews/REV-2030-CRI/objective-5/").content.decode()
        assert target.code not in page

    @pytest.mark.parametrize("code", ["", "REV-2030-XXX", "REV-2030-CRI", "x" * 21, "🙂", "<i>"])
    def test_what_cannot_be_cited_is_refused_in_words(self, browser: Client, code: str) -> None:
        begun()
        response = self.cite(browser, code)
        assert response.status_code == 422
        assert "<i>" not in response.content.decode()

    def test_what_is_not_published_is_refused_like_what_does_not_exist(
        self, browser: Client
    ) -> None:
        hidden = begun("MEX", cycle=begun().cycle)
        refused = [self.cite(browser, code) for code in (hidden.code, "REV-2030-KEN")]
        assert {response.status_code for response in refused} == {422}
        one, other = (response.content.decode() for response in refused)
        assert re.findall("<p>.*</p>", one.replace("MEX", "KEN")) == re.findall("<p>.*</p>", other)

    @pytest.mark.parametrize("number", ["", "abc", "-1", "²", "9" * 30, "9" * 5000])
    def test_what_is_no_number_of_a_citation_is_not_there(
        self, browser: Client, number: str
    ) -> None:
        begun()
        assert browser.post(self.ADDRESS, {"remove": number}).status_code == 404

    def test_a_question_of_another_section_is_not_there(self, browser: Client) -> None:
        review = begun()
        target = moved(filled(begun("MEX", cycle=review.cycle)), to=State.PUBLISHED)
        assert self.cite(browser, target.code, "lead-body").status_code == 404
