"""Files in answer to a question: taken, taken back, and downloaded by those who may."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as portal
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from publication.choices import State
from publication.uploads import BadUploadError
from reviews.attachments import attach, may_read, take_back
from reviews.models import Attachment, Review
from reviews.saving import NotWritableError
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, examiner, moved, review_in
from tests.factories.reviews import (
    PDF,
    attached,
    begun,
    filled,
    focal_point_of,
    handed_over,
    pdf,
    question_of,
    section_of,
)
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

ADDRESS = "/en/desk/reviews/REV-2030-CRI/means/plan/files/"
SECTION = "/en/desk/reviews/REV-2030-CRI/means/"


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def give(review: Review, by: User, question: str = "plan", section: str = "means") -> Attachment:
    return attach(
        section=section_of(review, section),
        question=question_of(review, question),
        file=pdf(),
        by=by,
    )


class TestTaking:
    def test_a_file_is_kept_with_what_it_truly_is(self, review: Review) -> None:
        file = attached(review, "National plan.pdf")
        assert (file.name, file.media_type, file.size) == (
            "National_plan.pdf",
            "application/pdf",
            len(PDF),
        )
        assert file.by == focal_point_of("CRI")
        assert file.file.read() == PDF
        assert Path(file.file.path).is_relative_to(portal.MEDIA_ROOT)
        assert str(file) == "National_plan.pdf"

    def test_the_same_file_twice_is_kept_once(self, review: Review) -> None:
        assert attached(review) == attached(review, "copy.pdf")
        assert Attachment.objects.count() == 1

    def test_another_file_of_the_same_name_is_another(self, review: Review) -> None:
        one, other = attached(review), attached(review, content=PDF + b"%more")
        assert one.file.path != other.file.path
        assert one.file.read() != other.file.read()

    def test_a_file_starts_the_section(self, review: Review) -> None:
        attached(review)
        assert section_of(review, "means").state == "in-progress"

    def test_taken_back_it_is_hidden_and_the_record_keeps_it(self, review: Review) -> None:
        file = attached(review)
        take_back(attachment=file, section=section_of(review, "means"), by=focal_point_of("CRI"))
        file.refresh_from_db()
        assert file.removed_at
        assert Path(file.file.path).exists()
        assert not may_read(focal_point_of("CRI"), file)
        first = file.removed_at
        take_back(attachment=file, section=section_of(review, "means"), by=focal_point_of("CRI"))
        file.refresh_from_db()
        assert file.removed_at == first

    def test_what_was_taken_back_can_be_given_again(self, review: Review) -> None:
        file = attached(review)
        take_back(attachment=file, section=section_of(review, "means"), by=focal_point_of("CRI"))
        assert attached(review) != file

    def test_only_those_who_write_the_section_give_and_take(self, review: Review) -> None:
        file = attached(review)
        others: list[User] = [
            UserFactory(),
            UserFactory(focal_point_of="MEX"),
            UserFactory(contributor_of="CRI"),
            handed_over(review, "methodology"),
            examiner(),
        ]
        for person in others:
            with pytest.raises(NotWritableError):
                give(review, person)
            with pytest.raises(NotWritableError):
                take_back(attachment=file, section=section_of(review, "means"), by=person)
        assert give(review, handed_over(review, "means")) == file

    @pytest.mark.parametrize("state", [state for state in WAYS if state != State.DRAFT])
    def test_once_it_is_submitted_nothing_is_given_or_taken(self, state: State) -> None:
        review = filled(begun())
        file = attached(review)
        moved(review, to=state)
        with pytest.raises(NotWritableError):
            give(review, focal_point_of("CRI"))
        with pytest.raises(NotWritableError):
            take_back(
                attachment=file, section=section_of(review, "means"), by=focal_point_of("CRI")
            )

    def test_a_question_that_asks_for_no_file_takes_none(self, review: Review) -> None:
        with pytest.raises(NotWritableError):
            give(review, focal_point_of("CRI"), question="budget")

    def test_a_bad_file_writes_nothing(self, review: Review) -> None:
        with pytest.raises(BadUploadError):
            attached(review, content=b"MZ program")
        assert not Attachment.objects.exists()
        assert section_of(review, "means").state == "not-started"


class TestThePage:
    def test_a_file_is_given_shown_and_taken_back(self, browser: Client, review: Review) -> None:
        response = browser.post(ADDRESS, {"file": pdf()}, follow=True)
        file = Attachment.objects.get()
        address = reverse("reviews:attachment", args=[review.code, file.pk])
        assert response.redirect_chain == [(SECTION, 302)]
        assert "The file was added." in response.content.decode()
        assert f'href="{address}"' in response.content.decode()

        response = browser.post(ADDRESS, {"remove": str(file.pk)}, follow=True)
        assert "The file was taken back." in response.content.decode()
        assert f'href="{address}"' not in response.content.decode()
        assert browser.post(ADDRESS, {"remove": str(file.pk)}).status_code == 404

    @pytest.mark.parametrize(
        ("file", "reason"),
        [
            (SimpleUploadedFile("plan.pdf", b"MZ program"), "is not what its name says"),
            (SimpleUploadedFile("plan.exe", b"MZ program"), "Only PDF, Word, Excel"),
            (SimpleUploadedFile("plan.pdf", b""), "Choose a file first."),
            (None, "Choose a file first."),
            ("a text in place of a file", "Choose a file first."),
        ],
    )
    def test_what_is_no_good_file_is_refused_in_words(
        self, browser: Client, file: Any, reason: str
    ) -> None:
        response = browser.post(ADDRESS, {"file": file} if file else {})
        page = response.content.decode()
        assert response.status_code == 422
        assert reason in page or "The file is empty." in page
        assert f'href="{SECTION}#q-plan"' in page
        assert not Attachment.objects.exists()

    def test_a_file_over_the_limit_is_refused_with_the_limit(
        self, browser: Client, settings: Any
    ) -> None:
        settings.ATTACHMENT_MAX_BYTES = 1024**2
        response = browser.post(ADDRESS, {"file": pdf(content=PDF + bytes(1024**2))})
        assert response.status_code == 422
        assert "The file is larger than 1 MB." in response.content.decode()

    def test_a_name_of_signs_alone_is_no_reason_to_refuse(self, browser: Client) -> None:
        browser.post(ADDRESS, {"file": pdf("（计划）.pdf")})
        browser.post(ADDRESS, {"file": pdf("!!!.pdf", PDF + b"%2")})
        names = set(Attachment.objects.values_list("name", flat=True))
        assert names == {"计划.pdf", "file.pdf"}

    @pytest.mark.parametrize("number", ["", "abc", "-1", "²", "1 ", "9" * 18, "9" * 30, "9" * 5000])
    def test_a_number_that_is_no_file_of_this_question_is_not_there(
        self, browser: Client, review: Review, number: str
    ) -> None:
        attached(review)
        assert browser.post(ADDRESS, {"remove": number}).status_code == 404
        assert Attachment.objects.get().removed_at is None

    def test_a_file_of_another_review_is_not_taken_back(self, browser: Client) -> None:
        file = attached(begun("MEX"))
        assert browser.post(ADDRESS, {"remove": str(file.pk)}).status_code == 404
        assert Attachment.objects.get().removed_at is None

    def test_it_was_submitted_meanwhile(self) -> None:
        review_in(State.SUBMITTED)
        response = signed_in(focal_point_of("CRI")).post(ADDRESS, {"file": pdf()})
        assert response.status_code == 409
        assert not Attachment.objects.exists()

    def test_it_is_only_for_posting(self, browser: Client) -> None:
        assert browser.get(ADDRESS).status_code == 405


class TestDownloading:
    def fetch(self, file: Attachment, person: User | None = None) -> Any:
        browser = signed_in(person) if person else Client()
        return browser.get(reverse("reviews:attachment", args=[file.review.code, file.pk]))

    def test_it_comes_as_a_download_of_its_true_type(self, review: Review) -> None:
        file = attached(review, "National plan.pdf")
        response = self.fetch(file, focal_point_of("CRI"))
        assert b"".join(response) == PDF
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="National_plan.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"

    @pytest.mark.parametrize("state", WAYS)
    def test_nobody_reads_it_before_it_is_published(self, state: State) -> None:
        review = filled(begun())
        file = attached(review)
        moved(review, to=state)
        assert self.fetch(file).status_code == (200 if state == State.PUBLISHED else 404)

    def test_what_was_taken_back_is_read_by_nobody(self) -> None:
        review = filled(begun())
        file = attached(review)
        take_back(attachment=file, section=section_of(review, "means"), by=focal_point_of("CRI"))
        moved(review, to=State.PUBLISHED)
        assert self.fetch(file).status_code == 404
        assert self.fetch(file, focal_point_of("CRI")).status_code == 404

    def test_under_the_code_of_another_review_it_is_not_there(self) -> None:
        file = attached(begun("MEX"))
        begun("CRI")
        address = reverse("reviews:attachment", args=["REV-2030-CRI", file.pk])
        assert signed_in(focal_point_of("CRI")).get(address).status_code == 404

    @pytest.mark.parametrize("number", ["0", "999999999", "9" * 30, "-1", "abc"])
    def test_what_does_not_exist_is_not_there(self, number: str) -> None:
        begun()
        assert Client().get(f"/en/reviews/REV-2030-CRI/files/{number}/").status_code == 404
