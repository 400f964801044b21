"""The board: whose each section is, until when, how far it is cleared; and for whom that is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from publication.choices import State
from reviews.models import Review, ReviewSection
from tests.desk.access import signed_in
from tests.factories.delegation import cleared, due, ended, ladder_of, link_to, said
from tests.factories.publication import examiner, moved
from tests.factories.reviews import begun, filled, focal_point_of, handed_over, section_of
from tests.factories.stakeholders import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

BOARD = "/en/desk/reviews/REV-2030-CRI/"
HAND_OVER = f"{BOARD}means/hand-over/"


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def board(browser: Client) -> str:
    return browser.get(BOARD).content.decode().split('<ul class="board">')[1].split("</ul>")[0]


class TestWhatItShows:
    def test_ministry_person_link_and_day(self, browser: Client, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", name="Ana Mora")
        due(review, "means", date(2031, 1, 15), to=ana, ministry="Ministry of Finance")
        link_to(review, "means")
        page = board(browser)
        for words in ("Ministry of Finance", "Ana Mora", "Ministry of Health", "15 January 2031"):
            assert words in page
        assert "Overdue" not in page

    def test_what_is_late_and_not_complete(self, browser: Client, review: Review) -> None:
        section = due(review, "means", timezone.localdate() - timedelta(days=1))
        assert "Overdue" in board(browser)
        section.completed_at, section.completed_by = timezone.now(), focal_point_of("CRI")
        section.save()
        assert "Overdue" not in board(browser)

    def test_a_link_that_has_ended_is_gone_from_it(self, browser: Client, review: Review) -> None:
        ended(link_to(review, "means"))
        assert "Ministry of Health" not in board(browser)

    def test_how_many_comments_are_open(self, browser: Client, review: Review) -> None:
        first = said(review, "budget", "One")
        said(review, "budget", "An answer", to=first)
        said(review, "has-budget", "Two")
        assert "2 open comments" in board(browser)

    def test_clearance_is_offered_once_there_is_a_ladder(
        self, browser: Client, review: Review
    ) -> None:
        assert "/clearance/" not in board(browser)
        ladder_of(review)
        assert board(browser).count("/clearance/") == 3
        cleared(review, "means", "Drafted")
        assert "Drafted" in board(browser)

    def test_what_is_around_it_is_a_link_away(self, browser: Client) -> None:
        page = browser.get(BOARD).content.decode().split('id="around"')[1]
        for name in ("owing", "links", "ladder", "comments", "handover"):
            assert f'href="{BOARD}{name}/"' in page


class TestForWhom:
    def test_a_contributor_sees_the_own_sections_and_leads_nothing(self, review: Review) -> None:
        due(review, "means", None, ministry="Ministry of Finance")
        ana = handed_over(review, "methodology")
        page = signed_in(ana).get(BOARD).content.decode()
        assert "Section methodology" in page
        assert "Ministry of Finance" not in page
        for name in ("owing", "links", "ladder", "comments", "handover", "clearance", "hand-over"):
            assert f"/{name}/" not in page

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.PUBLISHED])
    def test_the_secretariat_sees_titles_and_states_alone(self, state: State) -> None:
        review = filled(begun())
        ana = UserFactory(contributor_of="CRI", name="Ana Mora")
        due(review, "means", date(2031, 1, 15), to=ana, ministry="Ministry of Finance")
        ladder_of(review)
        cleared(review, "means", "Drafted")
        said(review, "budget", "One")
        moved(review, to=state)
        page = board(signed_in(examiner()))
        assert "Section means" in page
        for hidden in ("Ana Mora", "Ministry of Finance", "15 January", "Drafted", "comment"):
            assert hidden not in page


class TestHandingOver:
    def test_a_ministry_with_nobody_in_the_portal(self, browser: Client, review: Review) -> None:
        fields = {"ministry": "Ministry of Finance", "assignee": "", "due_on": "2031-01-15"}
        assert browser.post(HAND_OVER, fields).status_code == 302
        section = section_of(review, "means")
        assert (section.ministry, section.assignee) == ("Ministry of Finance", None)
        assert section.due_on == date(2031, 1, 15)

    def test_a_name_that_is_too_long_is_refused_and_not_lost(
        self, browser: Client, review: Review
    ) -> None:
        response = browser.post(HAND_OVER, {"ministry": "x" * 161})
        assert response.status_code == 422
        assert "x" * 161 in response.content.decode()
        assert not ReviewSection.objects.exclude(ministry="").exists()

    def test_it_leads_to_a_link_for_this_section(self, browser: Client) -> None:
        assert f'href="{BOARD}links/?section=means"' in browser.get(HAND_OVER).content.decode()

    def test_it_is_kept_while_one_signs_in_again(self, review: Review) -> None:
        browser, person = Client(), focal_point_of("CRI")
        browser.post(HAND_OVER, {"ministry": "Ministry of Finance"})
        browser.post("/en/accounts/login/", {"login": person.email, "password": PASSWORD})
        assert 'value="Ministry of Finance"' in browser.get(HAND_OVER).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_however_much_is_shared_out(
    browser: Client, review: Review, count: int, django_assert_num_queries: Any
) -> None:
    ladder_of(review)
    for key, question in list(
        zip(
            ("methodology", "objective-5", "means"),
            ("lead-body", "o05-progress", "budget"),
            strict=True,
        )
    )[:count]:
        handed_over(review, key)
        link_to(review, key)
        cleared(review, key, "Drafted")
        said(review, question, "One")
    browser.get(BOARD)
    with django_assert_num_queries(15):
        browser.get(BOARD)
