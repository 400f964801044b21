"""One without an account writes through a link: its sections, as long as it is open, no more."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publication.choices import State
from publication.moves import make_move
from reviews.delegation.links import revoke_link
from reviews.models import (
    Answer,
    AnswerRevision,
    Attachment,
    Comment,
    Review,
    ReviewSection,
    UnmergedText,
    WritingLink,
)
from reviews.rules import may_see_history, may_see_section, may_write_section
from tests.desk.access import signed_in
from tests.factories.delegation import at, ended, link_to, said, visited
from tests.factories.publication import WAYS, examiner, moved
from tests.factories.reviews import (
    answer_of,
    attached,
    begun,
    filled,
    focal_point_of,
    pdf,
    section_of,
    write,
)

pytestmark = pytest.mark.django_db

MINE, OTHER = ("methodology", "lead-body"), ("objective-5", "o05-progress")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def link(review: Review) -> WritingLink:
    return link_to(review, "methodology")


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=False)


def save(browser: Client, link: WritingLink, text: str, base: int = 0) -> Any:
    fields = {"answer-lead-body": text, "base-lead-body": str(base)}
    return browser.post(at(link, "answer", *MINE), fields, headers=HTMX)


class TestItsSections:
    def test_the_first_page_names_them_and_nothing_else(self, link: WritingLink) -> None:
        page = visited(link)
        assert "Section methodology" in page
        assert "Ministry of Health" in page
        for hidden in ("Section means", "Section objective-5", focal_point_of("CRI").email):
            assert hidden not in page

    def test_a_section_leads_back_to_them_and_not_to_a_desk(self, link: WritingLink) -> None:
        page = visited(link, "section", "methodology").split("<main")[1].split("<footer")[0]
        addresses = set(re.findall(r'(?:href|action|hx-post)="(/en/[^"#]*)"', page))
        assert addresses
        assert all(address.startswith(at(link)) for address in addresses - {"/en/"}), addresses
        assert "cite" not in page

    def test_what_is_written_is_saved_in_the_name_of_the_link(
        self, browser: Client, review: Review, link: WritingLink
    ) -> None:
        line = save(browser, link, "The Ministry").content.decode()
        assert "by Ministry of Health" in line
        answer = answer_of(review, "lead-body")
        assert answer
        assert (answer.by, answer.by_link, answer.value) == (None, link, "The Ministry")
        revision = AnswerRevision.objects.get()
        assert (revision.by, revision.by_link) == (None, link)

    def test_without_script_the_form_saves_all_of_it(
        self, browser: Client, review: Review, link: WritingLink
    ) -> None:
        fields = {"answer-lead-body": "The Ministry", "base-lead-body": "0", "complete": "yes"}
        response = browser.post(at(link, "section", "methodology"), fields)
        assert response.status_code == 302
        assert response["Location"] == at(link)
        section = section_of(review, "methodology")
        assert section.completed_at
        assert (section.completed_by, section.completed_by_link) == (None, link)

    def test_a_stale_save_keeps_both_texts(
        self, browser: Client, review: Review, link: WritingLink
    ) -> None:
        write(review, "lead-body", "The Office")
        response = save(browser, link, "The Ministry")
        assert response.status_code == 409
        assert "The Office" in response.content.decode()
        kept = UnmergedText.objects.get()
        assert (kept.by_link, kept.value) == (link, "The Ministry")
        page = visited(link, "section", "methodology")
        assert "A text of yours waits to be merged" in page
        response = browser.post(at(link, "set_aside", *MINE), {"number": kept.pk})
        assert response["Location"] == at(link, "section", "methodology")
        kept.refresh_from_db()
        assert kept.settled_at

    def test_a_text_of_somebody_else_is_not_set_aside(
        self, browser: Client, review: Review, link: WritingLink
    ) -> None:
        other = link_to(review, "methodology", name="Police")
        write(review, "lead-body", "The Office")
        save(browser, other, "The Police")
        kept = UnmergedText.objects.get()
        assert browser.post(at(link, "set_aside", *MINE), {"number": kept.pk}).status_code == 404
        assert "The Police" not in visited(link, "answer_history", *MINE)
        assert "The Police" in visited(other, "answer_history", *MINE)

    def test_the_history_is_theirs_to_read(self, review: Review, link: WritingLink) -> None:
        write(review, "lead-body", "The Office")
        write(review, "lead-body", "The Ministry")
        page = visited(link, "answer_history", *MINE)
        assert "The Office" in page
        assert "Revision 2" in page

    def test_files_are_given_read_and_taken_back(self, browser: Client, review: Review) -> None:
        link = link_to(review, "means")
        response = browser.post(at(link, "files", "means", "plan"), {"file": pdf()})
        assert response["Location"] == at(link, "section", "means")
        file = Attachment.objects.get()
        assert file.by_link == link
        address = at(link, "attachment", file.pk)
        assert address in visited(link, "section", "means")
        response = browser.get(address)
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment")
        browser.post(at(link, "files", "means", "plan"), {"remove": str(file.pk)})
        assert browser.get(address).status_code == 404

    def test_a_file_of_another_section_is_not_there(
        self, browser: Client, review: Review, link: WritingLink
    ) -> None:
        file = attached(review)
        assert browser.get(at(link, "attachment", file.pk)).status_code == 404

    def test_comments_are_written_and_read(
        self, browser: Client, review: Review, link: WritingLink
    ) -> None:
        said(review, "lead-body", "Is it the Ministry?")
        fields = {"comment-lead-body": "It is."}
        page = browser.post(at(link, "comment", *MINE), fields, headers=HTMX).content.decode()
        assert "Is it the Ministry?" in page
        assert Comment.objects.get(text="It is.").by_link == link

    def test_everything_is_in_the_language_of_the_address(self, link: WritingLink) -> None:
        spanish = at(link).replace("/en/", "/es/")
        assert '<html lang="es"' in Client().get(spanish).content.decode()

    def test_no_page_may_be_kept_by_a_cache(self, browser: Client, link: WritingLink) -> None:
        for address in (at(link), at(link, "section", "methodology")):
            assert "no-store" in browser.get(address)["Cache-Control"]


class TestNothingElse:
    @pytest.mark.parametrize(
        "place",
        [
            ("section", "objective-5"),
            ("section", "nothing"),
            ("answer_history", *OTHER),
            ("answer_history", "methodology", "nothing"),
            ("answer_history", "methodology", "o05-progress"),
        ],
        ids="/".join,
    )
    def test_what_is_not_theirs_is_not_there(
        self, browser: Client, link: WritingLink, place: tuple[str, ...]
    ) -> None:
        assert browser.get(at(link, *place)).status_code == 404

    @pytest.mark.parametrize("name", ["answer", "set_aside", "comment", "files"])
    def test_nor_written(
        self, browser: Client, review: Review, link: WritingLink, name: str
    ) -> None:
        fields = {"answer-o05-progress": "x", "base-o05-progress": "0", "comment-o05-progress": "x"}
        assert browser.post(at(link, name, *OTHER), fields).status_code == 404
        assert not Answer.objects.exists()
        assert not Comment.objects.exists()

    def test_a_link_leads_to_no_page_of_the_desk(self, browser: Client, review: Review) -> None:
        link_to(review)
        for name in ("tasks", "links", "owing", "comments", "handover", "check"):
            response = browser.get(reverse(f"review_desk:{name}", args=[review.code]))
            assert response.status_code == 302, name

    @pytest.mark.parametrize("token", ["x", "0" * 43, "a-b_c", "x" * 500])
    def test_a_token_that_nobody_made_is_not_there(self, browser: Client, token: str) -> None:
        begun()
        for name, places in (("tasks", ()), ("section", ("methodology",)), ("answer", MINE)):
            address = reverse(f"review_desk:link_{name}", args=[token, *places])
            assert browser.get(address).status_code == 404
            assert browser.post(address).status_code == 404

    def test_who_is_signed_in_still_writes_as_the_link(
        self, review: Review, link: WritingLink
    ) -> None:
        save(signed_in(focal_point_of("CRI")), link, "The Ministry")
        answer = answer_of(review, "lead-body")
        assert answer
        assert answer.by_link == link

    def test_a_get_changes_nothing_but_the_note_of_its_use(
        self, browser: Client, review: Review, link: WritingLink
    ) -> None:
        before = [list(model.objects.values()) for model in (Review, ReviewSection, Answer)]
        for address in (
            at(link),
            at(link, "section", "methodology"),
            at(link, "answer_history", *MINE),
        ):
            browser.get(address)
        for name in ("answer", "comment", "set_aside", "files"):
            assert browser.get(at(link, name, *MINE)).status_code == 405
        after = [list(model.objects.values()) for model in (Review, ReviewSection, Answer)]
        assert after == before
        link.refresh_from_db()
        assert link.last_used_at

    def test_a_form_from_elsewhere_is_refused(self, link: WritingLink) -> None:
        stranger = Client(enforce_csrf_checks=True)
        fields = {"answer-lead-body": "x", "base-lead-body": "0"}
        assert stranger.post(at(link, "answer", *MINE), fields).status_code == 403
        assert not Answer.objects.exists()


class TestItsEnd:
    @pytest.fixture(params=["ended", "revoked"])
    def closed(self, request: pytest.FixtureRequest, review: Review) -> WritingLink:
        write(review, "lead-body", "What the State has written since")
        link = link_to(review)
        if request.param == "ended":
            return ended(link)
        revoke_link(link=link, by=focal_point_of("CRI"))
        return link

    def test_every_page_says_so_and_shows_nothing(
        self, browser: Client, closed: WritingLink
    ) -> None:
        for address in (
            at(closed),
            at(closed, "section", "methodology"),
            at(closed, "answer_history", *MINE),
        ):
            response = browser.get(address)
            assert response.status_code == 410
            page = response.content.decode()
            assert "This link is no longer open" in page
            assert "What the State has written since" not in page

    def test_what_was_typed_in_the_meantime_is_given_back(
        self, browser: Client, closed: WritingLink
    ) -> None:
        fields = {
            "answer-lead-body": "A text of an hour",
            "base-lead-body": "1",
            "comment-lead-body": "And a comment",
        }
        response = browser.post(at(closed, "section", "methodology"), fields)
        assert response.status_code == 410
        page = response.content.decode()
        assert "A text of an hour" in page
        assert "And a comment" in page
        assert "What the State has written since" not in page

    def test_nothing_is_saved_any_more(
        self, browser: Client, review: Review, closed: WritingLink
    ) -> None:
        response = save(browser, closed, "Too late", 1)
        assert response.status_code == 410
        assert "This can no longer be saved" in response.content.decode()
        answer = answer_of(review, "lead-body")
        assert answer
        assert answer.value == "What the State has written since"
        fields = {"comment-lead-body": "Too late"}
        assert browser.post(at(closed, "comment", *MINE), fields).status_code == 410
        assert not Comment.objects.exists()

    def test_a_page_that_is_open_hears_it_in_a_line(
        self, browser: Client, closed: WritingLink
    ) -> None:
        script = {"HX-Request": "true"}
        asked = browser.post(at(closed, "presence", "methodology"), headers=script)
        assert (asked.status_code, asked.content) == (286, b"")  # and asks no more
        fields = {"comment-lead-body": "Too late"}
        refused = browser.post(at(closed, "comment", *MINE), fields, headers=script)
        assert refused.status_code == 410
        assert refused["HX-Retarget"] == '[id="comment-state-lead-body"]'
        assert "<html" not in refused.content.decode()

    def test_a_question_that_is_none_is_not_said_back(
        self, browser: Client, closed: WritingLink
    ) -> None:
        address = at(closed, "answer", "methodology", "some-thing")
        assert "some-thing" not in browser.post(address).content.decode()


class TestStates:
    @pytest.mark.parametrize("state", WAYS)
    def test_it_reads_in_every_state_and_writes_in_a_draft(
        self, browser: Client, state: State
    ) -> None:
        review = filled(begun())
        link = link_to(review)
        moved(review, to=state)
        assert browser.get(at(link)).status_code == 200
        page = visited(link, "section", "methodology")
        assert ('<form class="writing"' in page) == (state == State.DRAFT)
        response = save(browser, link, "Another", 1)
        assert response.status_code == (200 if state == State.DRAFT else 409)
        form = browser.post(at(link, "section", "methodology"), {"complete": "yes"})
        assert form.status_code == (302 if state == State.DRAFT else 409)

    def test_the_page_says_that_it_was_submitted(self) -> None:
        review = filled(begun())
        link = link_to(review)
        assert "The review was submitted." not in visited(link)
        moved(review, to=State.SUBMITTED)
        assert "The review was submitted." in visited(link)

    def test_a_review_that_is_returned_is_written_again(self, browser: Client) -> None:
        review = filled(begun())
        link = link_to(review)
        moved(review, to=State.UNDER_REVIEW)
        make_move(review, "return", by=examiner(), note="More, please.")
        assert save(browser, link, "Another", 1).status_code == 200
        assert "More, please." not in visited(link)

    @pytest.mark.parametrize("state", WAYS)
    def test_the_rules_say_the_same(self, state: State) -> None:
        review = filled(begun())
        links = {
            "mine": link_to(review),
            "other": link_to(review, "means"),
            "ended": ended(link_to(review)),
            "revoked": link_to(review),
            "foreign": link_to(filled(begun("MEX", cycle=review.cycle))),
        }
        revoke_link(link=links["revoked"], by=focal_point_of("CRI"))
        moved(review, to=state)
        section = section_of(review, "methodology")
        fresh = {who: WritingLink.objects.get(pk=one.pk) for who, one in links.items()}
        for who, link in fresh.items():
            assert may_see_section(link, section) == (who == "mine"), who
            assert may_see_history(link, section) == (who == "mine"), who
            writes = who == "mine" and state == State.DRAFT
            assert may_write_section(link, section) == writes, who

    def test_the_clock_alone_ends_it(self, review: Review, link: WritingLink) -> None:
        assert link.is_open(timezone.now())
        assert link.is_open(link.created_at)
        assert not link.is_open(link.expires_at)


class TestCosts:
    @pytest.mark.parametrize("count", [1, 3])
    def test_the_first_page_costs_the_same_however_many_sections(
        self, browser: Client, review: Review, count: int, django_assert_num_queries: Any
    ) -> None:
        link = link_to(review, *("methodology", "objective-5", "means")[:count])
        browser.get(at(link))
        with django_assert_num_queries(3):
            browser.get(at(link))
