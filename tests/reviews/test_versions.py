"""The versions of a published review: what each said stays where it is cited."""

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from publication.choices import State
from publication.models import StateChange
from publication.moves import make_move
from publication.versions import versions_of, versions_of_each
from reviews.models import Attachment, Review
from reviews.versions import answers_at, rows_at, sections_at
from tests.desk.access import signed_in
from tests.factories.publication import WAYS, examiner, moved, published, review_in
from tests.factories.reviews import attached, begun, filled, people_around, write
from tests.reviews.editions import NOTE, corrected

pytestmark = pytest.mark.django_db

TEXT = "Three *regular* pathways:\n\n- work\n- study"
SECRET = "Between us: it was wrong."


def at(review: Review, number: int, key: str = "") -> str:
    if key:
        return reverse("reviews:version_answer", args=[review.code, number, key])
    return reverse("reviews:version", args=[review.code, number])


def get(address: str, status: int = HTTPStatus.OK) -> str:
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


class TestAVersion:
    def test_each_says_what_it_said_and_what_superseded_it(self) -> None:
        review = corrected(published(o05_progress=TEXT), o05_progress="Four pathways.")
        first, second = get(at(review, 1)), get(at(review, 2))
        assert "<em>regular</em>" in first
        assert "<li>study</li>" in first
        assert "Four pathways." not in first
        assert "It was superseded on" in first
        assert f'href="{at(review, 2)}"' in first
        assert "Four pathways." in second
        assert "This is the version in force." in second
        assert NOTE in second
        assert NOTE not in first.split('id="versions"')[0]

    def test_it_can_be_cited_and_proved(self) -> None:
        review = corrected(published(o05_progress=TEXT), o05_progress="Four pathways.")
        changes = StateChange.objects.of(review).filter(to_state=State.PUBLISHED)
        for number, change in enumerate(changes, 1):
            page = get(f"{at(review, number)}?utm_source=x")
            assert change.digest in page
            cite = page.split('<aside class="cite"')[1]
            assert f'href="http://testserver{at(review, number)}"' in cite
            assert f"version {number}," in cite

    def test_its_answers_lead_to_addresses_of_their_own(self) -> None:
        review = corrected(published(o05_progress=TEXT), o05_progress="Four pathways.")
        for number in (1, 2):
            page = get(at(review, number))
            assert f'href="{at(review, number, "o05-progress")}"' in page
            assert 'id="o05-progress"' in page

    def test_the_public_page_leads_to_all_of_them(self) -> None:
        review = corrected(published(), budget="8")
        page = get(review.get_absolute_url())
        assert f'href="{at(review, 1)}"' in page
        assert f'href="{at(review, 2)}"' in page
        assert "This is version 2," in page

    @pytest.mark.parametrize("number", [0, 3, 10**9])
    def test_there_are_no_others(self, number: int) -> None:
        review = corrected(published(o05_progress=TEXT), budget="8")
        get(at(review, number), HTTPStatus.NOT_FOUND)
        get(at(review, number, "o05-progress"), HTTPStatus.NOT_FOUND)

    def test_what_was_submitted_and_returned_is_no_version(self) -> None:
        review = moved(filled(begun(), o05_progress="Unripe."), to=State.UNDER_REVIEW)
        make_move(review, "return", by=examiner(), note=SECRET)
        write(review, "o05-progress", "Ripe.")
        moved(review, to=State.PUBLISHED)
        assert [version.number for version in versions_of(review)] == [1]
        page = get(at(review, 1)) + get(review.get_absolute_url())
        assert "Unripe" not in page
        assert SECRET not in page

    def test_it_names_nobody(self) -> None:
        review = filled(begun(), o05_progress=TEXT)
        everybody = people_around(review)
        corrected(moved(review, to=State.PUBLISHED), budget="8")
        page = get(at(review, 1)) + get(at(review, 2))
        assert not [user.name for user in everybody.values() if user and user.name in page]

    @pytest.mark.parametrize("language", ["ar", "es", "zh-hans"])
    def test_the_frame_is_the_readers_and_the_words_are_the_states(self, language: str) -> None:
        review = published(o05_progress="Text.")
        page = get(at(review, 1).replace("/en/", f"/{language}/"))
        assert f'<html lang="{language}"' in page
        assert '<div lang="en" dir="auto">' in page

    def test_not_applicable_keeps_its_reason(self) -> None:
        review = filled(begun())
        write(review, "o05-progress", "", not_applicable=True, reason="We have *no* coast.")
        page = get(at(moved(review, to=State.PUBLISHED), 1))
        assert "Not applicable" in page
        assert "We have <em>no</em> coast." in page


class TestFiles:
    def test_a_file_is_there_and_one_taken_back_is_named(self) -> None:
        review = filled(begun())
        file = attached(review)
        moved(review, to=State.PUBLISHED)
        address = reverse("reviews:attachment", args=[review.code, file.pk])
        assert f'href="{address}"' in get(at(review, 1))
        Attachment.objects.update(removed_at=review.published_at)
        corrected(review)
        before, now = get(at(review, 1)), get(at(review, 2))
        assert address not in before
        assert "plan.pdf</bdi>" in before
        assert "taken back since" in before
        assert "plan.pdf" not in now


class TestAnAnswer:
    def test_it_says_that_it_was_superseded_and_by_what(self) -> None:
        review = corrected(published(o05_progress="Three."), o05_progress="Four.")
        page = get(at(review, 1, "o05-progress"))
        assert "This is not the answer in force" in page
        assert f'href="{at(review, 2, "o05-progress")}"' in page
        assert "Three." in page
        assert "Four." not in page

    def test_one_that_others_have_changed_around_is_still_in_force(self) -> None:
        review = corrected(published(o05_progress="Three.", budget="7"), budget="8")
        page = get(at(review, 1, "o05-progress"))
        assert "The version in force says the same." in page
        assert "not the answer in force" not in page
        assert "It was superseded on" in get(at(review, 1, "budget"))

    def test_the_newest_is_in_force(self) -> None:
        review = corrected(published(budget="7"), budget="8")
        assert "This is the version in force." in get(at(review, 2, "budget"))

    def test_one_that_was_taken_out_stays_where_it_was(self) -> None:
        review = corrected(published(budget="7"), budget="")
        page = get(at(review, 1, "budget"))
        assert "7 US dollars" in page
        assert f'href="{at(review, 2)}"' in page
        get(at(review, 2, "budget"), HTTPStatus.NOT_FOUND)
        get(reverse("reviews:answer", args=[review.code, "budget"]), HTTPStatus.NOT_FOUND)

    def test_one_that_came_back_to_its_words_is_superseded_by_those_between(self) -> None:
        review = corrected(corrected(published(budget="7"), budget="8"), budget="7")
        first, second, third = (get(at(review, number, "budget")) for number in (1, 2, 3))
        assert f'href="{at(review, 2, "budget")}">version 2' in first
        assert f'href="{at(review, 3, "budget")}">version 3' in second
        assert "This is the version in force." in third

    def test_it_is_cited_with_its_version(self) -> None:
        review = corrected(published(o05_progress=TEXT), budget="8")
        cite = get(f"{at(review, 1, 'o05-progress')}?x=1").split('<aside class="cite"')[1]
        assert f'href="http://testserver{at(review, 1, "o05-progress")}"' in cite
        assert "“What of o05-progress?”, REV-2030-CRI, version 1," in cite

    def test_the_present_answer_leads_to_its_versions(self) -> None:
        review = corrected(published(budget="7", o05_progress="Three."), budget="8")
        page = get(reverse("reviews:answer", args=[review.code, "budget"]))
        assert f'href="{at(review, 1, "budget")}"' in page
        assert f'href="{at(review, 2, "budget")}"' in page
        assert "Unchanged" not in page
        assert "Unchanged" in get(reverse("reviews:answer", args=[review.code, "o05-progress"]))

    @pytest.mark.parametrize("key", ["plan", "nothing", "methodology", "BUDGET", "x" * 300])
    def test_a_question_without_an_answer_is_not_there(self, key: str) -> None:
        get(at(published(budget="7"), 1, key), HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize("state", [state for state in WAYS if state != State.PUBLISHED])
def test_before_publication_there_is_no_version_for_anybody(state: State) -> None:
    review = filled(begun(), o05_progress=TEXT)
    everybody = people_around(review)
    moved(review, to=state)
    for person in everybody.values():
        browser = signed_in(person) if person else Client()
        for address in (at(review, 1), at(review, 1, "o05-progress")):
            assert browser.get(address).status_code == HTTPStatus.NOT_FOUND


class TestContent:
    def test_content_that_lacks_or_does_not_know_a_key_is_read_too(self) -> None:
        review = published()
        content = {"answers": {"gone": {"value": "x"}, "budget": {"value": "7"},
                               "plan": {"files": [{"name": "a.pdf", "sha256": "0"}]}}}  # fmt: skip
        said = {row.key: row.text for row in rows_at(review, content) if not row.is_blank}
        assert said == {"budget": "7 US dollars", "plan": "a.pdf"}
        assert sections_at(review, {}) == []

    def test_what_each_version_said_to_a_question(self) -> None:
        review = corrected(corrected(published(budget="7"), o05_progress="x"), budget="")
        found = answers_at(review, "budget")
        assert [one.version.number for one in found] == [3, 2, 1]
        assert [bool(one.said) for one in found] == [False, True, True]
        assert [one.is_as_before for one in found] == [False, True, False]

    def test_the_versions_of_several_are_each_its_own(self) -> None:
        one, other = corrected(published("CRI"), budget="8"), published("MEX")
        draft = review_in(State.SUBMITTED, "KEN")
        found = versions_of_each([one, other, draft])
        numbers = {pk: [version.number for version in some] for pk, some in found.items()}
        assert numbers == {one.pk: [2, 1], other.pk: [1]}
        assert found[one.pk][1].superseded == found[one.pk][0]


class TestQueries:
    def review(self, count: int) -> Review:
        answers: dict[str, Any] = {"budget": "7", "has_budget": "yes", "o05_progress": "x"}
        review = filled(begun(), **dict(list(answers.items())[:count]))
        for number in range(count):
            attached(review, content=b"%PDF-1.7 " + str(number).encode())
        moved(review, to=State.PUBLISHED)
        for number in range(count):
            corrected(review, budget=str(number + 10))
        return review

    @pytest.mark.parametrize("count", [1, 3])
    def test_a_version_costs_the_same_however_many_there_are(
        self, count: int, django_assert_num_queries: Any
    ) -> None:
        review = self.review(count)
        get(at(review, 1))
        with django_assert_num_queries(8):
            get(at(review, 1))

    @pytest.mark.parametrize("count", [1, 3])
    def test_an_answer_of_one_too(self, count: int, django_assert_num_queries: Any) -> None:
        review = self.review(count)
        get(at(review, 1, "budget"))
        with django_assert_num_queries(6):
            get(at(review, 1, "budget"))


def test_every_page_is_plain_html(client: Client) -> None:
    """Nothing of what a State wrote runs at its readers."""
    review = corrected(published(o05_progress="<script>alert(1)</script>"), budget="8")
    for address in (at(review, 1), at(review, 1, "o05-progress")):
        page = get(address)
        assert "<script>alert(1)" not in page
        assert re.search(r"alert\(1\)", page)
