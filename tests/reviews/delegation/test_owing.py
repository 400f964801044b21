"""Who still owes what: on one screen, nudged by a person, and never twice on a day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from notices.letters import compose
from notices.models import Notice
from publication.choices import State
from reviews.delegation.links import revoke_link
from reviews.delegation.nudging import OwesNothingError, nudge
from reviews.delegation.owing import debts_in
from reviews.delegation.tokens import token_of
from reviews.models import Review
from reviews.services import NotAllowedError, mark_section
from reviews.writers import key_of
from tests.desk.access import signed_in
from tests.factories.delegation import due, ended, link_to
from tests.factories.publication import WAYS, moved
from tests.factories.reviews import (
    begun,
    filled,
    focal_point_of,
    forum,
    handed_over,
    people_around,
    section_of,
)
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/en/desk/reviews/REV-2030-CRI/owing/"


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def browser(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def owed(review: Review) -> list[tuple[str, set[str]]]:
    """Who, and the keys of the sections."""
    return [
        (str(debt.writer or debt.ministry), {section.section.key for section in debt.sections})
        for debt in debts_in(review)
    ]


class TestWhoOwes:
    def test_people_links_ministries_and_what_nobody_has(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", name="Ana Mora")
        due(review, "methodology", date(2030, 2, 1), to=ana, ministry="Ministry of Labour")
        due(review, "means", date(2030, 1, 15), ministry="Ministry of Finance")
        link_to(review, "objective-5", "methodology")
        assert owed(review) == [
            ("Ana Mora", {"methodology"}),
            ("Ministry of Health", {"methodology", "objective-5"}),
            ("Ministry of Finance", {"means"}),
        ]

    def test_what_nobody_has_comes_last(self, review: Review) -> None:
        ana = handed_over(review, "means")
        assert owed(review) == [(str(ana), {"means"}), ("", {"methodology", "objective-5"})]

    def test_who_is_first_due_comes_first(self, review: Review) -> None:
        first, last = (UserFactory(contributor_of="CRI") for _turn in range(2))
        due(review, "methodology", date(2030, 2, 1), to=last)
        due(review, "means", date(2030, 1, 1), to=first)
        handed_over(review, "objective-5")
        assert [who for who, _keys in owed(review)][:2] == [str(first), str(last)]

    def test_what_is_complete_is_owed_no_more(self, review: Review) -> None:
        filled(review)
        ana = handed_over(review, "methodology")
        mark_section(section=section_of(review, "methodology"), complete=True, by=ana)
        assert owed(review) == [("", {"objective-5", "means"})]

    def test_a_link_that_is_closed_owes_nothing(self, review: Review) -> None:
        ended(link_to(review))
        revoke_link(link=link_to(review), by=focal_point_of("CRI"))
        assert owed(review) == [("", {"methodology", "objective-5", "means"})]

    def test_who_is_no_longer_a_contributor_is_marked(
        self, browser: Client, review: Review
    ) -> None:
        ana = handed_over(review, "methodology")
        ana.memberships.update(until=timezone.now())
        debt = next(debt for debt in debts_in(review) if debt.writer == ana)
        assert not debt.may_write
        page = browser.get(ADDRESS).content.decode()
        assert "No longer a contributor" in page
        assert 'name="nudge"' not in page

    def test_what_is_late_is_late_from_the_day_after(self, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI")
        section = due(review, "means", date(2030, 1, 15), to=ana)
        (debt, _rest) = debts_in(review)
        assert debt.late(date(2030, 1, 15)) == []
        assert [late.pk for late in debt.late(date(2030, 1, 16))] == [section.pk]


class TestTheScreen:
    def test_it_has_all_of_it(self, browser: Client, review: Review) -> None:
        ana = UserFactory(contributor_of="CRI", name="Ana Mora")
        due(review, "methodology", timezone.localdate() - timedelta(days=1), to=ana)
        due(review, "means", None, ministry="Ministry of Finance")
        link_to(review, "objective-5")
        page = browser.get(ADDRESS).content.decode()
        for words in (
            "Ana Mora",
            "Overdue",
            "Ministry of Finance",
            "Nobody there has access",
            "Ministry of Health",
            "By link",
            "Nudge all who have sections",
        ):
            assert words in page
        assert page.count('name="nudge"') == 2

    def test_when_all_is_complete_it_says_so(self, browser: Client, review: Review) -> None:
        filled(review)
        for key in ("methodology", "objective-5", "means"):
            section = section_of(review, key)
            mark_section(section=section, complete=True, by=focal_point_of("CRI"))
        assert "Every section is complete." in browser.get(ADDRESS).content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_however_many_owe(
        self, browser: Client, review: Review, count: int, django_assert_num_queries: Any
    ) -> None:
        for key in ("methodology", "objective-5", "means")[:count]:
            handed_over(review, key)
            link_to(review, key)
        browser.get(ADDRESS)
        with django_assert_num_queries(8):
            browser.get(ADDRESS)


class TestNudging:
    def test_one_is_written_to_with_what_is_owed(self, browser: Client, review: Review) -> None:
        ana = handed_over(review, "methodology")
        response = browser.post(ADDRESS, {"nudge": key_of(ana)}, follow=True)
        assert "1 mail is on its way." in response.content.decode()
        notice = Notice.objects.get(kind="reviews.nudge")
        assert notice.recipient == ana
        body = str(compose(notice).body)
        assert "Section methodology" in body
        assert focal_point_of("CRI").name in body
        assert f"https://testserver/en/desk/reviews/{review.code}/" in body

    def test_a_link_is_nudged_with_its_own_address(self, browser: Client, review: Review) -> None:
        link = link_to(review)
        browser.post(ADDRESS, {"nudge": key_of(link)})
        notice = Notice.objects.get(kind="reviews.nudge-by-link")
        assert (notice.recipient, notice.email) == (None, "health@example.org")
        assert token_of(link) in str(compose(notice).body)
        assert token_of(link) not in str(notice.__dict__)

    def test_all_at_once(self, browser: Client, review: Review) -> None:
        handed_over(review, "methodology")
        link_to(review, "means")
        due(review, "objective-5", None, ministry="Ministry of Finance")
        response = browser.post(ADDRESS, {"all": "yes"}, follow=True)
        assert "2 mails are on their way." in response.content.decode()

    def test_once_a_day(self, browser: Client, review: Review) -> None:
        ana = handed_over(review, "methodology")
        for _turn in range(2):
            response = browser.post(ADDRESS, {"nudge": key_of(ana)}, follow=True)
        assert "They were written to today already." in response.content.decode()
        assert Notice.objects.filter(kind="reviews.nudge").count() == 1

    def test_again_on_another_day(self) -> None:
        with time_machine.travel(datetime(2030, 1, 15, 12, tzinfo=UTC), tick=False) as clock:
            review = begun(cycle=forum())
            ana, by = handed_over(review, "methodology"), focal_point_of("CRI")
            assert nudge(review=review, keys=[key_of(ana)], by=by) == 1
            assert nudge(review=review, keys=[key_of(ana)], by=by) == 0
            clock.shift(timedelta(days=1))
            assert nudge(review=review, keys=[key_of(ana)], by=by) == 1

    @pytest.mark.parametrize("key", ["", "user-0", "link-1", "nobody", "user-²", "<script>"])
    def test_who_owes_nothing_is_not_written_to(
        self, browser: Client, review: Review, key: str
    ) -> None:
        handed_over(review, "methodology")
        response = browser.post(ADDRESS, {"nudge": key})
        assert response.status_code == 409
        assert "this part is no longer owed" in response.content.decode()
        assert not Notice.objects.filter(kind__startswith="reviews.nudge").exists()

    def test_if_one_cannot_nobody_is(self, review: Review) -> None:
        ana = handed_over(review, "methodology")
        with pytest.raises(OwesNothingError):
            nudge(review=review, keys=[key_of(ana), "link-0"], by=focal_point_of("CRI"))
        assert not Notice.objects.filter(kind="reviews.nudge").exists()

    @pytest.mark.parametrize("state", WAYS)
    def test_only_a_focal_point_of_a_draft_nudges(self, state: State) -> None:
        review = filled(begun())
        people = people_around(review)
        contributor = people["contributor with a section"]
        assert contributor
        moved(review, to=state)
        nudged = set()
        for role, user in people.items():
            if user is None:
                continue
            try:
                nudge(review=review, keys=[key_of(contributor)], by=user)
            except NotAllowedError:
                continue
            nudged.add(role)
        wanted = {"focal point", "second focal point"} if state == State.DRAFT else set()
        assert nudged == wanted

    def test_once_submitted_there_is_no_button_and_a_nudge_is_refused(self) -> None:
        review = filled(begun())
        ana = handed_over(review, "methodology")
        moved(review, to=State.SUBMITTED)
        browser = signed_in(focal_point_of("CRI"))
        assert 'name="nudge"' not in browser.get(ADDRESS).content.decode()
        assert browser.post(ADDRESS, {"nudge": key_of(ana)}).status_code == 409
