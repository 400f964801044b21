"""What changed between two versions and between two forums, by word and by question."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publication.choices import State
from reviews import choices
from reviews.comparing import Comparison, Fate, Line, compare
from reviews.editions import Edition, editions_until
from reviews.models import Review
from tests.factories.publication import WAYS, moved, published
from tests.factories.reviews import begun, filled, forum, write
from tests.reviews.editions import (
    FIRST,
    NOTE,
    SECOND,
    becomes,
    corrected,
    made_from,
    published_for,
    renamed,
    withdrawn,
)

pytestmark = pytest.mark.django_db

SPLITS = choices.Succession.SPLITS


def at(review: Review, **query: str) -> str:
    words = "&".join(f"{name}={value}" for name, value in query.items())
    return f"{reverse('reviews:changes', args=[review.code])}?{words}"


def get(address: str, status: int = HTTPStatus.OK) -> str:
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


def compared(now: Review, then: Review) -> Comparison:
    return compare(newest(now), newest(then))


def newest(review: Review) -> Edition:
    return next(one for one in editions_until(review) if one.review == review)


def lines(comparison: Comparison) -> dict[str, Line]:
    return {line.key: line for part in comparison.parts for line in (*part.told, *part.same)}


def fates(comparison: Comparison) -> dict[str, Fate]:
    return {key: line.fate for key, line in lines(comparison).items()}


class TestWithinOneReview:
    @pytest.fixture
    def review(self) -> Review:
        review = published(o05_progress="We opened three offices.", budget="7", has_budget="yes")
        return corrected(
            review,
            o05_progress="We opened <b>four</b> offices.",
            has_budget="",
            consulted=["unions"],
        )

    def test_each_answer_is_told_by_word(self, review: Review) -> None:
        page = get(at(review))
        assert re.search(r"opened .*<del>three</del>.*<ins>.*four.*</ins>.* offices", page)
        assert "<b>four" not in page
        assert "3 answers are not as they were." in page
        assert "3 answers are the same." in page
        assert NOTE in page

    def test_what_was_not_said_before_and_what_is_not_any_more(self, review: Review) -> None:
        page = get(at(review))
        assert "<ins>Unions</ins>" in page
        assert "<del>Yes</del>" in page
        assert "Not answered before" in page
        assert "Not answered any more" in page

    def test_fates(self, review: Review) -> None:
        now, then = editions_until(review)
        assert fates(compare(now, then)) == {
            "lead-body": Fate.SAME,
            "consulted": Fate.ANSWERED,
            "o05-priority": Fate.SAME,
            "o05-progress": Fate.CHANGED,
            "has-budget": Fate.SILENT,
            "budget": Fate.SAME,
        }

    def test_the_pages_lead_there(self, review: Review) -> None:
        way = f"?version=2&amp;since={review.code}.1"
        for address in (
            review.get_absolute_url(),
            reverse("reviews:version", args=[review.code, 2]),
        ):
            assert f"{reverse('reviews:changes', args=[review.code])}{way}" in get(address)

    def test_any_two_can_be_chosen(self, review: Review) -> None:
        corrected(review, o05_progress="We opened five offices.")
        page = get(at(review, version="3", since=f"{review.code}.1"))
        assert "<del>three</del><ins>five</ins>" in page
        assert len(re.findall(r"<option[^>]* selected", page)) == 2
        assert "<del>four" not in page

    def test_a_first_version_has_nothing_to_be_compared_with(self) -> None:
        review = published("MEX")
        page = get(at(review))
        assert "There is nothing earlier to compare this with" in page
        assert '<form class="pair"' not in page
        assert "reviews/REV-2030-MEX/changes/" not in get(review.get_absolute_url())


class TestBetweenForums:
    def test_an_answer_is_compared_with_that_of_the_forum_before(self) -> None:
        published_for(FIRST, o05_progress="We opened three offices.")
        review = published_for(SECOND, o05_progress="We opened four offices.")
        assert f"What changed since {FIRST}" in get(review.get_absolute_url())
        page = get(at(review))
        assert "<del>three</del><ins>four</ins>" in page
        assert f"{FIRST}, version 1" in page

    def test_its_last_version_is_the_one_that_counts(self) -> None:
        before = corrected(published_for(FIRST, budget="7"), budget="8")
        review = published_for(SECOND, budget="9")
        assert "<del>8</del><ins>9</ins>" in get(at(review))
        older = get(at(review, since=f"{before.code}.1"))
        assert "<del>7</del><ins>9</ins>" in older

    def test_a_correction_is_still_told_from_the_version_before(self) -> None:
        published_for(FIRST, budget="7")
        review = corrected(published_for(SECOND, budget="8"), budget="9")
        assert "<del>7</del><ins>9</ins>" in get(at(review))
        own = get(at(review, since=f"{review.code}.1", version="2"))
        assert "<del>8</del><ins>9</ins>" in own

    def test_a_question_goes_on_under_another_name(self) -> None:
        first = forum(FIRST).questionnaires.get()
        second = made_from(first, SECOND)
        renamed(second, "budget", "spending", label="What was spent?")
        becomes(second, "budget", "spending")
        before = published_for(FIRST, budget="7")
        review = published_for(SECOND, spending="9")
        line = lines(compared(review, before))["spending"]
        assert line.fate == Fate.CHANGED
        assert [question.key for question in line.earlier] == ["budget"]
        assert "Asked then: What of budget?" in get(at(review))

    def test_a_question_that_was_split_shows_what_it_was_a_part_of(self) -> None:
        first = forum(FIRST).questionnaires.get()
        second = made_from(first, SECOND)
        becomes(second, "o05-progress", "o05-progress", "lead-body", how=SPLITS)
        published_for(FIRST, o05_progress="Offices and vans.")
        review = published_for(SECOND, o05_progress="Offices.")
        page = get(at(review))
        assert page.count("Part of an earlier question") == 2
        assert "Offices and vans.</blockquote>" in page
        assert "<del>" not in page

    def test_what_is_asked_no_longer_and_what_is_new(self) -> None:
        first = forum(FIRST).questionnaires.get()
        second = made_from(first, SECOND)
        renamed(second, "information-up-to", "counted-on")
        becomes(second, "information-up-to")
        becomes(second, "budget")
        before = published_for(FIRST, budget="7", information_up_to="2026-03-31")
        review = published_for(SECOND, budget="9", counted_on="2030-03-31")
        comparison = compared(review, before)
        assert comparison.parts[-1].section is None
        retired = [line.key for line in comparison.parts[-1].told]
        assert retired == ["budget", "information-up-to"]
        assert fates(comparison)["counted-on"] == Fate.ASKED
        page = get(at(review))
        assert "No longer asked" in page
        assert "<del>31 March 2026</del>" in page
        assert "Newly asked" in page

    def test_texts_in_two_languages_are_not_compared_by_word(self) -> None:
        published_for(FIRST, language="es", o05_progress="Tres oficinas.", budget="7")
        review = published_for(SECOND, o05_progress="Four offices.", budget="9")
        page = get(at(review))
        assert "The two reviews are in two languages." in page
        assert re.search(r'lang="es" dir="auto">Tres oficinas\.</blockquote>', page)
        assert re.search(r'lang="en" dir="auto">Four offices\.</blockquote>', page)
        assert "<del>7</del><ins>9</ins>" in page

    def test_not_applicable_is_compared_with_its_reason(self) -> None:
        published_for(FIRST, o05_progress="Ports.")
        review = filled(begun(cycle=forum(SECOND)))
        write(review, "o05-progress", "", not_applicable=True, reason="No coast.")
        page = get(at(moved(review, to=State.PUBLISHED)))
        assert re.search(r"<del>Ports.*Not applicable", page, re.DOTALL)

    def test_a_later_forum_is_not_earlier(self) -> None:
        review = published_for(FIRST, budget="7")
        later = published_for(SECOND, budget="9")
        assert "What changed since" not in get(review.get_absolute_url())
        get(at(review, since=f"{later.code}.1"), HTTPStatus.BAD_REQUEST)

    def test_no_other_state_is_compared_with(self) -> None:
        other = published_for(FIRST, "MEX", budget="7")
        review = published_for(SECOND, "CRI", budget="9")
        get(at(review, since=f"{other.code}.1"), HTTPStatus.BAD_REQUEST)
        assert "There is nothing earlier" in get(at(review))


class TestWhatMayBeSeen:
    @pytest.mark.parametrize("state", [state for state in WAYS if state != State.PUBLISHED])
    def test_an_earlier_review_that_is_not_published_is_not_there(self, state: State) -> None:
        before = filled(begun(cycle=forum(FIRST)), o05_progress="Unripe.")
        moved(before, to=state)
        review = published_for(SECOND, o05_progress="Ripe.")
        assert "Unripe" not in get(at(review))
        refused = get(at(review, since=f"{before.code}.1"), HTTPStatus.BAD_REQUEST)
        assert "Unripe" not in refused

    def test_nor_is_one_that_was_withdrawn(self) -> None:
        before = withdrawn(published_for(FIRST, o05_progress="Withdrawn words."))
        review = published_for(SECOND, o05_progress="Ripe.")
        assert "Withdrawn words" not in get(at(review))
        get(at(review, since=f"{before.code}.1"), HTTPStatus.BAD_REQUEST)

    @pytest.mark.parametrize("state", [state for state in WAYS if state != State.PUBLISHED])
    def test_before_publication_nothing_is_compared(self, state: State) -> None:
        published_for(FIRST)
        review = moved(filled(begun(cycle=forum(SECOND))), to=state)
        get(at(review), HTTPStatus.NOT_FOUND)


class TestBadInput:
    @pytest.mark.parametrize(
        "query",
        [
            {"since": "nothing"},
            {"since": "REV-2030-CRI.2"},
            {"since": "REV-2030-CRI.9"},
            {"since": "REV-2030-CRI"},
            {"version": "9"},
            {"version": "0"},
            {"version": "one"},
            {"version": "²"},
            {"version": "9" * 5000},
            {"since": "%3Cscript%3Ealert(1)%3C/script%3E"},
        ],
    )
    def test_it_says_what_there_is_not(self, query: dict[str, str]) -> None:
        review = corrected(published(budget="7"), budget="8")
        page = get(at(review, **query), HTTPStatus.BAD_REQUEST)
        assert "Error:" in page
        assert "There is no version “" in page
        assert "<script>alert" not in page

    def test_other_words_of_the_address_do_no_harm(self) -> None:
        get(at(corrected(published(budget="7"), budget="8"), utm_source="x"))


class TestQueries:
    @pytest.mark.parametrize("count", [1, 3])
    def test_changes_cost_the_same_however_many_there_are(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        answers = {"budget": "7", "has_budget": "yes", "o05_progress": "x"}
        later = {"budget": "9", "has_budget": "no", "o05_progress": "y"}
        for year in (2018, 2022, FIRST)[-count:]:
            published_for(year, **dict(list(answers.items())[:count]))
        review = published_for(SECOND, **dict(list(later.items())[:count]))
        get(at(review))
        with django_assert_num_queries(16):
            get(at(review))
