"""“Ana is writing here”: who is there, told to the others and to nobody else, and not for long."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from redis.exceptions import ConnectionError as LineIsDown

from publication.choices import State
from reviews.delegation import presence
from reviews.delegation.presence import Present, others, tell
from reviews.models import Review
from tests.desk.access import signed_in
from tests.factories.delegation import at, link_to
from tests.factories.publication import review_in
from tests.factories.reviews import begun, focal_point_of, handed_over, people_around, section_of
from tests.factories.stakeholders import UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2030, 1, 15, 12, tzinfo=UTC)
HERE = "/en/desk/reviews/REV-2030-CRI/methodology/here/"


@pytest.fixture(autouse=True)
def _nobody_is_here() -> None:
    cache.clear()


@pytest.fixture
def review() -> Review:
    return begun()


@pytest.fixture
def focal(review: Review) -> Client:
    return signed_in(focal_point_of("CRI"))


def ask(browser: Client, address: str = HERE, seen: str = "") -> Any:
    return browser.post(address, {"seen": seen}, headers={"HX-Request": "true"})


class TestWhoIsThere:
    def test_one_does_not_meet_oneself(self, review: Review) -> None:
        section, ana = section_of(review, "methodology"), focal_point_of("CRI")
        tell(section, ana, NOW)
        assert others(section, ana, NOW) == []

    def test_who_writes_is_told_with_the_question_and_comes_first(self, review: Review) -> None:
        section, ana = section_of(review, "methodology"), focal_point_of("CRI")
        bea, link = UserFactory(focal_point_of="CRI", name="Bea Ruiz"), link_to(review)
        tell(section, bea, NOW)
        tell(section, link, NOW, "lead-body")
        assert others(section, ana, NOW) == [
            Present("Ministry of Health", "lead-body"),
            Present("Bea Ruiz", ""),
        ]

    def test_one_stays_at_the_question_while_the_page_tells_again(self, review: Review) -> None:
        section, link = section_of(review, "methodology"), link_to(review)
        tell(section, link, NOW, "lead-body")
        later = NOW + timedelta(seconds=30)
        tell(section, link, later)
        assert others(section, focal_point_of("CRI"), later)[0].question == "lead-body"

    def test_who_stopped_writing_has_it_open_still(self, review: Review) -> None:
        section, link = section_of(review, "methodology"), link_to(review)
        tell(section, link, NOW, "lead-body")
        for seconds in (20, 40, 60, 80):
            tell(section, link, NOW + timedelta(seconds=seconds))
        later = NOW + timedelta(seconds=81)
        assert others(section, focal_point_of("CRI"), later) == [Present("Ministry of Health", "")]

    def test_who_went_away_is_forgotten(self, review: Review) -> None:
        section, link = section_of(review, "methodology"), link_to(review)
        tell(section, link, NOW)
        assert others(section, focal_point_of("CRI"), NOW + timedelta(seconds=49))
        assert not others(section, focal_point_of("CRI"), NOW + timedelta(seconds=51))

    def test_another_section_is_another_place(self, review: Review) -> None:
        tell(section_of(review, "methodology"), link_to(review), NOW)
        assert not others(section_of(review, "means"), focal_point_of("CRI"), NOW)

    def test_a_user_and_a_link_of_one_number_are_two(self, review: Review) -> None:
        section, ana = section_of(review, "methodology"), focal_point_of("CRI")
        link = link_to(review)
        link.pk = ana.pk
        tell(section, link, NOW)
        assert others(section, ana, NOW) == [Present("Ministry of Health", "")]

    def test_without_the_cache_nobody_is_there_and_nothing_breaks(
        self, review: Review, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Down:
            def get(self, _key: str) -> None:
                raise LineIsDown

        monkeypatch.setattr(presence, "cache", Down())
        section, ana = section_of(review, "methodology"), focal_point_of("CRI")
        tell(section, ana, NOW)
        assert others(section, ana, NOW) == []


class TestThePage:
    def test_the_section_asks_again_and_again(self, focal: Client) -> None:
        page = focal.get("/en/desk/reviews/REV-2030-CRI/methodology/").content.decode()
        assert f'hx-post="{HERE}"' in page
        assert "every 20s" in page
        assert 'id="here-lead-body"' in page

    def test_who_saves_an_answer_writes_there(self, focal: Client, review: Review) -> None:
        link = link_to(review)
        fields = {"answer-lead-body": "The Ministry", "base-lead-body": "0"}
        Client().post(at(link, "answer", "methodology", "lead-body"), fields)
        part = ask(focal).content.decode()
        assert "Ministry of Health is writing here" in part
        assert 'href="#q-lead-body"' in part
        assert part.count("hx-swap-oob") == 2

    def test_who_only_looks_has_it_open(self, focal: Client, review: Review) -> None:
        link = link_to(review)
        ask(Client(), at(link, "presence", "methodology"))
        assert "Ministry of Health has this section open" in ask(focal).content.decode()

    def test_it_answers_only_where_something_has_changed(
        self, focal: Client, review: Review
    ) -> None:
        assert ask(focal).status_code == 204
        ask(Client(), at(link_to(review), "presence", "methodology"))
        part = ask(focal).content.decode()
        seen = part.split('name="seen" value="')[1].split('"')[0]
        assert seen
        assert ask(focal, seen=seen).status_code == 204
        cache.clear()
        assert "Ministry" not in ask(focal, seen=seen).content.decode()

    def test_the_link_is_told_of_the_others_too(self, focal: Client, review: Review) -> None:
        ask(focal)
        part = ask(Client(), at(link_to(review), "presence", "methodology")).content.decode()
        assert focal_point_of("CRI").name in part

    def test_no_row_is_written(
        self, focal: Client, review: Review, django_assert_max_num_queries: Any
    ) -> None:
        ask(focal)
        with django_assert_max_num_queries(7) as queries:
            ask(focal)
        assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)


class TestWhoAsks:
    def test_everybody(self, review: Review) -> None:
        people = people_around(review)
        found = {role: ask(signed_in(user)).status_code for role, user in people.items() if user}
        own = {"focal point", "second focal point", "contributor with a section"}
        assert {role for role, status in found.items() if status != 404} == own
        assert ask(Client()).status_code == 286

    def test_in_a_section_that_was_not_handed_over(self, review: Review) -> None:
        person = handed_over(review, "methodology")
        address = reverse("review_desk:presence", args=[review.code, "means"])
        assert ask(signed_in(person), address).status_code == 404

    def test_what_is_submitted_is_asked_no_more_and_tells_the_secretariat_nothing(self) -> None:
        review_in(State.SUBMITTED)
        for person in (focal_point_of("CRI"), UserFactory(secretariat=True)):
            response = ask(signed_in(person))
            assert response.status_code == 286
            assert response.content == b""

    def test_a_get_is_not_taken(self, focal: Client) -> None:
        assert focal.get(HERE).status_code == 405
