"""The certificate of service counts reviews, and tells nothing before everybody may know it."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from notices.models import Notice
from practices.choices import AssignmentState, ReviewMode
from practices.models import Assignment, Practice, Reviewer
from practices.peer_review import kinds
from practices.peer_review.certificates import CERTIFICATE, certificate_of, service_of
from publication.choices import State
from publication.moves import make_move
from publication.paper.documents import Document
from publication.paper.ways import document_of, way_of
from tests.desk.access import signed_in
from tests.factories.practices import (
    LETTER,
    TITLE,
    assigned,
    author_of,
    practice_in,
    quorum,
    reviewer,
)
from tests.factories.publication import examiner
from tests.factories.stakeholders import UserFactory
from tests.practices.test_anonymity import in_mode

pytestmark = pytest.mark.django_db

ADDRESS = "/en/desk/practices/assignments/certificate/"


@pytest.fixture
def decided() -> Assignment:
    """A review of a practice that is accepted and not published."""
    practice = practice_in(State.ACCEPTED)
    return Assignment.objects.with_names().filter(round__practice=practice)[0]


def words_of(document: Document) -> str:
    return str(document)


class TestService:
    def test_nothing_counts_before_the_decision(self) -> None:
        done = assigned(practice_in(State.UNDER_REVIEW), AssignmentState.REVIEWED)
        assert service_of(done.reviewer.user) is None
        with pytest.raises(ValueError, match="no review"):
            certificate_of(done.reviewer, "en")

    def test_nor_does_a_round_that_was_withdrawn(self) -> None:
        practice = practice_in(State.UNDER_REVIEW)
        done = assigned(practice, AssignmentState.REVIEWED)
        make_move(practice, "withdraw", by=author_of(practice))
        assert service_of(done.reviewer.user) is None

    def test_a_decision_of_any_kind_counts(self) -> None:
        person = reviewer()
        for move in ("accept", "decline"):
            practice = practice_in(State.UNDER_REVIEW)
            assigned(practice, by=person)
            quorum(practice)
            make_move(practice, move, by=examiner(), note=LETTER)
        assert service_of(person.user) is None  # asked, and has not reviewed
        practice = practice_in(State.UNDER_REVIEW)
        done = assigned(practice, AssignmentState.REVIEWED, by=person)
        quorum(practice)
        make_move(practice, "decline", by=examiner(), note=LETTER)
        service = service_of(person.user)
        assert service is not None
        assert (service.reviews, service.named) == (1, [])
        assert done.reviewer == person


class TestPaper:
    def test_it_names_the_reviewer_and_the_number(self, decided: Assignment) -> None:
        paper = certificate_of(decided.reviewer, "en")
        assert paper.lead == decided.reviewer.user.name
        assert "with 1 review." in words_of(paper)

    @pytest.mark.parametrize("mode", ReviewMode)
    def test_it_never_says_which_practice_before_publication(
        self, decided: Assignment, mode: ReviewMode
    ) -> None:
        practice = in_mode(decided.practice, mode)
        words = words_of(certificate_of(decided.reviewer, "en"))
        for hidden in (practice.code, TITLE, str(practice.organisation)):
            assert hidden not in words

    @pytest.mark.parametrize("mode", ReviewMode)
    def test_after_it_only_where_the_review_was_open(
        self, decided: Assignment, mode: ReviewMode
    ) -> None:
        practice = in_mode(decided.practice, mode)
        make_move(practice, "publish", by=examiner())
        words = words_of(certificate_of(decided.reviewer, "en"))
        assert (practice.code in words) == (mode == ReviewMode.OPEN)

    def test_it_is_a_pdf_that_says_so_and_nothing_in_its_properties(
        self, decided: Assignment
    ) -> None:
        person: Reviewer = decided.reviewer
        document = document_of(person, CERTIFICATE, "en")
        pdf = PdfReader(BytesIO(way_of(person, CERTIFICATE).write(document)))
        text = " ".join("".join(page.extract_text() for page in pdf.pages).split())
        assert person.user.name in text
        assert "Certificate of service" in text
        assert decided.practice.code not in text + str(pdf.metadata)
        assert person.user.name not in str(pdf.metadata)

    @pytest.mark.parametrize("language", ["ar", "zh-hans", "ru"])
    def test_it_can_be_written_in_each_language(self, decided: Assignment, language: str) -> None:
        with translation.override(language):
            document = document_of(decided.reviewer, CERTIFICATE, language)
            assert way_of(decided.reviewer, CERTIFICATE).write(document).startswith(b"%PDF")


class TestPage:
    def test_it_is_given_to_the_reviewer_alone(self, decided: Assignment) -> None:
        assert reverse("practice_desk:certificate") == ADDRESS
        assert signed_in(decided.reviewer.user).get(ADDRESS).status_code in {200, 202}
        for other in (UserFactory(), examiner(), author_of(decided.practice), reviewer().user):
            assert signed_in(other).get(ADDRESS).status_code == 404

    def test_the_list_of_reviews_leads_there(self, decided: Assignment) -> None:
        page = signed_in(decided.reviewer.user).get(reverse("practice_desk:assignments"))
        assert ADDRESS in page.content.decode()


def test_each_reviewer_is_thanked_once_when_it_is_published() -> None:
    practice = practice_in(State.REVISING)
    again = Assignment.objects.filter(round__practice=practice)[0].reviewer
    practice.rounds.get().points.update(answer="Done.")
    make_move(practice, "resubmit", by=author_of(practice))
    assigned(practice, AssignmentState.REVIEWED, by=again)
    quorum(practice)
    make_move(practice, "accept", by=examiner(), note=LETTER)
    assert not Notice.objects.filter(kind=kinds.THANKS).exists()
    make_move(Practice.objects.get(pk=practice.pk), "publish", by=examiner())
    thanked = Notice.objects.filter(kind=kinds.THANKS)
    assert thanked.count() == 6
    assert thanked.filter(recipient=again.user).count() == 1
    make_move(practice, "archive", by=author_of(practice), note="It ended.")
    make_move(practice, "restore", by=examiner(), note="It goes on.")
    assert thanked.count() == 6
