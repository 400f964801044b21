"""Comments at a question: said, answered, resolved; inside the State, and not lost."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publication.choices import State
from reviews.delegation.commenting import MOST_CHARACTERS, BadCommentError, comment, resolve
from reviews.delegation.threads import threads_at, threads_in
from reviews.models import Answer, Comment, Review
from reviews.saving import NotWritableError
from tests.desk.access import signed_in
from tests.factories.delegation import link_to, said
from tests.factories.publication import WAYS, examiner, moved, review_in
from tests.factories.reviews import (
    answer_of,
    begun,
    filled,
    focal_point_of,
    handed_over,
    people_around,
    question_of,
    section_of,
    write,
)
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

SECTION = "/en/desk/reviews/REV-2030-CRI/methodology/"
ONE = f"{SECTION}lead-body/comments/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def part(browser: Client, **fields: str) -> str:
    response = browser.post(ONE, fields, headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


class TestSaying:
    def test_it_stands_at_its_question_with_who_and_when(
        self, browser: Client, review: Review
    ) -> None:
        page = part(browser, **{"comment-lead-body": "  Which <Ministry>?  "})
        assert "Which &lt;Ministry&gt;?" in page
        assert focal_point_of("CRI").name in page
        assert page.lstrip().startswith('<div class="comments" id="comments-lead-body"')
        kept = Comment.objects.get()
        assert (kept.text, kept.by) == ("Which <Ministry>?", focal_point_of("CRI"))
        assert "Which &lt;Ministry&gt;?" in browser.get(SECTION).content.decode()

    def test_the_field_is_empty_afterwards(self, browser: Client) -> None:
        page = part(browser, **{"comment-lead-body": "Kept"})
        assert re.search(r'name="comment-lead-body"[^>]*>\n</textarea>', page)

    def test_an_answer_stands_below_it(self, browser: Client, review: Review) -> None:
        first = said(review, "lead-body", "Which Ministry?")
        page = part(browser, **{f"reply-{first.pk}": "The Ministry of Labour."})
        assert page.index("Which Ministry?") < page.index("The Ministry of Labour.")
        assert Comment.objects.get(text="The Ministry of Labour.").in_reply_to == first

    def test_an_answer_to_an_answer_is_one_to_the_first(self, review: Review) -> None:
        first = said(review, "lead-body", "One")
        second = said(review, "lead-body", "Two", to=first)
        assert said(review, "lead-body", "Three", to=second).in_reply_to == first

    @pytest.mark.parametrize("text", ["", "   ", "\n\t"])
    def test_nothing_is_no_comment(self, browser: Client, review: Review, text: str) -> None:
        part(browser, **{"comment-lead-body": text})
        assert not Comment.objects.exists()
        with pytest.raises(BadCommentError):
            said(review, "lead-body", text)

    def test_far_too_much_is_refused_beside_the_field(self, browser: Client) -> None:
        fields = {"comment-lead-body": "x" * (MOST_CHARACTERS + 1)}
        response = browser.post(ONE, fields, headers=HTMX)
        assert response.status_code == 422
        assert response["HX-Retarget"] == '[id="comment-state-lead-body"]'
        assert "at most 10,000 characters" in response.content.decode()
        response = browser.post(ONE, fields)
        assert response.status_code == 422
        assert fields["comment-lead-body"] in response.content.decode()
        assert not Comment.objects.exists()

    def test_of_another_question_nothing_is_taken(self, browser: Client, review: Review) -> None:
        other = said(review, "o05-progress", "At another section")
        part(
            browser,
            **{
                "comment-o05-progress": "x",
                f"reply-{other.pk}": "y",
                "resolve": str(other.pk),
                "reply-999999999": "z",
                "reopen": "²",
            },
        )
        assert list(Comment.objects.values_list("text", "resolved_at")) == [
            ("At another section", None)
        ]

    def test_the_verb_takes_none_at_a_question_elsewhere(self, review: Review) -> None:
        first = said(review, "o05-progress", "At another section")
        section, by = section_of(review, "methodology"), focal_point_of("CRI")
        for question, to in (("o05-progress", None), ("lead-body", first)):
            with pytest.raises(NotWritableError):
                comment(
                    section=section,
                    question=question_of(review, question),
                    text="x",
                    by=by,
                    in_reply_to=to,
                )
        with pytest.raises(NotWritableError):
            resolve(comment=first, section=section, resolved=True, by=by)


class TestResolving:
    def test_it_is_resolved_and_opened_again(self, browser: Client, review: Review) -> None:
        first = said(review, "lead-body", "Which Ministry?")
        page = part(browser, resolve=str(first.pk))
        assert "1 resolved comment" in page
        assert f"Resolved by {focal_point_of('CRI').name}" in page
        first.refresh_from_db()
        assert first.resolved_at
        page = part(browser, reopen=str(first.pk))
        assert "resolved comment" not in page
        assert Comment.objects.values_list("resolved_at", "resolved_by").get() == (None, "")

    def test_who_resolved_it_first_stays(self, review: Review) -> None:
        first = said(review, "lead-body", "Which Ministry?")
        section = section_of(review, "methodology")
        resolve(comment=first, section=section, resolved=True, by=focal_point_of("CRI"))
        other = UserFactory(focal_point_of="CRI", name="Bea Ruiz")
        resolve(comment=first, section=section, resolved=True, by=other)
        first.refresh_from_db()
        assert first.resolved_by == focal_point_of("CRI").name

    def test_an_answer_opens_it_again(self, review: Review) -> None:
        first = said(review, "lead-body", "Which Ministry?")
        section = section_of(review, "methodology")
        resolve(comment=first, section=section, resolved=True, by=focal_point_of("CRI"))
        said(review, "lead-body", "Another one.", to=first)
        first.refresh_from_db()
        assert first.resolved_at is None

    def test_an_answer_alone_is_not_resolved(self, review: Review) -> None:
        first = said(review, "lead-body", "One")
        second = said(review, "lead-body", "Two", to=first)
        with pytest.raises(NotWritableError):
            resolve(
                comment=second,
                section=section_of(review, "methodology"),
                resolved=True,
                by=focal_point_of("CRI"),
            )


class TestWithoutScript:
    """The button sends the whole form of the section."""

    def form(self, **fields: str) -> dict[str, str]:
        answers = {"answer-lead-body": "The Ministry", "base-lead-body": "0"}
        return {**answers, "complete": "yes", **fields}

    def test_answers_and_comments_are_saved_and_one_stays_on_the_page(
        self, browser: Client, review: Review
    ) -> None:
        fields = self.form(**{"comment-lead-body": "Is it?", "comment": "lead-body"})
        response = browser.post(SECTION, fields)
        assert response["Location"] == SECTION
        assert Comment.objects.get().text == "Is it?"
        answer = answer_of(review, "lead-body")
        assert answer
        assert answer.value == "The Ministry"
        assert section_of(review, "methodology").completed_at is None

    def test_the_button_that_saves_keeps_a_comment_too(self, browser: Client) -> None:
        browser.post(SECTION, self.form(**{"comment-lead-body": "Is it?"}))
        assert Comment.objects.get().text == "Is it?"

    def test_several_at_once(self, browser: Client, review: Review) -> None:
        first, second = said(review, "lead-body", "One"), said(review, "lead-body", "Two")
        fields = self.form(
            **{
                f"reply-{first.pk}": "An answer",
                "comment-lead-body": "Three",
                "comment-consulted": "Four",
                "resolve": str(second.pk),
            }
        )
        browser.post(SECTION, fields)
        threads = {thread.comment.text: thread for thread in threads_in(review)}
        assert set(threads) == {"One", "Two", "Three", "Four"}
        assert [reply.text for reply in threads["One"].replies] == ["An answer"]
        assert [text for text, thread in threads.items() if not thread.is_open] == ["Two"]

    def test_what_is_too_long_loses_nothing_of_the_rest(
        self, browser: Client, review: Review
    ) -> None:
        long = "x" * (MOST_CHARACTERS + 1)
        response = browser.post(SECTION, self.form(**{"comment-lead-body": long}))
        assert response.status_code == 422
        page = response.content.decode()
        assert long in page
        assert 'value="The Ministry"' in page
        assert not Answer.objects.exists()

    def test_an_answer_that_cannot_be_kept_stays_in_its_field(
        self, browser: Client, review: Review
    ) -> None:
        first = said(review, "lead-body", "Which year?")
        long = "x" * (MOST_CHARACTERS + 1)
        fields = {f"reply-{first.pk}": "That of the census", "comment-consulted": long}
        page = browser.post(SECTION, self.form(**fields)).content.decode()
        assert re.search(r"<details open>.*?That of the census</textarea>", page, re.DOTALL)
        assert not Comment.objects.filter(in_reply_to=first).exists()

    def test_beside_a_conflict_a_comment_is_kept_once(
        self, browser: Client, review: Review
    ) -> None:
        write(review, "lead-body", "Theirs", by=UserFactory(focal_point_of="CRI"))
        response = browser.post(SECTION, self.form(**{"comment-lead-body": "Is it?"}))
        assert response.status_code == 409
        page = response.content.decode()
        assert page.count("Is it?") == 1
        assert re.search(r'name="comment-lead-body"[^>]*>\n</textarea>', page)
        assert Comment.objects.count() == 1

    def test_a_good_comment_waits_for_the_bad_one_beside_it(
        self, browser: Client, review: Review
    ) -> None:
        first = said(review, "lead-body", "Which year?")
        long = "x" * (MOST_CHARACTERS + 1)
        fields = {"comment-lead-body": "Good", f"reply-{first.pk}": long}
        assert browser.post(ONE, fields).status_code == 422
        assert Comment.objects.get() == first

    def test_what_comes_too_late_is_given_back(self) -> None:
        review_in(State.SUBMITTED)
        browser = signed_in(focal_point_of("CRI"))
        response = browser.post(SECTION, self.form(**{"comment-lead-body": "Too late"}))
        assert response.status_code == 409
        assert "Too late" in response.content.decode()
        response = browser.post(ONE, {"comment-lead-body": "Too late"})
        assert response.status_code == 409
        assert "Too late" in response.content.decode()

    def test_it_is_kept_while_one_signs_in_again(self, review: Review) -> None:
        browser = Client()
        browser.post(SECTION, self.form(**{"comment-lead-body": "Typed for an hour"}))
        person = focal_point_of("CRI")
        browser.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
        page = browser.get(SECTION).content.decode()
        assert re.search(r"<details open>.*?Typed for an hour\s*</textarea>", page, re.DOTALL)

    def test_signed_out_the_words_come_beside_the_field(self, review: Review) -> None:
        response = Client().post(ONE, {"comment-lead-body": "x"}, headers=HTMX)
        assert response.status_code == 401
        assert response["HX-Retarget"] == '[id="comment-state-lead-body"]'
        assert "Sign in again in a new tab" in response.content.decode()
        assert Client().post(ONE, {"comment-lead-body": "x"}).status_code == 302


class TestWhoReads:
    @pytest.mark.parametrize("state", WAYS)
    def test_the_states_own_who_have_the_section_and_nobody_else(self, state: State) -> None:
        review = filled(begun())
        people = people_around(review)
        said(review, "lead-body", "A secret of the State")
        links = {"link": link_to(review), "link to another": link_to(review, "means")}
        moved(review, to=state)
        section = section_of(review, "methodology")
        readers = {role: user for role, user in people.items() if user} | links
        reads = {role for role, reader in readers.items() if threads_at(section, reader)}
        assert reads == {
            "focal point",
            "second focal point",
            "contributor with a section",
            "link",
        }

    @pytest.mark.parametrize("state", WAYS)
    def test_they_write_in_a_draft_alone(self, state: State) -> None:
        review = filled(begun())
        people = people_around(review)
        links = {"link": link_to(review), "link to another": link_to(review, "means")}
        moved(review, to=state)
        writers = {role: user for role, user in people.items() if user} | links
        wrote = set()
        for role, writer in writers.items():
            try:
                said(review, "lead-body", role, by=writer)
            except NotWritableError:
                continue
            wrote.add(role)
        own = {"focal point", "second focal point", "contributor with a section", "link"}
        assert wrote == (own if state == State.DRAFT else set())

    def test_the_secretariat_finds_none_in_what_was_submitted(self, review: Review) -> None:
        said(review, "lead-body", "A secret of the State")
        moved(filled(review), to=State.UNDER_REVIEW)
        browser = signed_in(examiner())
        for address in (SECTION, review.desk_address, f"{review.desk_address}check/"):
            page = browser.get(address).content.decode()
            assert "A secret of the State" not in page
            assert "comment" not in page.split("<main")[1].split("<footer")[0].lower()


class TestTheList:
    ADDRESS = "/en/desk/reviews/REV-2030-CRI/comments/"

    def test_open_ones_first_each_leading_to_its_question(
        self, browser: Client, review: Review
    ) -> None:
        said(review, "lead-body", "Settled long ago")
        first = Comment.objects.get()
        resolve(
            comment=first,
            section=section_of(review, "methodology"),
            resolved=True,
            by=focal_point_of("CRI"),
        )
        said(review, "o05-progress", "Not settled")
        page = browser.get(self.ADDRESS).content.decode()
        assert page.index("Not settled") < page.index("Settled long ago")
        address = reverse("review_desk:section", args=[review.code, "objective-5"])
        assert f'href="{address}#comments-o05-progress"' in page

    def test_where_there_are_none_it_says_so(self, browser: Client) -> None:
        assert "There are none yet." in browser.get(self.ADDRESS).content.decode()

    def test_a_contributor_has_not_this_page(self, review: Review) -> None:
        person = handed_over(review, "methodology")
        assert signed_in(person).get(self.ADDRESS).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_however_many_there_are(
        self, browser: Client, review: Review, count: int, django_assert_num_queries: Any
    ) -> None:
        for number in range(count):
            first = said(review, "lead-body", f"Comment {number}")
            said(review, "lead-body", f"Answer {number}", to=first)
        browser.get(self.ADDRESS)
        with django_assert_num_queries(6):
            browser.get(self.ADDRESS)
