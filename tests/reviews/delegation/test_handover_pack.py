"""The handover pack: all that a new focal point needs, on a page and on paper, for them alone."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from publication.choices import State
from publication.models import Rendition
from publication.moves import make_move
from publication.paper import ways
from publication.paper.renditions import ask_for, make
from reviews.delegation.pack import pack_of
from reviews.delegation.paper import HANDOVER, paper_of
from reviews.models import Extension, Review
from tests.desk.access import signed_in
from tests.factories.delegation import cleared, due, ladder_of, link_to, said
from tests.factories.publication import examiner, moved
from tests.factories.reviews import begun, filled, focal_point_of, handed_over, people_around
from tests.factories.stakeholders import UserFactory
from tests.publication.paper.papers import text_of

pytestmark = pytest.mark.django_db

PAGE = "/en/desk/reviews/REV-2030-CRI/handover/"
FILE = f"{PAGE}pdf/"
# What was built below, as both the page and the paper have it.
WORDS = (
    "Ministry of Labour",
    "Ana Mora",
    "Ministry of Health",
    "health@example.org",
    "15 January 2030",
    "Cleared by the ministry",
    "the Deputy Minister",
    "By letter of 3 May.",
    "Which Ministry is it?",
    "The one for labour.",
    "The floods of May.",
    "More on objective 5, please.",
    "Returned",
)


@pytest.fixture
def review() -> Review:
    """A review that has been through a lot."""
    review = filled(begun())
    moved(review, to=State.UNDER_REVIEW)
    make_move(review, "return", by=examiner(), note="More on objective 5, please.")
    ana = UserFactory(contributor_of="CRI", name="Ana Mora")
    due(review, "methodology", date(2030, 1, 15), to=ana, ministry="Ministry of Labour")
    link_to(review, "means")
    ladder_of(review)
    cleared(
        review,
        "methodology",
        "Cleared by the ministry",
        on_behalf_of="the Deputy Minister",
        note="By letter of 3 May.",
    )
    first = said(review, "lead-body", "Which Ministry is it?")
    said(review, "lead-body", "The one for labour.", by=ana, to=first)
    Extension.objects.create(
        country=review.country,
        cycle=review.cycle,
        wanted_until=timezone.now() + timedelta(days=40),
        reason="The floods of May.",
        asked_by=focal_point_of("CRI"),
    )
    return review


def test_the_page_has_all_of_it(review: Review) -> None:
    page = signed_in(focal_point_of("CRI")).get(PAGE).content.decode()
    for words in (*WORDS, focal_point_of("CRI").name, "Not decided yet."):
        assert words in page, words


def test_the_paper_says_the_same(review: Review) -> None:
    rendition = ask_for(item=review, what=HANDOVER, language="en")
    assert make(rendition.pk)
    rendition.refresh_from_db()
    text = text_of(rendition.file.read())
    for words in (*WORDS, focal_point_of("CRI").name, "It is not part of the review."):
        assert words in text, words


@pytest.mark.parametrize("language", ["ar", "es", "zh-hans"])
def test_the_paper_speaks_the_readers_language(review: Review, language: str) -> None:
    with translation.override(language):
        document = paper_of(review, language)
    assert document.language == language
    assert "Ana Mora" in str(document.parts)


def test_asking_twice_makes_one_and_a_change_another(review: Review) -> None:
    first = ways.document_of(review, HANDOVER, "en").digest
    assert ways.document_of(review, HANDOVER, "en").digest == first
    said(review, "lead-body", "One more thing.")
    assert ways.document_of(review, HANDOVER, "en").digest != first


def test_the_file_is_made_by_the_worker_and_not_by_the_request(review: Review) -> None:
    browser = signed_in(focal_point_of("CRI"))
    response = browser.get(FILE)
    assert response.status_code == 202
    rendition = Rendition.objects.get()
    assert not rendition.is_ready
    make(rendition.pk)
    response = browser.get(FILE)
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="REV-2030-CRI-handover-en.pdf"'


def test_where_there_is_nothing_it_says_so_and_nothing_breaks() -> None:
    review = begun()
    page = signed_in(focal_point_of("CRI")).get(PAGE).content.decode()
    assert page.count("None.") == 3
    assert paper_of(review, "en").parts


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.PUBLISHED])
@pytest.mark.parametrize("address", [PAGE, FILE])
def test_it_is_for_the_states_focal_points_alone(state: State, address: str) -> None:
    review = filled(begun())
    people = people_around(review)
    moved(review, to=state)
    seen = {
        role
        for role, user in people.items()
        if user and signed_in(user).get(address).status_code != 404
    }
    assert seen == {"focal point", "second focal point"}
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_much_there_is(
    count: int, django_assert_num_queries: Any
) -> None:
    review = begun()
    ladder_of(review)
    for key in ("methodology", "objective-5", "means")[:count]:
        handed_over(review, key)
        link_to(review, key, "means")
        cleared(review, key, "Drafted")
    for number in range(count):
        first = said(review, "lead-body", f"Comment {number}")
        said(review, "lead-body", "Answer", to=first)
    pack_of(review)
    with django_assert_num_queries(18):
        signed_in_pack(review)


def signed_in_pack(review: Review) -> None:
    pack = pack_of(Review.objects.select_related("country", "cycle").get(pk=review.pk))
    for row in pack.rows:
        str((row.section, row.section.assignee, row.links, row.section.cleared))
    for thread in pack.threads:
        str((thread.comment.writer, thread.comment.question.section, thread.replies))
    for clearance in pack.clearances:
        str((clearance.section, clearance.by))
    for link in pack.links:
        str((link.created_by, list(link.sections.all())))
