"""Saving one answer while it is written: a line says where it stands, and bad input gets a 4xx."""

from typing import Any

import pytest
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT
from django.urls import reverse

from publication.choices import State
from reviews.models import Answer, AnswerRevision, Review, UnmergedText
from tests.desk.access import signed_in
from tests.factories.publication import review_in
from tests.factories.reviews import answer_of, begun, focal_point_of, handed_over, write
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

KEY = "o05-progress"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def address(key: str = KEY, section: str = "objective-5") -> str:
    return reverse("review_desk:answer", args=["REV-2030-CRI", section, key])


def save(browser: Client, text: str, base: int | str = 0, **more: str) -> Any:
    fields = {f"answer-{KEY}": text, f"base-{KEY}": str(base), **more}
    return browser.post(address(), fields, headers={"HX-Request": "true"})


def test_it_says_when_and_by_whom_and_which_revision_comes_next(browser: Client) -> None:
    line = save(browser, "One.").content.decode()
    assert f'id="state-{KEY}"' in line
    assert f'name="base-{KEY}" value="1"' in line
    assert "Saved" in line
    assert focal_point_of("CRI").name in line
    assert "revision 1" in line
    assert "<html" not in line


def test_each_save_goes_on_from_the_last(browser: Client, review: Review) -> None:
    for base, text in enumerate(["One.", "One. Two.", "One. Two. Three."]):
        assert f'value="{base + 1}"' in save(browser, text, base).content.decode()
    assert AnswerRevision.objects.count() == 3


def test_a_repeated_save_is_harmless(browser: Client) -> None:
    """As when the answer to the first got lost on a bad line."""
    for _turn in range(3):
        assert 'value="1"' in save(browser, "One.", 0).content.decode()
    assert AnswerRevision.objects.count() == 1


def test_a_blank_that_was_blank_says_that_there_is_no_answer_yet(browser: Client) -> None:
    line = save(browser, "").content.decode()
    assert "Not answered yet" in line
    assert f'name="base-{KEY}" value="0"' in line


def test_a_stale_save_shows_theirs_and_offers_the_choice(browser: Client, review: Review) -> None:
    colleague = UserFactory(focal_point_of="CRI", name="Ana Mora")
    write(review, KEY, "Theirs & <b>bold</b>.", by=colleague)
    response = save(browser, "Mine.", 0)
    line = response.content.decode()
    assert response.status_code == 409
    assert "Ana Mora saved this answer in between" in line
    assert "Theirs &amp; &lt;b&gt;bold&lt;/b&gt;." in line
    assert f'<input type="hidden" name="base-{KEY}" value="0">' in line
    assert f'name="base-{KEY}" value="1">' in line
    assert UnmergedText.objects.get().value == "Mine."


def test_it_was_submitted_meanwhile_and_the_line_says_to_copy_the_text() -> None:
    review_in(State.SUBMITTED)
    response = save(signed_in(focal_point_of("CRI")), "Late.")
    assert response.status_code == 409
    assert "Your text is still in the field; copy it." in response.content.decode()


def test_a_contributor_saves_in_their_own_section_only(review: Review) -> None:
    browser = signed_in(handed_over(review, "objective-5"))
    assert save(browser, "One.").status_code == 200
    other = {"answer-lead-body": "x", "base-lead-body": "0"}
    assert browser.post(address("lead-body", "methodology"), other).status_code == 404


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_it_is_only_for_posting(browser: Client, method: str) -> None:
    assert getattr(browser, method)(address()).status_code == 405


def test_a_form_without_the_question_is_not_there(browser: Client) -> None:
    assert browser.post(address(), {}).status_code == 404
    assert browser.post(address(), {f"answer-{KEY}": "x"}).status_code == 404


class TestBadInput:
    """A clear 4xx, nothing written, nothing lost."""

    @pytest.fixture(autouse=True)
    def _nothing_is_written(self, review: Review) -> Any:
        yield
        assert not Answer.objects.exists()
        assert not UnmergedText.objects.exists()

    @pytest.mark.parametrize(
        "base", ["", "abc", "-1", "1.5", str(10**30), "9" * 5000, "²", "0x0", "1 ", "NaN"]
    )
    def test_a_forged_revision(self, browser: Client, base: str) -> None:
        assert save(browser, "One.", base).status_code == 400
        section = "/en/desk/reviews/REV-2030-CRI/objective-5/"
        fields = {f"answer-{KEY}": "One.", f"base-{KEY}": base}
        assert browser.post(section, fields).status_code == 400

    def test_a_revision_that_never_was(self, browser: Client) -> None:
        assert save(browser, "One.", 7).status_code == 409
        section = "/en/desk/reviews/REV-2030-CRI/objective-5/"
        fields = {f"answer-{KEY}": "One.", f"base-{KEY}": "7"}
        response = browser.post(section, fields)
        assert response.status_code == 409
        assert "One." in response.content.decode()

    def test_the_good_answers_of_a_forged_form_are_not_half_saved(self, browser: Client) -> None:
        fields = {
            "answer-o05-priority": "high", "base-o05-priority": "0",
            f"answer-{KEY}": "One.", f"base-{KEY}": "abc",
        }  # fmt: skip
        section = "/en/desk/reviews/REV-2030-CRI/objective-5/"
        assert browser.post(section, fields).status_code == 400

    @pytest.mark.parametrize("content_type", [FORM, MULTIPART_CONTENT])
    def test_an_answer_of_ten_megabytes(self, browser: Client, content_type: str) -> None:
        text = "x" * 10 * 1024**2
        if content_type == FORM:
            body = f"base-{KEY}=0&answer-{KEY}={text}"
            response = browser.generic("POST", address(), body, content_type=FORM)
        else:
            response = save(browser, text)
        assert response.status_code == 413
        assert "larger than 5 MB" in response.content.decode()

    @pytest.mark.parametrize(
        "body", [f"base-{KEY}=0&answer-{KEY}=a%00b", f"base-{KEY}=0&answer-{KEY}=%ff"]
    )
    def test_text_that_no_database_can_hold(self, browser: Client, body: str) -> None:
        assert browser.generic("POST", address(), body, content_type=FORM).status_code == 400

    def test_a_nul_byte_in_any_field(self, browser: Client) -> None:
        assert save(browser, "a\0b").status_code == 400
        assert save(browser, "", **{f"reason-{KEY}": "\0"}).status_code == 400

    def test_a_broken_multipart(self, browser: Client) -> None:
        body = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="base-{KEY}'.encode()
        response = browser.generic("POST", address(), body, content_type=MULTIPART_CONTENT)
        assert response.status_code in {400, 404}

    def test_too_many_fields(self, browser: Client) -> None:
        fields = {f"answer-{number}": "x" for number in range(2001)}
        assert browser.post(address(), fields).status_code == 400

    def test_without_a_token_of_ours(self, review: Review) -> None:
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(
            focal_point_of("CRI"), backend="django.contrib.auth.backends.ModelBackend"
        )
        assert save(browser, "One.").status_code == 403


@pytest.mark.parametrize(
    "text",
    [
        "العربية: مسارات نظامية",
        "三条正常途径",
        "Emoji 🙂 and \u202e overrides",
        "'; DROP TABLE reviews_answer; --",
        "{{ 7*7 }} {% debug %} %(by)s",
        '{"json": [1, 2]}',
        "\\u0000 \\x00",
        "a" * 100_000,
    ],
)
def test_text_of_any_kind_is_kept_to_the_letter(browser: Client, review: Review, text: str) -> None:
    assert save(browser, text).status_code == 200
    answer = answer_of(review, KEY)
    assert answer
    assert answer.value == text


def test_line_ends_are_kept_as_one_kind(browser: Client, review: Review) -> None:
    save(browser, "One.\r\n\r\nTwo.\r\n")
    answer = answer_of(review, KEY)
    assert answer
    assert answer.value == "One.\n\nTwo."


class TestHistory:
    def page(self, browser: Client) -> str:
        place = reverse("review_desk:answer_history", args=["REV-2030-CRI", "objective-5", KEY])
        return browser.get(place).content.decode()

    def test_every_revision_newest_first_with_who(self, browser: Client, review: Review) -> None:
        write(review, KEY, "First.")
        write(review, KEY, "Second.", by=UserFactory(focal_point_of="CRI", name="Ana Mora"))
        page = self.page(browser)
        assert page.index("Revision 2") < page.index("Revision 1")
        assert page.index("Second.") < page.index("First.")
        assert "Ana Mora" in page

    def test_before_the_first_answer_it_says_so(self, browser: Client) -> None:
        assert "It has not been answered yet." in self.page(browser)

    def test_what_was_typed_is_shown_and_never_run(self, browser: Client, review: Review) -> None:
        write(review, KEY, "<script>alert(1)</script>")
        assert "<script>alert(1)" not in self.page(browser)

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_however_long_it_is(
        self, browser: Client, review: Review, count: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(count):
            write(review, KEY, f"Text {number}.")
        self.page(browser)
        with django_assert_num_queries(10):
            self.page(browser)
