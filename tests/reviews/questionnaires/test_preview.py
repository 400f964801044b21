"""The preview: what a focal point will see, with conditions at work, and nothing saved."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from reviews.choices import QuestionKind
from reviews.models import Answer, AnswerRevision, Condition, Questionnaire, Review, ReviewSection
from reviews.questionnaires.preview import Preview
from reviews.questionnaires.publishing import publish
from tests.desk.access import SEEN, signed_in
from tests.factories.publication import examiner
from tests.factories.questionnaires import add, draft, question_of, section_of, table
from tests.factories.reviews import begun, focal_point_of

pytestmark = pytest.mark.django_db

AT = "/en/desk/reviews/questionnaires/"
INVALID = 422


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(examiner())


@pytest.fixture
def made() -> Questionnaire:
    """Means are asked of those who call objective 5 a priority; the budget, of those with one."""
    made = draft()
    table(made)
    add(made, "objective-5", "order", QuestionKind.OBJECTIVES, minimum=1)
    Condition.objects.create(
        section=section_of(made, "means"), on=question_of(made, "o05-priority"), values=["high"]
    )
    Condition.objects.create(
        question=question_of(made, "budget"), on=question_of(made, "has-budget"), values=["yes"]
    )
    return made


def at(made: Questionnaire, page: str = "") -> str:
    return f"{AT}{made.pk}/preview/{page}"


def text(response: Any) -> str:
    return str(response.content.decode())


def typed(**answers: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for name, value in answers.items():
        key = name.replace("_", "-")
        said |= {f"base-{key}": "0", f"answer-{key}": value}
    return said


def is_hidden(response: Any, key: str) -> bool:
    opening = text(response).split(f'id="q-{key}"')[1].split(">")[0]
    return " hidden" in opening


class TestSameAsTheRealOne:
    @pytest.mark.parametrize("key", ["methodology", "objective-5", "means"])
    def test_the_fields_are_those_of_a_review(self, client: Client, key: str) -> None:
        """Field for field what the page of a review of the same version has."""
        made = publish(draft=draft(), though_texts_are_missing=True, by=examiner())
        review = begun(cycle=made.cycle)
        assert review.questionnaire == made
        focal_point = signed_in(focal_point_of(review.country_id))
        real = focal_point.get(f"/en/desk/reviews/{review.code}/{key}/")
        preview = client.get(at(made, f"{key}/"))
        assert fields_of(preview) == fields_of(real)
        assert fields_of(preview)

    def test_in_the_language_of_the_reader(self, client: Client, made: Questionnaire) -> None:
        question = question_of(made, "budget")
        with translation.override("ar"):
            question.label = "كم تبلغ الميزانية؟"
            question.save()
        page = text(client.get(at(made, "means/").replace("/en/", "/ar/")))
        assert 'dir="rtl"' in page
        assert "كم تبلغ الميزانية؟" in page

    def test_a_published_version_has_one_too(self, client: Client, made: Questionnaire) -> None:
        publish(draft=made, though_texts_are_missing=True, by=examiner())
        assert client.get(at(made, "means/")).status_code == SEEN


def fields_of(response: Any) -> list[str]:
    """The names of all controls on the page, as they stand."""
    parts = text(response).split('<form class="writing"')[1].split("</form>")[0].split(' name="')
    return [part.split('"')[0] for part in parts[1:]]


class TestNothingIsSaved:
    def test_whatever_is_typed(self, client: Client, made: Questionnaire) -> None:
        before = counts()
        client.get(at(made))
        client.get(at(made, "means/"))
        response = client.post(
            at(made, "means/"), typed(has_budget="yes", budget="12") | {"complete": "yes"}
        )
        assert counts() == before
        assert 'value="12"' in text(response)

    def test_nor_is_there_a_way_to(self, client: Client, made: Questionnaire) -> None:
        page = text(client.get(at(made, "means/")))
        assert "writing.js" not in page
        assert "htmx.min.js" not in page
        assert "/desk/reviews/PREVIEW" not in page

    def test_a_file_is_not_taken(self, client: Client, made: Questionnaire) -> None:
        assert client.post(at(made, "means/"), {"file": "x"}).status_code == SEEN


def counts() -> list[int]:
    return [
        model._default_manager.count() for model in (Review, ReviewSection, Answer, AnswerRevision)
    ]


class TestConditions:
    def test_what_is_not_asked_is_hidden(self, client: Client, made: Questionnaire) -> None:
        client.post(at(made, "objective-5/"), typed(o05_priority="high"))
        assert is_hidden(client.get(at(made, "means/")), "budget")
        response = client.post(at(made, "means/"), typed(has_budget="yes"))
        assert not is_hidden(response, "budget")
        response = client.post(at(made, "means/"), typed(has_budget="no"))
        assert is_hidden(response, "budget")

    def test_from_section_to_section(self, client: Client, made: Questionnaire) -> None:
        assert "Not asked" in text(client.get(at(made)))
        client.post(at(made, "objective-5/"), typed(o05_priority="high"))
        assert "Not asked" not in text(client.get(at(made)))
        assert 'value="high" checked' in text(client.get(at(made, "objective-5/")))
        client.post(at(made))
        assert "Not asked" in text(client.get(at(made)))

    def test_one_looks_for_oneself(self, made: Questionnaire) -> None:
        first, second = signed_in(examiner()), signed_in(examiner())
        first.post(at(made, "objective-5/"), typed(o05_priority="high"))
        assert "Not asked" in text(second.get(at(made)))

    def test_only_what_decides_is_remembered(self, client: Client, made: Questionnaire) -> None:
        client.post(at(made, "methodology/"), typed(lead_body="The Ministry"))
        assert "The Ministry" not in text(client.get(at(made, "methodology/")))

    def test_one_that_was_taken_out_since_is_forgotten(self, made: Questionnaire) -> None:
        remembered = {"gone": {"value": "yes", "not_applicable": False, "reason": ""}}
        preview = Preview(made, remembered)
        assert section_of(made, "means").pk not in preview.asked().sections


class TestProblems:
    def test_as_when_a_section_is_called_complete(
        self, client: Client, made: Questionnaire
    ) -> None:
        response = client.post(
            at(made, "methodology/"), typed(lead_body="one two " * 9) | {"complete": "yes"}
        )
        assert response.status_code == INVALID
        assert "the limit is 10" in text(response)

    def test_a_revision_that_was_tampered_with(self, client: Client, made: Questionnaire) -> None:
        response = client.post(at(made, "means/"), {"base-budget": "x", "answer-budget": "1"})
        assert response.status_code == 400
