"""The page of a pledge as everybody reads it, and what it costs."""

import gzip
import re
from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from pledges.choices import PartnerState, Side, Stage
from pledges.models import Pledge
from pledges.services import attach
from publication.choices import State
from publication.services import cite
from stakeholders.models import Organisation
from tests.factories.pledges import (
    DESCRIPTION,
    TITLE,
    author_of,
    begun,
    part,
    partner,
    pdf,
    pledge_in,
    principle,
    published,
    reported,
    staged,
    target,
    whole,
)
from tests.factories.publication import moved
from tests.factories.publication import published as published_review
from tests.factories.reviews import focal_point_of
from tests.factories.stakeholders import state

pytestmark = pytest.mark.django_db


def page(pledge: Pledge, language: str = "en") -> str:
    address = pledge.get_absolute_url().replace("/en/", f"/{language}/")
    response = Client().get(address)
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def rich(many: int = 1) -> Pledge:
    """With so many of everything that it may have several of."""
    pledge = whole(
        begun(state("CRI")),
        objectives=list(range(4, 4 + many)),
        actions=[f"{n}(a)" for n in range(4, 4 + many)],
        countries=[f"CA{'ABCDEF'[n]}" for n in range(many)],
        natures=["financial", "technical"],
        amount=Decimal(5000000),
        currency="USD",
        starts_on=date(2027, 1, 1),
        ends_on=date(2028, 12, 31),
    )
    pledge.principles.set([principle(number) for number in range(1, many + 1)])
    for number in range(many):
        part(pledge, f"Part {number}")
        partner(pledge)
    for number in range(1, many):
        target(pledge, indicator=f"Indicator {number}")
    for number in range(many):
        attach(pledge=pledge, file=pdf(content=pdf().read() + b"%" * number), by=author_of(pledge))
    moved(pledge, to=State.PUBLISHED)
    cited = published(title="Cited")
    for goal in pledge.targets.all():
        reported(goal, cites=cited.code)
        reported(goal, 7)
    for _number in range(many):
        staged(pledge, Stage.IN_PROGRESS)
        other = published(title="An answer", kind="matching", answers_to=pledge)
        cite(source=other, part="", code=pledge.code, by=author_of(other))
    return pledge


def test_it_says_all_that_is_public() -> None:
    pledge = rich()
    text = page(pledge)
    for words in (
        pledge.code,
        TITLE,
        DESCRIPTION[:60],
        "Costa Rica" if pledge.organisation.name == "Costa Rica" else pledge.organisation.name,
        str(pledge.partners.get()),
        "Self-reported",
        "<b>a)</b> <span>Part 0</span>",
        "Desks that are open",
        "5,000,000 USD",
        "4(a)",
        "Financial, Technical; National",
        "January 2027",
        "plan.pdf",
        "Answered by",
        "Cited by",
        "Backed by",
        "Version 1",
        "Cite this",
        'aria-label="Objectives 4 of 23"',
        "In progress",
        "News within 12 months",
    ):
        assert words in text, words


def test_the_citation_has_its_whole_address() -> None:
    pledge = published()
    assert f"http://testserver/en/pledges/{pledge.code}/" in page(pledge)


def test_a_bar_stands_beside_its_table() -> None:
    pledge = published()
    reported(pledge.targets.get(), 9)
    text = page(pledge)
    assert '<rect class="done" width="75" height="4"/>' in text
    table = text[text.index("<table") : text.index("</table>")]
    cells = re.findall(r'<td class="number">([^<]+)</td>', table)
    assert cells == ["0", "12", "9"]
    assert "style=" not in text


def test_a_pledge_from_before_the_portal_may_have_no_target() -> None:
    pledge = published()
    pledge.targets.all().delete()
    assert "It was made without a target." in page(pledge)


def test_words_in_another_language_say_so_and_carry_it() -> None:
    pledge = published(language="ar", title="مكتب في كل مقاطعة", description="نص " * 150)
    text = page(pledge)
    assert '<h1 lang="ar" dir="auto">' in text
    assert "The pledge is in" in text
    assert "The pledge is in" not in page(pledge, "ar")


def test_what_people_write_is_no_markup() -> None:
    words = "<script>alert(1)</script> " + DESCRIPTION
    pledge = published(title="<b>Bold</b>", description=words)
    part(pledge, "<img src=x>")
    goal = pledge.targets.get()
    reported(goal, evidence="<i>seen</i> [here](javascript:alert(1))")
    text = page(pledge)
    assert "<script>alert" not in text
    assert "<b>Bold" not in text
    assert "<img src=x" not in text
    assert 'href="javascript' not in text


def test_an_answer_is_shown_at_both_ends_once_it_is_published() -> None:
    need = published(title="Trainers wanted", side=Side.NEED)
    answer = whole(begun(), title="Trainers offered", kind="matching", answers_to=need)
    assert "Trainers offered" not in page(need)
    moved(answer, to=State.PUBLISHED)
    assert "Trainers offered" in page(need)
    assert "Trainers wanted" in page(answer)


def test_a_review_that_cites_it_is_shown() -> None:
    review = published_review("CRI")
    pledge = published()
    cite(source=review, part="lead-body", code=pledge.code, by=focal_point_of("CRI"))
    assert review.code in page(pledge)


@pytest.mark.parametrize("code", ["PLG-2030-9999", "plg-2030-0001", "x", "PLG"])
def test_what_is_not_there_is_not_found(code: str) -> None:
    published()
    assert Client().get(f"/en/pledges/{code}/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("many", [1, 3])
def test_more_of_everything_is_no_more_queries(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pledge = rich(many)
    page(pledge)
    with django_assert_num_queries(20):
        page(pledge)


@pytest.mark.parametrize("many", [1, 3])
def test_a_version_costs_the_same_whatever_it_holds(
    many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pledge = rich(many)
    at = reverse("pledges:version", args=[pledge.code, 1])
    Client().get(at)
    with django_assert_num_queries(13):
        Client().get(at)


def weight(text: str) -> int:
    """Of a page with everything that it needs, as it goes over the wire."""
    needed = re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', text)
    files = [settings.BASE_DIR / "static" / name for name in dict.fromkeys(needed)]
    parts = [text.encode(), *(file.read_bytes() for file in files)]
    return sum(len(gzip.compress(part)) for part in parts)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_it_is_light(language: str) -> None:
    pledge = rich(3)
    Pledge.objects.filter(pk=pledge.pk).update(description=DESCRIPTION * 8)
    assert weight(page(pledge, language)) < 60_000


def test_the_largest_pledge_that_one_can_make_is_light_too() -> None:
    pledge = whole(begun(), description="字" * 3000, objectives=list(range(1, 24)))
    for number in range(20):
        part(pledge, "Words " * 150)
        target(pledge, indicator=f"Indicator {number} " * 10)
    moved(pledge, to=State.PUBLISHED)
    for goal in pledge.targets.all():
        for value in range(3):
            reported(goal, value, evidence="Source " * 100)
    assert weight(page(pledge)) < 60_000


@pytest.mark.parametrize("state_of_partner", [PartnerState.INVITED, PartnerState.DECLINED])
def test_whoever_is_not_in_is_not_named(state_of_partner: PartnerState) -> None:
    pledge = published()
    asked = partner(pledge, state_of_partner)
    assert str(asked.organisation) not in page(pledge)


def test_former_partners_of_a_draft_are_not_named() -> None:
    pledge = pledge_in(State.DRAFT)
    left = partner(pledge, PartnerState.LEFT)
    moved(pledge, to=State.PUBLISHED)
    assert "Former partners" not in page(pledge)
    assert str(left.organisation) not in page(pledge)


def test_a_demonstration_says_so() -> None:
    pledge = published()
    assert ">Demonstration</span>" not in page(pledge)
    Pledge.objects.update(is_demonstration=True)
    assert ">Demonstration</span>" in page(pledge)


def test_files_are_downloaded_under_their_own_name() -> None:
    pledge = pledge_in(State.DRAFT)
    file = attach(pledge=pledge, file=pdf("План действий.pdf"), by=author_of(pledge))
    moved(pledge, to=State.PUBLISHED)
    response: Any = Client().get(reverse("pledges:file", args=[pledge.code, file.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content) == pdf().read()


class TestNeedsAndOffers:
    def get(self, **query: Any) -> str:
        response = Client().get(reverse("pledges:needs_and_offers"), query)
        assert response.status_code == HTTPStatus.OK
        return response.content.decode()

    def need(self, **fields: Any) -> Pledge:
        return published(side=Side.NEED, **{"title": "A need", **fields})

    def offer(self, title: str, **fields: Any) -> Pledge:
        return published(side=Side.OFFER, title=title, **fields)

    def test_needs_come_first_and_offers_on_demand(self) -> None:
        self.need()
        self.offer("Trainers", objectives=[20])
        published(title="Neither")
        assert 'data-count="1"' in self.get()
        assert "A need" in self.get()
        assert "Trainers" not in self.get()
        assert "Trainers" in self.get(side="offer")
        assert "Neither" not in self.get(side=["need", "offer"])

    def test_what_may_meet_is_suggested_with_the_reasons(self) -> None:
        self.need(objectives=[5, 12], countries=["KEN"], natures=["technical"])
        self.offer("Trainers", objectives=[12], countries=["KEN"], natures=["technical"])
        text = self.get()
        assert "Trainers" in text
        assert "Same objective: 12 Label 12" in text
        assert "Same country: Country KEN" in text
        assert "Same kind of help: Technical" in text

    def test_an_objective_must_be_shared(self) -> None:
        self.need(objectives=[5], countries=["KEN"])
        self.offer("Elsewhere", objectives=[20], countries=["KEN"])
        text = self.get()
        assert "Elsewhere" not in text
        assert "Nothing that meets it is published yet." in text

    def test_who_has_more_in_common_comes_first_and_there_are_three_at_most(self) -> None:
        self.need(objectives=[5], countries=["KEN"], natures=["financial"])
        self.offer("Objective and kind", objectives=[5], natures=["financial"])
        self.offer("Objective alone", objectives=[5], natures=["material"])
        self.offer("All three", objectives=[5], countries=["KEN"], natures=["financial"])
        self.offer("Objective and country", objectives=[5], countries=["KEN"])
        titles = ["All three", "Objective and country", "Objective and kind"]
        text = self.get()
        places = [text.index(title) for title in titles]
        assert places == sorted(places)
        assert "Objective alone" not in text

    def test_drafts_are_not_suggested(self) -> None:
        self.need()
        whole(begun(), side=Side.OFFER, title="Hidden")
        assert "Hidden" not in self.get()

    def test_it_is_narrowed_like_the_list(self) -> None:
        self.need(objectives=[5])
        self.need(objectives=[20], title="Another need")
        assert 'data-count="1"' in self.get(objective="20")
        response = Client().get(reverse("pledges:needs_and_offers"), {"objective": "99"})
        assert response.status_code == HTTPStatus.BAD_REQUEST
        response = Client().get(reverse("pledges:needs_and_offers"), {"side": "both"})
        assert response.status_code == HTTPStatus.BAD_REQUEST

    @pytest.mark.parametrize("many", [1, 3])
    def test_more_needs_are_no_more_queries(
        self, many: int, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for _number in range(many):
            self.need()
            self.offer("An offer")
        self.get()
        with django_assert_num_queries(6):
            self.get()

    def test_a_need_shows_the_offers_that_may_meet_it_on_its_own_page(self) -> None:
        need = self.need(objectives=[5])
        offer = self.offer("Trainers", objectives=[5])
        self.offer("Elsewhere", objectives=[20])
        assert "Offers that may meet it" in page(need)
        assert "Trainers" in page(need)
        assert "Elsewhere" not in page(need)
        assert "A need" in page(offer)
        assert "may meet it" not in page(published(title="Neither", objectives=[5]))

    def test_an_empty_portal_has_the_page_too(self) -> None:
        assert 'data-count="0"' in self.get()


def test_the_sheet_of_pledges_is_small() -> None:
    sheet = (settings.BASE_DIR / "static/css/pledges.css").read_bytes()
    assert len(gzip.compress(sheet)) < 3_000


def test_organisations_without_a_country_are_shown_too() -> None:
    pledge = published()
    assert isinstance(pledge.organisation, Organisation)
    assert pledge.organisation.country is None
    assert pledge.organisation.name in page(pledge)
