"""The receipt of a submission, its PDF, and the page where anyone checks either."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from notices.letters import compose
from notices.models import Notice
from publication.choices import State
from publication.models import Rendition, StateChange
from publication.moves import digest_of, make_move
from publication.paper.documents import Document, Words
from publication.paper.renditions import make
from publication.paper.ways import NoSuchWayError, document_of
from reviews.delegation.paper import HANDOVER
from reviews.models import Review
from reviews.receipts import receipt_of, receipts_of, receipts_with
from stakeholders.models import User
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, examiner, moved, published, review_in
from tests.factories.reviews import (
    attached,
    begun,
    filled,
    focal_point_of,
    people_around,
    write,
)

pytestmark = pytest.mark.django_db

VERIFY = "/en/reviews/verify/"
TEXT = "Three **regular** pathways."


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def receipt_page(review: Review) -> str:
    return reverse("review_desk:receipt", args=[review.code])


def pdf_of(review: Review, number: int = 1) -> str:
    return reverse("review_desk:submitted_paper", args=[review.code, number])


def said(document: Document) -> str:
    def plain(words: str | Words) -> str:
        return words if isinstance(words, str) else words.text

    facts = (f"{fact.label}: {plain(fact.value)}" for fact in document.facts)
    parts = (f"{part.heading}\n{plain(part.text)}" for part in document.parts)
    return "\n".join([plain(document.title), document.kicker, *facts, *parts])


def submitted_twice() -> Review:
    review = review_in(State.SUBMITTED)
    make_move(review, "take back", by=focal_point_of("CRI"))
    write(review, "lead-body", "The Office")
    make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
    return review


class TestNumbers:
    def test_submissions_are_counted_and_versions_apart(self) -> None:
        review = moved(filled(begun()), to=State.PUBLISHED)
        make_move(review, "correct", by=examiner(), note="A slip.")
        found = [(one.version, one.change.move) for one in receipts_of(review)]
        assert found == [
            ("Submission 1", "submit"),
            ("Published version 1", "publish"),
            ("Published version 2", "correct"),
        ]
        assert receipt_of(StateChange.objects.of(review).last()).number == 2  # type: ignore[arg-type]

    def test_the_same_content_has_the_same_digest_whatever_happened_to_it(self) -> None:
        review = published()
        digest = StateChange.objects.of(review).filter(move="submit").get().digest
        assert [one.change.move for one in receipts_with(digest)] == ["submit", "publish"]


class TestTheReceipt:
    def test_it_gives_reference_moment_zone_version_and_digest(self) -> None:
        review = submitted_twice()
        page = signed_in(focal_point_of("CRI")).get(receipt_page(review)).content.decode()
        first, last = StateChange.objects.of(review).filter(move="submit")
        assert page.index(last.digest) < page.index(first.digest)
        for words in ("Submission 1", "Submission 2", review.code, "UTC", VERIFY):
            assert words in page
        assert pdf_of(review, 2) in page

    def test_the_digest_is_of_the_canonical_content(self) -> None:
        change = StateChange.objects.of(review_in(State.SUBMITTED)).get()
        assert change.content
        assert change.digest == digest_of(change.content)

    def test_the_mail_gives_it_too(self) -> None:
        review = review_in(State.SUBMITTED)
        body = compose(Notice.objects.get(kind="reviews.submit.author")).body
        digest = StateChange.objects.of(review).get().digest
        for words in (review.code, "Submission 1", digest, "UTC"):
            assert words in body

    def test_the_task_list_leads_there(self) -> None:
        review = review_in(State.SUBMITTED)
        page = signed_in(focal_point_of("CRI")).get(review.desk_address).content.decode()
        assert receipt_page(review) in page
        assert "Submission 1" in page

    @pytest.mark.parametrize("state", [*WAYS, State.ARCHIVED])
    def test_by_everybody(self, state: State) -> None:
        review = filled(begun())
        people = people_around(review)
        moved(review, to=state)
        seen = {"focal point", "second focal point", "secretariat"}
        for role, person in people.items():
            if person is None:
                continue
            there = role in seen and state != State.DRAFT
            browser = signed_in(person)
            assert browser.get(receipt_page(review)).status_code == (200 if there else 404), role
            assert browser.get(pdf_of(review)).status_code == (202 if there else 404), role

    def test_nobody_signs_in_first(self) -> None:
        review = review_in(State.SUBMITTED)
        for address in (receipt_page(review), pdf_of(review)):
            assert Client().get(address).status_code == 302

    @pytest.mark.parametrize("number", [0, 2, 99999999])
    def test_a_submission_that_never_was_is_not_there(self, number: int) -> None:
        review = review_in(State.SUBMITTED)
        assert signed_in(focal_point_of("CRI")).get(pdf_of(review, number)).status_code == 404

    @pytest.mark.parametrize("count", [1, 3])
    def test_more_of_them_are_no_more_queries(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        review = filled(begun())
        for _turn in range(count):
            make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
            make_move(review, "take back", by=focal_point_of("CRI"))
        browser = signed_in(focal_point_of("CRI"))
        browser.get(receipt_page(review))
        with django_assert_num_queries(6):
            browser.get(receipt_page(review))


class TestThePaper:
    def paper(self, review: Review, language: str = "en") -> Document:
        change = StateChange.objects.of(review).filter(content__isnull=False).last()
        assert change
        return document_of(change, "pdf", language)

    def test_it_says_what_was_submitted_and_proves_it(self) -> None:
        review = filled(begun(), o05_progress=TEXT, budget="1250000", has_budget="yes")
        attached(review)
        moved(review, to=State.SUBMITTED)
        text = said(self.paper(review))
        for words in (
            review.code,
            "Submission 1",
            StateChange.objects.of(review).get().digest,
            "Section objective-5",
            TEXT,
            "1,250,000 US dollars",
            "What of has-budget?\nYes",
            "plan.pdf (SHA-256 ",
            VERIFY,
        ):
            assert words in text, words

    def test_what_does_not_apply_says_why(self) -> None:
        review = filled(begun())
        write(review, "o05-progress", "", not_applicable=True, reason="No coast.")
        moved(review, to=State.SUBMITTED)
        assert "Not applicable: No coast." in said(self.paper(review))

    def test_it_names_nobody(self) -> None:
        review = review_in(State.PUBLISHED)
        names = [str(user) for user in User.objects.all()]
        text = said(self.paper(review))
        assert not [name for name in names if name in text]

    def test_it_stays_what_it_was_though_the_review_goes_on(self) -> None:
        review = review_in(State.SUBMITTED)
        change = StateChange.objects.of(review).get()
        before = document_of(change, "pdf", "en").digest
        with time_machine.travel(timezone.now() + timedelta(days=3)):
            make_move(review, "take back", by=focal_point_of("CRI"))
            write(review, "lead-body", "The Office")
            assert document_of(change, "pdf", "en").digest == before

    def test_headings_are_the_readers_and_answers_the_states(self) -> None:
        review = moved(filled(begun(language="ar"), o05_progress="نص"), to=State.SUBMITTED)
        document = self.paper(review, "fr")
        assert document.language == "fr"
        assert Words("نص", "ar") in [part.text for part in document.parts]

    def test_a_correction_says_what_and_why(self) -> None:
        review = published()
        make_move(review, "correct", by=examiner(), note="A figure was wrong.")
        assert "A figure was wrong." in said(self.paper(review))

    def test_of_the_review_itself_it_is_the_last_one_kept(self) -> None:
        review = review_in(State.SUBMITTED)
        assert document_of(review, "pdf", "en") == self.paper(review)
        with pytest.raises(NoSuchWayError):
            document_of(begun("MEX", cycle=review.cycle), "pdf", "en")

    @pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
    def test_the_worker_makes_it_and_never_the_request(self, language: str) -> None:
        review = review_in(State.SUBMITTED, o05_progress=TEXT)
        browser = signed_in(focal_point_of("CRI"))
        with translation.override(language):
            address = pdf_of(review)
        assert browser.get(address).status_code == 202
        rendition = Rendition.objects.get()
        assert not rendition.is_ready
        assert make(rendition.pk)
        response: Any = browser.get(address)
        assert response.status_code == 200
        assert b"".join(response.streaming_content).startswith(b"%PDF-")
        assert (
            f'filename="{review.code}-submission-1-{language}.pdf"'
            in (response["Content-Disposition"])
        )


class TestChecking:
    """By anyone: a SHA-256 of content, that of a file, or the file itself."""

    def check(self, **sent: Any) -> str:
        response = Client().post(VERIFY, sent)
        assert response.status_code == 200
        return response.content.decode()

    def made(self, review: Review) -> bytes:
        signed_in(focal_point_of("CRI")).get(pdf_of(review))
        rendition = Rendition.objects.get()
        make(rendition.pk)
        rendition.refresh_from_db()
        content: bytes = rendition.file.read()
        return content

    def test_a_digest_tells_code_move_time_and_version_and_no_more(self) -> None:
        review = published(o05_progress="Only on the record.")
        change = StateChange.objects.of(review).filter(move="submit").get()
        page = self.check(sha256=change.digest)
        assert "It is genuine" in page
        for words in (review.code, "Submitted", "Submission 1", "Published version 1"):
            assert words in page
        for words in ("Only on the record.", change.by_name, str(examiner()), "The Ministry"):
            assert words not in page

    def test_it_may_be_written_in_capitals_and_with_blanks(self) -> None:
        digest = StateChange.objects.of(review_in(State.SUBMITTED)).get().digest
        assert "It is genuine" in self.check(sha256=f" {digest[:32].upper()} {digest[32:]}\n")

    def test_the_file_itself_and_its_digest_are_known(self) -> None:
        content = self.made(review_in(State.SUBMITTED))
        page = self.check(file=SimpleUploadedFile("any name.pdf", content))
        assert "Submission 1" in page
        assert "It is genuine" in self.check(sha256=hashlib.sha256(content).hexdigest())

    def test_a_file_of_an_earlier_submission_is_told_from_the_present_one(self) -> None:
        review = review_in(State.SUBMITTED)
        content = self.made(review)
        make_move(review, "take back", by=focal_point_of("CRI"))
        write(review, "lead-body", "The Office")
        make_move(review, "submit", by=focal_point_of("CRI"), declared=True)
        page = self.check(file=SimpleUploadedFile("x.pdf", content))
        assert "Submission 1" in page
        assert "Submission 2" not in page

    def test_a_file_made_of_the_review_itself_is_known_too(self) -> None:
        from publication.paper.renditions import ask_for  # noqa: PLC0415

        review = published()
        rendition = ask_for(item=review, language="en")
        assert make(rendition.pk)
        rendition.refresh_from_db()
        page = self.check(sha256=rendition.sha256)
        assert "Published version 1" in page

    def test_the_pack_of_a_successor_is_no_submission(self) -> None:
        from publication.paper.renditions import ask_for  # noqa: PLC0415

        review = review_in(State.SUBMITTED)
        rendition = ask_for(item=review, what=HANDOVER, language="en")
        assert make(rendition.pk)
        rendition.refresh_from_db()
        assert "It is not on the record" in self.check(sha256=rendition.sha256)

    def test_one_changed_byte_is_another_file(self) -> None:
        content = self.made(review_in(State.SUBMITTED))
        page = self.check(file=SimpleUploadedFile("x.pdf", content + b" "))
        assert "It is not on the record" in page

    @pytest.mark.parametrize("digest", ["0" * 64, "f" * 64])
    def test_what_is_unknown_is_told_so(self, digest: str) -> None:
        review_in(State.DRAFT)
        assert "It is not on the record" in self.check(sha256=digest)

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({}, "Give either a SHA-256 or a file."),
            ({"sha256": "abc"}, "has 64 characters"),
            ({"sha256": "g" * 64}, "has 64 characters"),
            ({"sha256": "0" * 300}, "at most 200 characters"),
            ({"sha256": "0" * 64, "file": SimpleUploadedFile("x", b"x")}, "Give either"),
            ({"file": SimpleUploadedFile("x.pdf", b"")}, "The file is empty."),
        ],
    )
    def test_what_cannot_be_checked_is_refused_in_words(
        self, sent: dict[str, Any], words: str
    ) -> None:
        response = Client().post(VERIFY, sent)
        assert response.status_code == 422
        assert words in response.content.decode()

    def test_a_file_that_is_too_large_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(settings, "ATTACHMENT_MAX_BYTES", 1024**2)
        large = SimpleUploadedFile("x.pdf", b"x" * (1024**2 + 1))
        response = Client().post(VERIFY, {"file": large})
        assert response.status_code == 422
        assert "larger than 1 MB" in response.content.decode()

    def test_it_is_limited_by_address(self) -> None:
        statuses = [Client().post(VERIFY, {"sha256": "0" * 64}).status_code for _n in range(31)]
        assert statuses == [200] * 30 + [429]
        assert Client().get(VERIFY).status_code == 200

    def test_the_page_needs_no_account_and_knows_every_language(self) -> None:
        for language, _name in settings.LANGUAGES:
            assert Client().get(f"/{language}/reviews/verify/").status_code == 200
