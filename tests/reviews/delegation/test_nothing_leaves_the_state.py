"""Comments, clearances, ministries, delegates, links: in nothing that anybody outside reaches."""

import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from notices.models import Notice
from publication.choices import State
from publication.models import ListedItem, StateChange
from publication.paper.ways import PDF, document_of
from reviews.content import content_of
from reviews.models import Review
from tests.crawling import crawl
from tests.desk.access import signed_in
from tests.factories.delegation import at, cleared, due, ladder_of, link_to, said
from tests.factories.publication import WAYS, examiner, moved
from tests.factories.reviews import begun, filled, people_around, write
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

SECRETS = {
    "Comment of the State",
    "Answer of the State",
    "Step of the State",
    "Minister of Secrets",
    "Note of the State",
    "Ministry of Secrets",
    "Delegate of Secrets",
    "Office by Link",
    "office.by.link@example.org",
}


@pytest.fixture
def review() -> Review:
    """Nothing of how it is written is meant for anybody else."""
    review = filled(begun(), o05_progress="What everybody may read.")
    people_around(review)
    delegate = UserFactory(contributor_of="CRI", name="Delegate of Secrets")
    due(review, "means", None, to=delegate, ministry="Ministry of Secrets")
    link = link_to(review, "means", name="Office by Link", email="office.by.link@example.org")
    ladder_of(review, "Step of the State")
    cleared(
        review,
        "means",
        "Step of the State",
        on_behalf_of="Minister of Secrets",
        note="Note of the State",
    )
    first = said(review, "budget", "Comment of the State", by=delegate)
    said(review, "budget", "Answer of the State", by=link, to=first)
    Client().post(at(link, "answer", "means", "budget"), {"answer-budget": "7", "base-budget": "0"})
    write(review, "has-budget", "yes", by=delegate)
    return review


def leaks(text: str) -> set[str]:
    return {secret for secret in SECRETS if secret in text}


@pytest.mark.parametrize("state", [state for state in WAYS if state != State.DRAFT])
def test_nothing_is_in_what_the_secretariat_or_the_public_reaches(
    review: Review, state: State
) -> None:
    moved(review, to=state)
    for browser in (signed_in(examiner()), Client(), signed_in(UserFactory())):
        starts = [review.desk_address, review.get_absolute_url(), "/en/reviews/"]
        answers = crawl(browser, starts, within=("/reviews/", "/desk/reviews/"))
        found = {address: leaks(answer.text) for address, answer in answers.items()}
        assert {address: secrets for address, secrets in found.items() if secrets} == {}


def test_nothing_is_in_snapshots_lists_or_content(review: Review) -> None:
    moved(review, to=State.PUBLISHED)
    assert not leaks(json.dumps(content_of(review)))
    for change in StateChange.objects.of(review):
        assert not leaks(json.dumps(change.content) + change.note)
    for item in ListedItem.objects.all():
        assert not leaks(str(item.__dict__))


def test_nothing_is_on_the_paper(review: Review) -> None:
    moved(review, to=State.PUBLISHED)
    document = document_of(review, PDF, "en")
    assert document.parts
    assert not leaks(str(document))


def test_nothing_is_in_a_mail_to_the_secretariat(review: Review) -> None:
    moved(review, to=State.UNDER_REVIEW)
    for notice in Notice.objects.filter(kind__endswith=".secretariat"):
        assert not leaks(str(notice.context))


def test_the_outbox_names_nobody_who_writes_for_a_state(review: Review) -> None:
    page = signed_in(examiner()).get(reverse("desk:outbox")).content.decode()
    assert "reviews.link" in page
    assert "Somebody who is not named here" in page
    assert not leaks(page)


def test_nor_does_an_error_say_it_there(review: Review) -> None:
    notice = Notice.objects.get(kind="reviews.link")
    Notice.objects.filter(pk=notice.pk).update(
        error="SMTPRecipientsRefused({'office.by.link@example.org': (550, b'No')})"
    )
    page = signed_in(examiner()).get(reverse("desk:outbox")).content.decode()
    assert "SMTPRecipientsRefused" in page
    assert not leaks(page)


def test_a_list_that_is_written_anew_says_no_more(review: Review) -> None:
    moved(review, to=State.PUBLISHED)
    call_command("relist", verbosity=0)
    assert not leaks(str([item.__dict__ for item in ListedItem.objects.all()]))
