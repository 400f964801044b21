"""A published review as everybody reads it: an address for each answer, safe in every script."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publication.choices import State
from publication.models import StateChange
from publication.services import cite
from reviews.listing import objectives_of
from reviews.models import Review, UnmergedText
from reviews.reading import countries_with_reviews, objectives_in, sections_of
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, examiner, moved, published, review_in
from tests.factories.reviews import (
    attached,
    begun,
    filled,
    focal_point_of,
    people_around,
    question_of,
    write,
)

pytestmark = pytest.mark.django_db

TEXT = "Three *regular* pathways:\n\n- work\n- study\n- family"


def page_of(review: Review, language: str = "en") -> str:
    address = review.get_absolute_url().replace("/en/", f"/{language}/")
    response = Client().get(address)
    assert response.status_code == 200
    return response.content.decode()


def answer_page(review: Review, key: str = "o05-progress") -> str:
    return reverse("reviews:answer", args=[review.code, key])


def blocks(page: str) -> dict[str, str]:
    """The answers on a page, by the key that is their anchor."""
    found = re.findall(
        r'<div class="answer" id="([^"]+)">(.*?)</div>\s*(?=<div|</section)', page, re.DOTALL
    )
    return dict(found)


class TestReading:
    def test_every_answer_stands_in_its_section_in_words(self) -> None:
        review = published(
            o05_progress=TEXT,
            consulted=["unions", "parliament"],
            has_budget="yes",
            budget="1250000",
            information_up_to="2026-03-31",
        )
        page = page_of(review)
        assert "<em>regular</em>" in page
        assert "<li>study</li>" in page
        for words in ("Parliament, Unions", "Yes", "1,250,000 US dollars", "31 March 2026", "High"):
            assert words in page
        places = [page.index(f'id="{key}"') for key in ("methodology", "objective-5", "means")]
        assert places == sorted(places)

    def test_questions_without_an_answer_and_sections_without_any_are_left_out(self) -> None:
        page = page_of(published())
        assert 'id="o05-progress"' not in page
        assert "Section means" not in page

    def test_not_applicable_is_an_answer_with_its_reason(self) -> None:
        review = filled(begun())
        write(review, "o05-progress", "", not_applicable=True, reason="We have *no* coast.")
        page = page_of(moved(review, to=State.PUBLISHED))
        assert "Not applicable" in page
        assert "We have <em>no</em> coast." in page

    def test_it_says_what_it_is_and_proves_what_was_published(self) -> None:
        review = published()
        page = page_of(review)
        for words in ("REV-2030-CRI", "Self-reported.", "Submitted on", "Published on"):
            assert words in page
        digest = StateChange.objects.of(review).get(move="publish").digest
        assert digest in page

    def test_it_names_nobody_and_shows_no_note(self) -> None:
        review = filled(begun())
        person = focal_point_of("CRI")
        person.name = "Ana Mora of the Ministry"
        person.save()
        page = page_of(moved(review, to=State.PUBLISHED))
        assert "Ana Mora" not in page
        assert examiner().name not in page

    def test_a_text_that_waits_to_be_merged_is_nobodys_but_its_writers(self) -> None:
        review = filled(begun(), o05_progress="The official text.")
        UnmergedText.objects.create(
            review=review,
            question=question_of(review, "o05-progress"),
            based_on=0,
            value="An unofficial text.",
            by=focal_point_of("CRI"),
        )
        page = page_of(moved(review, to=State.PUBLISHED))
        assert "The official text." in page
        assert "unofficial" not in page

    def test_files_are_listed_and_can_be_had(self) -> None:
        review = filled(begun())
        file = attached(review)
        page = page_of(moved(review, to=State.PUBLISHED))
        address = reverse("reviews:attachment", args=[review.code, file.pk])
        assert f'href="{address}"' in page
        assert Client().get(address).status_code == 200


class TestLanguages:
    @pytest.mark.parametrize("language", ["ar", "es", "fr", "zh-hans"])
    def test_answers_carry_the_language_in_which_they_were_written(self, language: str) -> None:
        review = filled(begun(language=language), o05_progress="Text.")
        page = page_of(moved(review, to=State.PUBLISHED))
        assert f'<div lang="{language}" dir="auto">' in page
        assert '<html lang="en" dir="ltr"' in page

    def test_the_frame_is_in_the_readers_language(self) -> None:
        page = page_of(published(o05_progress="Text."), "ar")
        assert '<html lang="ar" dir="rtl"' in page
        assert '<div lang="en" dir="auto">' in page

    def test_it_says_in_which_language_the_answers_are(self) -> None:
        review = filled(begun(language="es"))
        assert "The answers are in Spanish." in page_of(moved(review, to=State.PUBLISHED))


class Scripts(HTMLParser):
    """Elements that run or load something, outside of the portal's own frame."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "svg", "object", "style"}:
            self.found.append(tag)
        self.found += [name for name, _value in attrs if name.startswith("on")]
        self.found += [v for _n, v in attrs if v and v.lower().startswith("javascript:")]


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "</div></main><iframe src=//evil.example>",
        "{% debug %}{{ settings }}",
    ],
)
def test_whatever_a_state_writes_nothing_runs_at_its_readers(attack: str) -> None:
    plain = Scripts(page_of(published("MEX", o05_progress="Text.", budget="7"))).found
    review = published("CRI", o05_progress=attack, lead_body="x")
    write_past_the_checks(review, "budget", attack)
    assert Scripts(page_of(review)).found == plain
    alone = Client().get(answer_page(review)).content.decode()
    assert "alert(1)</script>" not in alone
    assert "<iframe" not in alone


def write_past_the_checks(review: Review, key: str, value: str) -> None:
    """As if an invalid answer had come through somehow."""
    review.answers.create(question=question_of(review, key), value=value, by=focal_point_of("CRI"))


class TestAnAnswerOfItsOwn:
    def test_it_can_be_linked_to_and_cited(self) -> None:
        review = published(o05_progress=TEXT)
        page = Client().get(answer_page(review)).content.decode()
        assert "What of o05-progress?" in page
        assert "<em>regular</em>" in page
        assert f'href="{review.get_absolute_url()}#o05-progress"' in page
        assert f'href="http://testserver{answer_page(review)}"' in page

    def test_the_address_to_cite_is_the_one_that_never_changes(self) -> None:
        review = published(o05_progress=TEXT)
        page = Client().get(f"{answer_page(review)}?utm_source=x&a=%22%3E").content.decode()
        assert f'href="http://testserver{answer_page(review)}"' in page
        assert "utm_source" not in page.split('<aside class="cite"')[1]

    @pytest.mark.parametrize(
        "key", ["budget", "nothing", "methodology", "O05-PROGRESS", "x" * 300, "files"]
    )
    def test_a_question_without_an_answer_is_not_there(self, key: str) -> None:
        review = published(o05_progress=TEXT)
        assert Client().get(f"/en/reviews/{review.code}/{key}/").status_code == 404


class TestBeforePublication:
    @pytest.mark.parametrize("state", [state for state in WAYS if state != State.PUBLISHED])
    def test_it_is_there_for_nobody_not_even_for_those_who_see_it_on_the_desk(
        self, state: State
    ) -> None:
        review = filled(begun(), o05_progress=TEXT)
        everybody = people_around(review)
        moved(review, to=state)
        for person in everybody.values():
            browser = signed_in(person) if person else Client()
            assert browser.get(review.get_absolute_url()).status_code == 404
            assert browser.get(answer_page(review)).status_code == 404

    @pytest.mark.parametrize("code", ["REV-2030-XXX", "rev-2030-cri", "REV", "x" * 300, "%27"])
    def test_it_cannot_be_told_from_what_does_not_exist(self, code: str) -> None:
        hidden = Client().get(review_in(State.SUBMITTED).get_absolute_url())
        missing = Client().get(f"/en/reviews/{code}/")
        assert hidden.status_code == missing.status_code == 404
        assert titles(hidden) == titles(missing)


def titles(response: Any) -> list[str]:
    return re.findall(r"<h1[^>]*>(.*?)</h1>", response.content.decode())


class TestObjectives:
    def test_list_and_page_agree_on_what_a_review_writes_about(self) -> None:
        written = published("CRI", o05_progress="Slow.")
        unwritten = published("MEX")
        set_aside = filled(begun("KEN"))
        write(set_aside, "o05-progress", "", not_applicable=True, reason="No coast.")
        moved(set_aside, to=State.PUBLISHED)
        kept = filled(begun("FJI"), o05_progress="Slow.")
        write(kept, "o05-progress", "Slow.", not_applicable=True, reason="No coast.")
        moved(kept, to=State.PUBLISHED)

        reviews = [written, unwritten, set_aside, kept]
        of_list = {review.pk: objectives_of(review) for review in reviews}
        of_page = {review.pk: objectives_in(sections_of(review)) for review in reviews}
        assert of_list == of_page
        assert of_list == {written.pk: [5], unwritten.pk: [], set_aside.pk: [], kept.pk: []}

    def test_countries_are_told_once(self) -> None:
        for iso3 in ("CRI", "MEX"):
            published(iso3)
        found = countries_with_reviews(Review.objects.published())
        assert {country.iso3 for country in found} == {"CRI", "MEX"}


class TestQueries:
    def review(self, count: int) -> Review:
        """Published, with so many answers, files, citations of it and by it."""
        review = filled(begun("CRI"))
        for key in ("budget", "has-budget", "information-up-to")[:count]:
            write(review, key, {"budget": "7", "has-budget": "yes"}.get(key, "2026-03-31"))
        for number in range(count):
            attached(review, content=b"%PDF-1.7 " + str(number).encode())
        moved(review, to=State.PUBLISHED)
        for iso3 in ("MEX", "KEN", "FJI")[:count]:
            other = published(iso3)
            by = examiner()
            cite(source=review, part="budget", code=other.code, by=by)
            cite(source=other, part="budget", code=review.code, by=by)
        return review

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_review_costs_the_same_however_much_it_says(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        review = self.review(count)
        page_of(review)
        with django_assert_num_queries(14):  # one of them tells what is asked
            page_of(review)

    @pytest.mark.parametrize("count", [1, 3])
    def test_an_answer_of_its_own_too(self, count: int, django_assert_num_queries: Any) -> None:
        review = self.review(count)
        Client().get(answer_page(review, "budget"))
        with django_assert_num_queries(8):  # what is asked, and its versions, are one each
            Client().get(answer_page(review, "budget"))
