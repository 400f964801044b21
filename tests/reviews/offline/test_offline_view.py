"""The page: download, send in, look, choose, take over; and who gets there."""

import io
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from publication.choices import State
from publication.moves import make_move
from publication.offline import read_document, write_docx
from reviews.models import Answer, AnswerRevision, OfflineCopy, Review, UnmergedText, WritingLink
from reviews.saving import save_answer
from stakeholders.models import User
from tests.desk.access import signed_in, statuses
from tests.factories import asking
from tests.factories.delegation import at, ended, link_to
from tests.factories.offline import FORMATS, address, document, out, sent, taken
from tests.factories.publication import WAYS, moved
from tests.factories.reviews import (
    answer_of,
    begun,
    filled,
    focal_point_of,
    handed_over,
    people_around,
    section_of,
    write,
)

pytestmark = pytest.mark.django_db

INVALID, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT
SEEN, MISSING = HTTPStatus.OK, HTTPStatus.NOT_FOUND
WRITERS = {"focal point", "second focal point", "contributor with a section"}
DOWNLOAD = {"do": "download", "section": "", "suffix": "docx", "language": "en"}


@pytest.fixture
def review() -> Review:
    return filled(begun())


@pytest.fixture
def client(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def download(client: Client, where: str, **choices: str) -> Any:
    return client.post(where, {**DOWNLOAD, **choices})


def text_of(review: Review, key: str) -> object:
    answer = answer_of(review, key)
    return answer.value if answer else None


class TestWho:
    @pytest.mark.parametrize("state", sorted(WAYS))
    def test_in_each_state_and_role(self, state: State) -> None:
        review = moved(filled(begun()), to=state) if state != State.DRAFT else filled(begun())
        people = people_around(review) if state == State.DRAFT else _people(review)
        people.pop("nobody", None)
        seen = statuses(address(review), people)  # type: ignore[arg-type]
        writers = WRITERS if state == State.DRAFT else set()
        assert seen == {name: SEEN if name in writers else MISSING for name in people}

    def test_what_one_may_not_open_one_may_not_post_to(self, review: Review) -> None:
        for name, user in people_around(review).items():
            if name in WRITERS or user is None:
                continue
            for data in (DOWNLOAD, {"do": "upload"}, {"do": "take", "packed": "x"}):
                response = signed_in(user).post(address(review), data)
                assert response.status_code == MISSING, name
        assert not OfflineCopy.objects.exists()

    def test_nobody_is_led_to_sign_in(self, review: Review) -> None:
        assert Client().post(address(review), DOWNLOAD).status_code == HTTPStatus.FOUND

    def test_the_ways_there(self, review: Review, client: Client) -> None:
        contributor = signed_in(handed_over(review, "methodology"))
        link = link_to(review, "means")
        for page in (
            client.get(review.desk_address),
            contributor.get(review.desk_address),
            client.get(reverse("review_desk:section", args=[review.code, "methodology"])),
        ):
            assert f'href="{address(review)}' in page.text
        assert at(link, "offline") in Client().get(at(link)).text
        moved(review, to=State.SUBMITTED)
        assert address(review) not in client.get(review.desk_address).text


def _people(review: Review) -> dict[str, User | None]:
    """As people_around; a section can be handed over in a draft alone."""
    from tests.factories.stakeholders import UserFactory  # noqa: PLC0415

    contributor = UserFactory(contributor_of="CRI")
    review.sections.filter(section__key="methodology").update(assignee=contributor)
    return {
        "focal point": focal_point_of("CRI"),
        "contributor with a section": contributor,
        "outsider": UserFactory(),
        "foreign focal point": UserFactory(focal_point_of="MEX"),
        "secretariat": UserFactory(secretariat=True),
    }


class TestDownload:
    @pytest.mark.parametrize("suffix", FORMATS)
    def test_all_that_is_asked(self, suffix: str, review: Review, client: Client) -> None:
        response = download(client, address(review), suffix=suffix, language="es")
        name = f"{review.code}-es.{suffix}"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        returned = read_document(io.BytesIO(response.content))
        assert returned.answers["lead-body"] == "The Ministry"
        assert "budget" in returned.answers

    def test_one_section(self, review: Review, client: Client) -> None:
        response = download(client, address(review), section="means", suffix="xlsx")
        assert f"{review.code}-means-en.xlsx" in response["Content-Disposition"]
        assert load_workbook(io.BytesIO(response.content)).sheetnames[0] == "1 Section means"

    def test_a_section_that_is_not_asked_goes_along_only_by_name(
        self, review: Review, client: Client
    ) -> None:
        asking.when(review, "objective-5", consulted=["unions"])
        asking.when(review, "means", consulted=["unions"])
        response = download(client, address(review))
        assert set(read_document(io.BytesIO(response.content)).answers) == {
            "lead-body", "consulted",
        }  # fmt: skip
        named = download(client, address(review), section="objective-5")
        assert "o05-progress" in read_document(io.BytesIO(named.content)).answers

    @pytest.mark.parametrize(
        "wrong", [{"suffix": "pdf"}, {"language": "xx"}, {"section": "nowhere"}, {"suffix": ""}]
    )
    def test_bad_choices_are_told(
        self, wrong: dict[str, str], review: Review, client: Client
    ) -> None:
        response = download(client, address(review), **wrong)
        assert response.status_code == INVALID
        assert "<title>Error:" in response.text
        assert not OfflineCopy.objects.exists()

    def test_a_contributor_gets_its_own_sections(self, review: Review) -> None:
        contributor = signed_in(handed_over(review, "methodology"))
        response = download(contributor, address(review))
        assert set(read_document(io.BytesIO(response.content)).answers) == {
            "lead-body", "consulted",
        }  # fmt: skip
        assert download(contributor, address(review), section="means").status_code == INVALID


class TestPreview:
    def test_nothing_is_taken_before_one_has_said_so(self, review: Review, client: Client) -> None:
        page = sent(client, address(review), document(out(review), lead_body="The Office"))
        assert page.status_code == HTTPStatus.OK
        assert [one.key for one in page.context["comparison"].preview.clean] == ["lead-body"]
        assert "<ins>Office</ins>" in page.text
        assert text_of(review, "lead-body") == "The Ministry"

    def test_an_untouched_one_has_nothing_to_take(self, review: Review, client: Client) -> None:
        page = sent(client, address(review), write_docx(out(review)))
        assert 'name="do" value="take"' not in page.text
        assert "answers stay as they are" in page.text

    def test_both_sides_where_both_changed(self, review: Review, client: Client) -> None:
        content = document(out(review), lead_body="From Word")
        write(review, "lead-body", "In the portal")
        page = sent(client, address(review), content)
        (conflict,) = page.context["comparison"].preview.choices
        assert (conflict.mine, conflict.theirs) == ("In the portal", "From Word")
        assert 'name="take-lead-body" value="mine"' in page.text

    def test_what_was_emptied_is_asked_about(self, review: Review, client: Client) -> None:
        page = sent(client, address(review), document(out(review), lead_body=""))
        assert [one.key for one in page.context["comparison"].preview.choices] == ["lead-body"]

    def test_without_its_base_whatever_differs_is_asked_about(
        self, review: Review, client: Client
    ) -> None:
        content = document(out(review), lead_body="From Word")
        OfflineCopy.objects.all().delete()
        page = sent(client, address(review), content)
        assert [one.key for one in page.context["comparison"].preview.choices] == ["lead-body"]

    def test_a_copy_of_another_review_is_no_base(self, review: Review, client: Client) -> None:
        other = filled(begun("MEX", cycle=review.cycle))
        sheet = out(other)
        response = sent(client, address(review), write_docx(sheet))
        assert response.status_code == INVALID
        assert f"This document is of {other.code}." in response.text

    def test_what_is_missing_is_told_and_stays(self, review: Review, client: Client) -> None:
        def cut(book: Any) -> None:
            book.remove(book.worksheets[2])

        from tests.publication.offline.forms import changed  # noqa: PLC0415

        page = sent(client, address(review), changed(document(out(review), "xlsx"), cut))
        assert "What of has-budget?" in page.context["comparison"].preview.missing
        assert "Not found in the document" in page.text

    def test_a_copy_of_one_section_misses_no_other(self, review: Review, client: Client) -> None:
        content = download(client, address(review), section="means").content
        page = sent(client, address(review), content)
        assert page.context["comparison"].preview.missing == []

    def test_what_cannot_be_read_is_told(self, review: Review, client: Client) -> None:
        def strange(book: Any) -> None:
            page = book.worksheets[1]
            row = next(r for r in range(1, 60) if page.cell(r, 1).value == "[o05-priority]")
            page.cell(row, 3).value = "Enormous"

        from tests.publication.offline.forms import changed  # noqa: PLC0415

        page = sent(client, address(review), changed(document(out(review), "xlsx"), strange))
        (told,) = page.context["comparison"].unread
        assert (told.label, told.text) == ("What of o05-priority?", "Enormous")
        assert "There is no such choice" in page.text
        assert text_of(review, "o05-priority") == "high"

    @pytest.mark.parametrize(
        "content", [b"", b"nothing", b"PK\3\4", b"\xd0\xcf\x11\xe0" + b"x" * 99]
    )
    def test_what_is_no_document_is_refused_in_words(
        self, content: bytes, review: Review, client: Client
    ) -> None:
        response = sent(client, address(review), content)
        assert response.status_code == INVALID
        assert "<title>Error:" in response.text

    def test_no_document_is_told(self, review: Review, client: Client) -> None:
        response = client.post(address(review), {"do": "upload"})
        assert response.status_code == INVALID
        assert "Choose the document." in response.text


class TestTakingOver:
    @pytest.mark.parametrize("suffix", FORMATS)
    def test_it_is_saved_as_if_typed(self, suffix: str, review: Review, client: Client) -> None:
        content = document(
            out(review), suffix, lead_body="From afar", consulted=["unions"], budget="7",
            o05_progress__na=["na"], o05_progress__why="None",
        )  # fmt: skip
        response = taken(client, address(review), sent(client, address(review), content))
        assert response["Location"] == review.desk_address
        assert text_of(review, "lead-body") == "From afar"
        assert text_of(review, "consulted") == ["unions"]
        progress = answer_of(review, "o05-progress")
        assert progress is not None
        assert (progress.not_applicable, progress.reason) == (True, "None")
        revision = AnswerRevision.objects.filter(answer__question__key="lead-body").last()
        assert revision is not None
        assert (revision.number, revision.writer) == (2, focal_point_of("CRI"))
        assert section_of(review, "means").started_at

    def test_one_section_alone_leads_back_to_it(self, review: Review, client: Client) -> None:
        page = sent(client, address(review), document(out(review), lead_body="x"))
        response = taken(client, address(review), page)
        assert response["Location"] == reverse(
            "review_desk:section", args=[review.code, "methodology"]
        )

    @pytest.mark.parametrize(("wish", "text"), [("mine", "In the portal"), ("theirs", "From Word")])
    def test_one_chooses_which_stands(
        self, wish: str, text: str, review: Review, client: Client
    ) -> None:
        content = document(out(review), lead_body="From Word", o05_priority="low")
        write(review, "lead-body", "In the portal")
        page = sent(client, address(review), content)
        assert taken(client, address(review), page).status_code == INVALID
        assert taken(client, address(review), page, lead_body="perhaps").status_code == INVALID
        assert text_of(review, "o05-priority") == "high"
        taken(client, address(review), page, lead_body=wish)
        assert (text_of(review, "lead-body"), text_of(review, "o05-priority")) == (text, "low")

    def test_what_was_saved_since_is_not_written_over(self, review: Review, client: Client) -> None:
        page = sent(client, address(review), document(out(review), lead_body="From Word"))
        write(review, "lead-body", "In between")
        response = taken(client, address(review), page)
        assert response.status_code == CONFLICT
        assert "It was saved in between" in response.text
        (conflict,) = response.context["comparison"].preview.choices
        assert (conflict.mine, conflict.theirs) == ("In between", "From Word")
        assert text_of(review, "lead-body") == "In between"
        taken(client, address(review), response, lead_body="theirs")
        assert text_of(review, "lead-body") == "From Word"

    def test_saved_this_very_moment_both_texts_are_kept(
        self, review: Review, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        content = document(out(review), lead_body="From Word", o05_priority="low")
        page = sent(client, address(review), content)

        def late(**given: Any) -> Answer | None:
            if given["question"].key == "lead-body":
                write(review, "lead-body", "This moment")
            return save_answer(**given)

        monkeypatch.setattr("reviews.offline.taking_over.save_answer", late)
        response = taken(client, address(review), page)
        assert response.status_code == CONFLICT
        assert "both texts are below" in response.text
        assert text_of(review, "lead-body") == "This moment"
        assert text_of(review, "o05-priority") == "low"
        assert UnmergedText.objects.get().value == "From Word"
        (conflict,) = response.context["comparison"].preview.choices
        assert conflict.theirs == "From Word"

    def test_a_table(self, review: Review, client: Client) -> None:
        asking.table(review, columns={"who": "short-text", "sum": "number"})
        content = document(out(review), support=[["1", "The Bank", "3"], ["2", "", ""]])
        taken(client, address(review), sent(client, address(review), content))
        assert text_of(review, "support") == [{"who": "The Bank", "sum": "3"}]

    @pytest.mark.parametrize("packed", ["", "x", "a:b:c"])
    def test_what_the_portal_did_not_pack_is_refused(
        self, packed: str, review: Review, client: Client
    ) -> None:
        response = client.post(address(review), {"do": "take", "packed": packed})
        assert response.status_code == INVALID
        assert "<title>Error:" in response.text

    def test_a_revision_that_is_no_number_is_refused(self, review: Review, client: Client) -> None:
        page = sent(client, address(review), document(out(review), lead_body="x"))
        data = {"do": "take", "packed": page.context["packed"], "base-lead-body": "many"}
        assert client.post(address(review), data).status_code == HTTPStatus.BAD_REQUEST

    def test_once_submitted_nothing_is_taken_and_it_is_said(
        self, review: Review, client: Client
    ) -> None:
        page = sent(client, address(review), document(out(review), lead_body="Late"))
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        for response in (
            taken(client, address(review), page),
            sent(client, address(review), b"whatever"),
        ):
            assert response.status_code == CONFLICT
            assert "This can no longer be saved" in response.text
        assert text_of(review, "lead-body") == "The Ministry"

    def test_a_contributor_brings_in_its_sections_alone(self, review: Review) -> None:
        content = document(out(review), lead_body="Whole", o05_priority="low")
        contributor = signed_in(handed_over(review, "methodology"))
        page = sent(contributor, address(review), content)
        assert [one.key for one in page.context["comparison"].preview.clean] == ["lead-body"]
        assert "not in your sections" in page.text
        assert "low" not in [one.theirs for one in page.context["comparison"].preview.clean]
        taken(contributor, address(review), page)
        assert text_of(review, "o05-priority") == "high"

    def test_a_section_that_was_taken_back_meanwhile(self, review: Review) -> None:
        user = handed_over(review, "methodology")
        contributor = signed_in(user)
        page = sent(contributor, address(review), document(out(review, by=user), lead_body="x"))
        handed_over(review, "means", user)
        review.sections.filter(section__key="methodology").update(assignee=None)
        response = taken(contributor, address(review), page)
        assert text_of(review, "lead-body") == "The Ministry"
        assert response.status_code in {HTTPStatus.FOUND, CONFLICT}


class TestThroughALink:
    @pytest.fixture
    def link(self, review: Review) -> WritingLink:
        return link_to(review, "methodology")

    def test_its_sections_go_out_and_come_in(self, review: Review, link: WritingLink) -> None:
        where, browser = at(link, "offline"), Client()
        response = download(browser, where)
        assert set(read_document(io.BytesIO(response.content)).answers) == {
            "lead-body", "consulted",
        }  # fmt: skip
        content = document(out(review, by=link), lead_body="By the ministry")
        response = taken(browser, where, sent(browser, where, content))
        assert response["Location"] == at(link, "section", "methodology")
        answer = answer_of(review, "lead-body")
        assert answer is not None
        assert (answer.value, answer.writer) == ("By the ministry", link)

    def test_others_answers_are_left_alone(self, review: Review, link: WritingLink) -> None:
        content = document(out(review), o05_priority="low")
        page = sent(Client(), at(link, "offline"), content)
        assert not page.context["comparison"].preview.merge.has_news
        assert "What of o05-priority?" not in page.text

    def test_an_ended_one_opens_nothing(self, link: WritingLink) -> None:
        where = at(ended(link), "offline")
        assert Client().get(where).status_code == HTTPStatus.GONE
        assert download(Client(), where).status_code == HTTPStatus.GONE
        assert not OfflineCopy.objects.exists()
