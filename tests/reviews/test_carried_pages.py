"""Earlier answers on the pages: shown, stamped, taken over, checked; and who gets there."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publication.choices import State
from publication.moves import make_move
from reviews.choices import Stamp
from reviews.models import Option, Question, Review
from tests.desk.access import signed_in
from tests.factories.carrying import beside, earlier, report, stamp, updating
from tests.factories.publication import moved
from tests.factories.reviews import (
    answer_of,
    begun,
    filled,
    focal_point_of,
    forum,
    handed_over,
    not_frozen,
    people_around,
    write,
)
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

DESK = "/en/desk/reviews/REV-2030-CRI/"
CARRIED = f"{DESK}carried/"
SECTION = f"{DESK}objective-5/"
SAVE = f"{SECTION}o05-progress/save/"


@pytest.fixture
def review() -> Review:
    return updating(earlier(o05_progress="Slow <b>but</b> sure"))


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def page(browser: Client, address: str) -> str:
    return html.unescape(browser.get(address).content.decode())


def number(review: Review, key: str = "o05-progress") -> int:
    return beside(review, key).pk


def stamps(review: Review) -> dict[str, str]:
    return {row.question.key: row.stamp for row in review.carried.select_related("question")}


# Each page, and what is sent to it, by who comes. 200 and 302 are seen or done, 404 is not there,
# 409 came too late or is not theirs to write.
OTHERS = (
    *("outsider", "foreign focal point", "foreign contributor", "contributor without"),
    *("former focal point", "representative", "reviewer", "moderator"),
)
FOCAL = ("focal point", "second focal point")
MATRIX: dict[State, dict[str, dict[tuple[str, ...], int]]] = {
    State.DRAFT: {
        "see": {FOCAL: 200, ("contributor with a section",): 200, ("secretariat",): 404},
        "stamp": {FOCAL: 302, ("contributor with a section",): 302, ("secretariat",): 404},
        "choose": {FOCAL: 302, ("contributor with a section",): 404, ("secretariat",): 404},
        "leave": {FOCAL: 302, ("contributor with a section",): 404, ("secretariat",): 404},
    },
    State.SUBMITTED: {
        "see": {FOCAL: 200, ("contributor with a section",): 200, ("secretariat",): 200},
        "stamp": {FOCAL: 409, ("contributor with a section",): 409, ("secretariat",): 409},
        "choose": {FOCAL: 409, ("contributor with a section",): 404, ("secretariat",): 404},
        "leave": {FOCAL: 409, ("contributor with a section",): 404, ("secretariat",): 404},
    },
}


@pytest.mark.parametrize("state", MATRIX)
def test_who_sees_and_stamps_what(state: State) -> None:
    source = earlier()
    review = updating(source)
    people = people_around(review)
    if state != State.DRAFT:
        filled(review, lead_body="The Office")
        stamp(review, "lead-body", Stamp.UPDATED)
        stamp(review, "o05-priority", Stamp.STILL_VALID)
        moved(review, to=state)
    acts: dict[str, tuple[str, dict[str, Any] | None]] = {
        "see": (CARRIED, None),
        "stamp": (CARRIED, {f"was-{number(review, 'lead-body')}": ""}),
        "choose": (f"{CARRIED}source/", {"source": f"review-{source.pk}"}),
        "leave": (f"{CARRIED}source/", {"leave": "yes"}),
    }
    for act, expected in MATRIX[state].items():
        address, data = acts[act]
        named = {who: code for several, code in expected.items() for who in several}
        for who, person in people.items():
            client = signed_in(person) if person else Client()
            answer = client.get(address) if data is None else client.post(address, data)
            wanted = 302 if person is None else 404 if who in OTHERS else named[who]
            assert answer.status_code == wanted, (act, who)
            if person is None:
                assert "/accounts/login/" in answer["Location"]


class TestOverview:
    def test_then_and_today_stand_beside_each_other(self, browser: Client, review: Review) -> None:
        write(review, "o05-progress", "Fast")
        found = page(browser, CARRIED)
        assert "This review brings up to date: Voluntary review of Country CRI, 2026." in found
        assert 'href="/en/reviews/REV-2026-CRI/"' in found
        assert 'data-count="3"' in found
        assert "The Ministry" in found
        assert "Fast" in found
        assert "3 of 3 are still to be stamped." in found

    def test_what_people_wrote_is_no_markup(self, browser: Client) -> None:
        assert "&lt;b&gt;but&lt;/b&gt;" in browser.get(CARRIED).content.decode()

    def test_stamps_are_saved_together(self, browser: Client, review: Review) -> None:
        write(review, "lead-body", "The Office")
        body, progress = number(review, "lead-body"), number(review)
        data = {
            f"was-{body}": "",
            f"stamp-{body}": "updated",
            f"was-{progress}": "",
            f"stamp-{progress}": "dropped",
        }
        assert browser.post(CARRIED, data, follow=True).status_code == 200
        assert stamps(review) == {
            "lead-body": "updated",
            "o05-priority": "",
            "o05-progress": "dropped",
        }

    def test_an_old_page_takes_no_stamp_back(self, browser: Client, review: Review) -> None:
        stamp(review, "o05-progress", Stamp.DROPPED)
        browser.post(CARRIED, {f"was-{number(review)}": "", f"stamp-{number(review)}": ""})
        assert stamps(review)["o05-progress"] == "dropped"

    @pytest.mark.parametrize(("name", "stamp"), [("x", "updated"), ("1", "gold")])
    def test_what_our_pages_do_not_send_is_a_bad_request(
        self, browser: Client, name: str, stamp: str
    ) -> None:
        data = {f"was-{name}": "", f"stamp-{name}": stamp}
        assert browser.post(CARRIED, data).status_code == 400

    def test_a_contributor_sees_and_stamps_the_sections_handed_over(self, review: Review) -> None:
        contributor = signed_in(handed_over(review, "objective-5"))
        found = page(contributor, CARRIED)
        assert "Slow" in found
        assert "The Ministry" not in found
        body = number(review, "lead-body")
        contributor.post(CARRIED, {f"was-{body}": "", f"stamp-{body}": "updated"})
        assert stamps(review)["lead-body"] == ""

    def test_who_stamped_stays_with_the_state(self, review: Review) -> None:
        filled(review, lead_body="The Office", o05_progress="Fast")
        for key in ("lead-body", "o05-progress"):
            stamp(review, key, Stamp.UPDATED)
        stamp(review, "o05-priority", Stamp.STILL_VALID)
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        boss = signed_in(UserFactory(secretariat=True))
        found = page(boss, CARRIED)
        assert "Updated" in found
        assert str(focal_point_of("CRI")) not in found
        assert "name=" not in found.split("<main")[1].replace('name="csrfmiddlewaretoken"', "")

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_the_same_number_of_queries(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        more: dict[str, Any] = {
            "consulted": ["unions"],
            "o05_progress": "Slow",
            "has_budget": "yes",
        }
        updating(earlier(**dict(list(more.items())[:count])))
        client = signed_in(focal_point_of("CRI"))
        client.get(CARRIED)
        with django_assert_num_queries(30):
            client.get(CARRIED)


class TestSource:
    def test_one_that_started_from_nothing_is_offered_what_there_is(self) -> None:
        source = earlier()
        review = begun()
        client = signed_in(focal_point_of("CRI"))
        assert "This review starts from nothing" in page(client, CARRIED)
        chosen = client.post(
            f"{CARRIED}source/", {"source": f"review-{source.pk}"}, follow=True
        ).content.decode()
        assert "2 earlier answers were carried over." in chosen
        assert review.carried.count() == 2

    def test_without_a_choice_it_says_so_in_words(self) -> None:
        earlier()
        begun()
        client = signed_in(focal_point_of("CRI"))
        answer = client.post(f"{CARRIED}source/", {})
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()

    def test_where_there_is_nothing_it_leads_to_entering_a_report(self) -> None:
        begun()
        found = page(signed_in(focal_point_of("CRI")), CARRIED)
        assert "/en/desk/reviews/reports/new/" in found

    def test_it_starts_from_nothing_after_all(self, browser: Client, review: Review) -> None:
        found = browser.post(f"{CARRIED}source/", {"leave": "yes"}, follow=True).content.decode()
        assert "The review starts from nothing." in found
        assert not review.carried.exists()

    def test_not_after_the_first_stamp(self, browser: Client, review: Review) -> None:
        stamp(review, "lead-body", Stamp.DROPPED)
        assert "Start from nothing after all" not in page(browser, CARRIED)
        browser.post(f"{CARRIED}source/", {"leave": "yes"})
        assert review.carried.count() == 3


class TestBegin:
    ADDRESS = "/en/desk/reviews/begin/2030/CRI/"

    def test_the_newest_of_before_is_proposed(self) -> None:
        old, new, regional = earlier(year=2022), earlier(year=2026), report()
        forum()
        found = page(signed_in(focal_point_of("CRI")), self.ADDRESS)
        values = re.findall(r'name="source" value="([^"]+)"', found)
        assert values == [
            f"review-{new.pk}",
            f"review-{old.pk}",
            f"report-{regional.pk}",
            "nothing",
        ]
        assert re.search(rf'value="review-{new.pk}"[^>]* checked', found)

    @pytest.mark.parametrize(("choice", "count"), [("review", 2), ("nothing", 0)])
    def test_it_begins_from_what_was_chosen(self, choice: str, count: int) -> None:
        source = earlier()
        forum()
        chosen = f"review-{source.pk}" if choice == "review" else choice
        client = signed_in(focal_point_of("CRI"))
        client.post(self.ADDRESS, {"language": "es", "source": chosen})
        assert Review.objects.get(cycle=2030).carried.count() == count

    @pytest.mark.parametrize("choice", ["", "review-0", "report-7"])
    def test_another_choice_is_refused_in_words(self, choice: str) -> None:
        earlier()
        forum()
        client = signed_in(focal_point_of("CRI"))
        answer = client.post(self.ADDRESS, {"language": "es", "source": choice})
        assert answer.status_code == 422
        assert not Review.objects.filter(cycle=2030).exists()

    def test_a_state_that_said_nothing_before_is_asked_nothing(self) -> None:
        forum()
        client = signed_in(focal_point_of("CRI"))
        assert 'name="source"' not in page(client, self.ADDRESS)
        client.post(self.ADDRESS, {"language": "es"})
        assert Review.objects.get().updates is None


class TestSection:
    def test_the_earlier_answer_stands_below_the_new_one(
        self, browser: Client, review: Review
    ) -> None:
        found = page(browser, SECTION)
        assert "Said before, in: Voluntary review of Country CRI, 2026" in found
        assert f'name="stamp-{number(review)}" value="still-valid"' in found
        assert f'value="{number(review)}:still-valid"' in found
        assert "Say what this earlier answer is worth today." in found

    def test_an_earlier_question_in_other_words_is_quoted(self) -> None:
        source = earlier(o05_progress="Slow")
        with not_frozen():
            Question.objects.filter(
                section__questionnaire=source.questionnaire, key="o05-progress"
            ).update(label_en="How far?", label="How far?")
        updating(source)
        found = page(signed_in(focal_point_of("CRI")), SECTION)
        assert "The question was: How far?" in found

    def test_it_says_in_which_language_it_is(self) -> None:
        updating(earlier(language="fr", o05_progress="Lentement"), language="es")
        found = page(signed_in(focal_point_of("CRI")), SECTION)
        assert re.search(r'<blockquote lang="fr" dir="auto" data-before>\s*<p>Lentement', found)

    def test_stamps_are_saved_with_the_section(self, browser: Client, review: Review) -> None:
        data = {
            "base-o05-progress": "0",
            "answer-o05-progress": "Fast",
            f"was-{number(review)}": "",
            f"stamp-{number(review)}": "updated",
        }
        assert browser.post(SECTION, data).status_code == 302
        assert stamps(review)["o05-progress"] == "updated"
        assert beside(review, "o05-progress").problem is None

    def test_the_enter_key_saves_and_takes_nothing_over(self, browser: Client) -> None:
        """A browser presses the first button of the form."""
        form = page(browser, SECTION).split('<form class="writing"')[1]
        first = re.search(r"<button[^>]*>", form)
        assert first is not None
        assert "name=" not in first[0]

    @pytest.mark.parametrize("value", ["still-valid", "updated"])
    def test_a_button_takes_it_over_and_keeps_what_was_typed(
        self, browser: Client, review: Review, value: str
    ) -> None:
        data = {
            "base-o05-progress": "0",
            "answer-o05-progress": "A thought",
            "base-o05-priority": "0",
            "answer-o05-priority": "low",
            "take": f"{number(review)}:{value}",
        }
        answer = browser.post(SECTION, data)
        assert answer["Location"] == f"{SECTION}#q-o05-progress"
        progress, priority = answer_of(review, "o05-progress"), answer_of(review, "o05-priority")
        assert progress is not None
        assert priority is not None
        assert [r.value for r in progress.revisions.all()] == ["A thought", "Slow <b>but</b> sure"]
        assert priority.value == "low"
        assert stamps(review)["o05-progress"] == value
        assert f"{number(review)}:still-valid" not in page(browser, SECTION)

    def test_words_of_another_are_shown_and_not_overwritten(
        self, browser: Client, review: Review
    ) -> None:
        write(review, "o05-progress", "Another's")
        data = {
            "base-o05-progress": "0",
            "answer-o05-progress": "",
            "take": f"{number(review)}:still-valid",
        }
        assert browser.post(SECTION, data).status_code == 409
        progress = answer_of(review, "o05-progress")
        assert progress is not None
        assert progress.value == "Another's"
        assert stamps(review)["o05-progress"] == ""

    @pytest.mark.parametrize(
        ("take", "status"),
        [("x:updated", 400), ("1:gold", 400), ("999999:updated", 404), ("other:updated", 404)],
    )
    def test_what_is_not_there_is_not_taken(
        self, browser: Client, review: Review, take: str, status: int
    ) -> None:
        take = take.replace("other", str(number(review, "lead-body")))
        assert browser.post(SECTION, {"take": take}).status_code == status
        assert not review.answers.exists()

    def test_an_answer_that_does_not_fit_has_no_button(self) -> None:
        source = earlier()
        cycle = forum()
        with not_frozen():
            Option.objects.filter(
                question__section__questionnaire__cycle=cycle, key="high"
            ).delete()
        review = updating(source)
        client = signed_in(focal_point_of("CRI"))
        take = f"{number(review, 'o05-priority')}:still-valid"
        assert take not in page(client, SECTION)
        assert client.post(SECTION, {"take": take}).status_code == 404

    def test_a_form_kept_while_signing_in_keeps_its_stamps(self, review: Review) -> None:
        client = Client()
        data = {"base-o05-progress": "0", f"stamp-{number(review)}": "superseded"}
        client.post(SECTION, data)
        typed = client.session["kept_form"]
        client.force_login(
            focal_point_of("CRI"), backend="django.contrib.auth.backends.ModelBackend"
        )
        kept = client.session
        kept.update({"kept_form": typed})
        kept.save()
        chosen = f'name="stamp-{number(review)}" value="superseded" checked'
        assert chosen in page(client, SECTION)

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_the_same_number_of_queries(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        more: dict[str, Any] = {
            "has_budget": "yes",
            "budget": "5",
            "information_up_to": "2025-01-01",
        }
        updating(earlier(**dict(list(more.items())[:count])))
        client = signed_in(focal_point_of("CRI"))
        client.get(f"{DESK}means/")
        with django_assert_num_queries(31):
            client.get(f"{DESK}means/")


class TestAutosave:
    def test_a_stamp_is_saved_with_the_answer_and_said_so(
        self, browser: Client, review: Review
    ) -> None:
        data = {
            "base-o05-progress": "0",
            "answer-o05-progress": "Fast",
            f"was-{number(review)}": "",
            f"stamp-{number(review)}": "still-valid",
        }
        found = html.unescape(browser.post(SAVE, data).content.decode())
        assert stamps(review)["o05-progress"] == "still-valid"
        assert f'id="stamped-{number(review)}"' in found
        assert 'hx-swap-oob="true"' in found
        assert f'name="was-{number(review)}" value="still-valid"' in found
        assert "but the answer of today says something else" in found

    def test_the_page_sends_the_stamps_with_the_answer(
        self, browser: Client, review: Review
    ) -> None:
        found = re.search(r'hx-params="([^"]*answer-o05-progress[^"]*)"', page(browser, SECTION))
        assert found is not None
        assert {f"was-{number(review)}", f"stamp-{number(review)}"} <= set(found[1].split(","))

    def test_an_answer_without_earlier_ones_costs_nothing_more(self) -> None:
        begun()
        client = signed_in(focal_point_of("CRI"))
        client.post(SAVE, {"base-o05-progress": "0", "answer-o05-progress": "Fast"})
        with CaptureQueriesContext(connection) as asked:
            client.post(SAVE, {"base-o05-progress": "1", "answer-o05-progress": "Faster"})
        assert not [query for query in asked if "carriedanswer" in query["sql"]]


class TestCheck:
    def test_what_is_not_settled_is_told_first(self, browser: Client, review: Review) -> None:
        filled(review)
        found = page(browser, f"{DESK}check/")
        assert "3 answers that were carried over are still to be stamped" in found
        assert CARRIED in found

    def test_each_answer_says_what_the_earlier_one_is_worth(
        self, browser: Client, review: Review
    ) -> None:
        filled(review)
        stamp(review, "lead-body", Stamp.UPDATED)
        found = page(browser, f"{DESK}check/")
        assert "It is stamped “Updated”, but the answer of today says the same." in found

    def test_a_review_from_nothing_says_nothing_of_it(self) -> None:
        begun()
        found = page(signed_in(focal_point_of("CRI")), f"{DESK}check/")
        assert "Said before" not in found
        assert "carried over" not in found
