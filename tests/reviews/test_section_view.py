"""The form of a section: whatever is typed is saved or given back, and never lost."""

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from publication.choices import State
from publication.moves import make_move
from reviews import saving
from reviews.models import Answer, AnswerRevision, Review, UnmergedText
from reviews.services import hand_over_section
from reviews.views import writing
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.publication import published, review_in
from tests.factories.reviews import (
    answer_of,
    begun,
    filled,
    focal_point_of,
    handed_over,
    section_of,
    write,
)
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

TEXT = "Tres vías “regulares” & <b>seguras</b>.\n\nY más."
SHOWN = "Tres vías “regulares” &amp; &lt;b&gt;seguras&lt;/b&gt;.\n\nY más."


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def address(key: str = "objective-5", language: str = "en") -> str:
    return f"/{language}/desk/reviews/REV-2030-CRI/{key}/"


def form(text: str = TEXT, base: int = 0) -> dict[str, str]:
    return {"answer-o05-progress": text, "base-o05-progress": str(base)}


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send back of the texts and revisions on a page."""
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="(base-[^"]+)" value="(\d+)">', page)
    return dict(areas) | dict(hidden)


class TestSaving:
    def test_what_is_typed_is_saved_and_said_so(self, browser: Client, review: Review) -> None:
        response = browser.post(address(), form(), follow=True)
        answer = answer_of(review, "o05-progress")
        assert answer
        assert (answer.value, answer.revision) == (TEXT, 1)
        assert response.redirect_chain == [(address(), 302)]
        page = response.content.decode()
        assert "Saved" in page
        assert SHOWN in page
        assert fields_of(page)["base-o05-progress"] == "1"

    def test_an_incomplete_or_invalid_draft_is_saved(self, browser: Client) -> None:
        fields = {
            "answer-lead-body": "word " * 400,
            "base-lead-body": "0",
            "answer-consulted": "aliens",
            "base-consulted": "0",
        }
        assert browser.post(address("methodology"), fields).status_code == 302
        more = {
            "answer-has-budget": "maybe", "base-has-budget": "0",
            "answer-budget": "a lot", "base-budget": "0",
            "answer-information-up-to": "next spring", "base-information-up-to": "0",
        }  # fmt: skip
        assert browser.post(address("means"), more).status_code == 302
        values = dict(Answer.objects.values_list("question__key", "value"))
        assert values == {
            "lead-body": ("word " * 400).strip(),
            "consulted": ["aliens"],
            "has-budget": "maybe",
            "budget": "a lot",
            "information-up-to": "next spring",
        }

    def test_an_invalid_draft_is_shown_as_it_was_typed(self, browser: Client) -> None:
        fields = {"answer-information-up-to": "next spring", "base-information-up-to": "0"}
        page = browser.post(address("means"), fields, follow=True).content.decode()
        assert 'type="text" id="answer-information-up-to"' in page
        assert 'value="next spring"' in page

    def test_a_question_that_the_form_does_not_hold_is_left_alone(
        self, browser: Client, review: Review
    ) -> None:
        write(review, "o05-priority", "high")
        browser.post(address(), form())
        priority = answer_of(review, "o05-priority")
        assert priority
        assert (priority.value, priority.revision) == ("high", 1)

    def test_an_untouched_form_saves_nothing(self, browser: Client, review: Review) -> None:
        write(review, "o05-progress", TEXT)
        page = browser.get(address()).content.decode()
        sent = {name: html.unescape(value) for name, value in fields_of(page).items()}
        sent["answer-o05-progress"] = sent["answer-o05-progress"].replace("\n", "\r\n")
        assert browser.post(address(), sent).status_code == 302
        assert AnswerRevision.objects.count() == 1

    def test_not_applicable_with_its_reason(self, browser: Client, review: Review) -> None:
        browser.post(
            address(),
            form("") | {"na-o05-progress": "on", "reason-o05-progress": "No coast."},
        )
        answer = answer_of(review, "o05-progress")
        assert answer
        assert (answer.not_applicable, answer.reason) == (True, "No coast.")
        assert "No coast." in browser.get(address()).content.decode()

    @pytest.mark.parametrize("language", ["ar", "es", "zh-hans", "ru"])
    def test_the_language_of_the_page_changes_nothing_that_was_typed(
        self, browser: Client, review: Review, language: str
    ) -> None:
        browser.post(address(language=language), form())
        answer = answer_of(review, "o05-progress")
        assert answer
        assert answer.value == TEXT
        assert SHOWN in browser.get(address(language="en")).content.decode()

    def test_answers_carry_the_language_in_which_they_are_written(self) -> None:
        begun("MEX", language="ar")
        browser = signed_in(focal_point_of("MEX"))
        page = browser.get("/en/desk/reviews/REV-2030-MEX/objective-5/").content.decode()
        assert re.search(r'<textarea [^>]*lang="ar" dir="auto"', page)

    def test_it_is_never_kept_by_a_cache(self, browser: Client) -> None:
        assert "no-store" in browser.get(address())["Cache-Control"]


class TestCompletion:
    def test_a_section_is_called_complete_and_leads_back_to_the_list(
        self, browser: Client, review: Review
    ) -> None:
        fields = form() | {"answer-o05-priority": "high", "base-o05-priority": "0"}
        response = browser.post(address(), fields | {"complete": "yes"})
        assert response["Location"] == review.desk_address
        assert section_of(review, "objective-5").state == "complete"

    def test_with_problems_all_is_saved_and_the_problems_are_told(
        self, browser: Client, review: Review
    ) -> None:
        response = browser.post(address(), form() | {"complete": "yes"})
        page = response.content.decode()
        assert response.status_code == 422
        assert "<title>Error:" in page
        assert "Everything is saved, but the section is not complete yet" in page
        assert page.count("This question has to be answered.") == 2  # at the top and at the field
        assert answer_of(review, "o05-progress")
        assert section_of(review, "objective-5").state == "in-progress"

    @pytest.mark.parametrize("wish", ["no", "", "perhaps", "YES"])
    def test_only_yes_means_yes(self, browser: Client, review: Review, wish: str) -> None:
        filled(review)
        browser.post(address(), form() | {"complete": wish})
        assert section_of(review, "objective-5").completed_at is None


class TestStaleForms:
    @pytest.fixture
    def colleague(self, review: Review) -> User:
        person: User = UserFactory(focal_point_of="CRI", name="Ana Mora")
        write(review, "o05-progress", "Theirs.", by=person)
        return person

    def test_both_texts_are_shown_and_nothing_is_overwritten(
        self, browser: Client, review: Review, colleague: User
    ) -> None:
        response = browser.post(address(), form(base=0))
        page = response.content.decode()
        assert response.status_code == 409
        assert "<title>Error:" in page
        assert "Ana Mora saved this answer in between" in page
        assert fields_of(page)["answer-o05-progress"] == SHOWN
        assert re.search(r"data-theirs>.*<p>Theirs\.</p>", page, re.DOTALL)
        answer = answer_of(review, "o05-progress")
        assert answer
        assert answer.value == "Theirs."

    def test_the_other_answers_of_the_form_are_saved(
        self, browser: Client, review: Review, colleague: User
    ) -> None:
        fields = form() | {"answer-o05-priority": "low", "base-o05-priority": "0"}
        browser.post(address(), fields)
        priority = answer_of(review, "o05-priority")
        assert priority
        assert priority.value == "low"

    def test_the_form_goes_on_from_the_old_revision_until_its_writer_has_chosen(
        self, browser: Client, colleague: User
    ) -> None:
        page = browser.post(address(), form(base=0)).content.decode()
        assert fields_of(page)["base-o05-progress"] == "0"
        assert 'name="base-o05-progress" value="1">' in page  # the button that chooses

    def test_choosing_saves_mine_on_top_of_theirs(
        self, browser: Client, review: Review, colleague: User
    ) -> None:
        browser.post(address(), form(base=0))
        browser.post(address(), form(base=1))
        saved = AnswerRevision.objects.order_by("number").values_list("value", flat=True)
        assert list(saved) == ["Theirs.", TEXT]
        assert not UnmergedText.objects.filter(settled_at=None).exists()

    def test_a_refused_text_is_there_when_one_comes_back(
        self, browser: Client, colleague: User
    ) -> None:
        browser.post(address(), form("My own words.", base=0))
        page = browser.get(address()).content.decode()
        assert "A text of yours waits to be merged" in page
        assert "<p>My own words.</p>" in page
        assert fields_of(page)["answer-o05-progress"] == "Theirs."

    def test_it_is_shown_to_its_writer_alone(self, browser: Client, colleague: User) -> None:
        browser.post(address(), form("My own words.", base=0))
        assert "My own words." not in signed_in(colleague).get(address()).content.decode()

    def test_the_last_button_wins_where_a_form_names_two_revisions(
        self, browser: Client, review: Review, colleague: User
    ) -> None:
        fields = form() | {"base-o05-progress": ["0", "1"]}
        assert browser.post(address(), fields).status_code == 302
        assert AnswerRevision.objects.count() == 2

    def test_set_aside_it_is_gone_from_the_page_and_stays_in_my_history(
        self, browser: Client, review: Review, colleague: User
    ) -> None:
        browser.post(address(), form("My own words.", base=0))
        text = UnmergedText.objects.get()
        place = reverse("review_desk:set_aside", args=[review.code, "objective-5", "o05-progress"])
        assert browser.post(place, {"number": str(text.pk)}).status_code == 302
        assert "My own words." not in browser.get(address()).content.decode()
        history = reverse(
            "review_desk:answer_history", args=[review.code, "objective-5", "o05-progress"]
        )
        assert "My own words." in browser.get(history).content.decode()
        assert "My own words." not in signed_in(colleague).get(history).content.decode()
        assert browser.post(place, {"number": str(text.pk)}).status_code == 404

    @pytest.mark.parametrize("number", ["", "abc", "-1", "1.0", "²", "9" * 19, "9" * 5000])
    def test_what_is_no_number_of_a_text_is_not_there(
        self, browser: Client, review: Review, colleague: User, number: str
    ) -> None:
        browser.post(address(), form(base=0))
        place = reverse("review_desk:set_aside", args=[review.code, "objective-5", "o05-progress"])
        assert browser.post(place, {"number": number}).status_code == 404
        assert UnmergedText.objects.filter(settled_at=None).count() == 1

    def test_nobody_sets_anothers_text_aside(
        self, browser: Client, review: Review, colleague: User
    ) -> None:
        browser.post(address(), form(base=0))
        place = reverse("review_desk:set_aside", args=[review.code, "objective-5", "o05-progress"])
        number = {"number": str(UnmergedText.objects.get().pk)}
        assert signed_in(colleague).post(place, number).status_code == 404
        assert UnmergedText.objects.filter(settled_at=None).count() == 1


class TestClosedMeanwhile:
    def test_it_was_submitted_and_what_was_typed_is_given_back(self) -> None:
        review_in(State.SUBMITTED)
        response = signed_in(focal_point_of("CRI")).post(address(), form())
        page = response.content.decode()
        assert response.status_code == 409
        assert "Copy what you still need." in page
        assert SHOWN.split("\n", maxsplit=1)[0] in page
        assert not Answer.objects.filter(value=TEXT).exists()

    def test_it_is_submitted_between_the_check_and_the_saving(
        self, browser: Client, review: Review, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        filled(review)

        def submit_first(**said: Any) -> Any:
            fresh = Review.objects.get()
            if fresh.state == State.DRAFT:
                make_move(fresh, "submit", by=focal_point_of("CRI"), declared=True)
            return saving.save_answer(**said)

        monkeypatch.setattr(writing, "save_answer", submit_first)
        response = browser.post(address(), form())
        assert response.status_code == 409
        assert SHOWN.split("\n", maxsplit=1)[0] in response.content.decode()
        assert answer_of(review, "o05-progress") is None

    def test_the_section_was_taken_back_from_the_contributor(self, review: Review) -> None:
        contributor = handed_over(review, "objective-5")
        handed_over(review, "methodology", contributor)
        browser = signed_in(contributor)
        assert browser.get(address()).status_code == 200
        hand_over_section(
            section=section_of(review, "objective-5"),
            to=None,
            due_on=None,
            by=focal_point_of("CRI"),
        )
        assert browser.post(address(), form()).status_code == 404
        assert answer_of(review, "o05-progress") is None

    def test_of_a_published_review_the_desk_shows_answers_and_no_form(self) -> None:
        published(o05_progress="Three regular pathways.")
        page = signed_in(focal_point_of("CRI")).get(address()).content.decode()
        assert "Three regular pathways." in page
        assert "<textarea" not in page


class TestSignedOut:
    """The session ran out while a section was written."""

    @pytest.fixture
    def stranger(self, review: Review) -> Client:
        return Client()

    def sign_in(self, browser: Client, person: User) -> Any:
        fields = {"login": person.email, "password": PASSWORD}
        return browser.post(f"{reverse('account_login')}?next={address()}", fields)

    @pytest.mark.parametrize("content_type", ["urlencoded", "multipart"])
    def test_after_signing_in_the_text_is_in_the_field(
        self, stranger: Client, review: Review, content_type: str
    ) -> None:
        if content_type == "multipart":
            response = stranger.post(address(), form())
        else:
            response = stranger.generic(
                "POST", address(), urlencode(form()), "application/x-www-form-urlencoded"
            )
        assert response["Location"] == f"{reverse('account_login')}?next={address()}"
        assert self.sign_in(stranger, focal_point_of("CRI"))["Location"] == address()
        page = stranger.get(address()).content.decode()
        assert "What you typed before you were signed out is in the fields" in page
        assert fields_of(page)["answer-o05-progress"] == SHOWN
        assert not Answer.objects.exists()

        stranger.post(address(), form())
        assert "before you were signed out" not in stranger.get(address()).content.decode()
        answer = answer_of(review, "o05-progress")
        assert answer
        assert answer.value == TEXT

    def test_if_another_saved_in_between_it_is_still_no_overwriting(
        self, stranger: Client, review: Review
    ) -> None:
        stranger.post(address(), form())
        write(review, "o05-progress", "Theirs.", by=UserFactory(focal_point_of="CRI"))
        self.sign_in(stranger, focal_point_of("CRI"))
        page = stranger.get(address()).content.decode()
        assert fields_of(page)["base-o05-progress"] == "0"
        assert stranger.post(address(), form()).status_code == 409

    def test_it_is_shown_in_its_own_section_only(self, stranger: Client) -> None:
        stranger.post(address(), form())
        self.sign_in(stranger, focal_point_of("CRI"))
        page = stranger.get(address("methodology")).content.decode()
        assert "before you were signed out" not in page

    def test_who_may_not_see_the_section_does_not_see_the_text(self, stranger: Client) -> None:
        stranger.post(address(), form())
        outsider = UserFactory()
        self.sign_in(stranger, outsider)
        assert stranger.get(address()).status_code == 404

    def test_a_form_that_is_too_large_to_keep_leads_to_sign_in_all_the_same(
        self, stranger: Client
    ) -> None:
        response = stranger.post(address(), form("x" * 400_000))
        assert response.status_code == 302
        assert "kept_form" not in stranger.session

    def test_no_password_and_no_token_is_kept(self, stranger: Client) -> None:
        stranger.post(address(), form() | {"csrfmiddlewaretoken": "abc"})
        assert "csrfmiddlewaretoken" not in stranger.session["kept_form"]["form"]

    def test_an_autosave_is_told_in_its_line_and_not_by_a_page(
        self, stranger: Client, review: Review
    ) -> None:
        place = reverse("review_desk:answer", args=[review.code, "objective-5", "o05-progress"])
        response = stranger.post(place, form(), headers={"HX-Request": "true"})
        assert response.status_code == 401
        assert "You have been signed out." in response.content.decode()
