"""A review of all 23 objectives, as it is really asked, survives without a changed character."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compact import reference as compact_reference
from compact.models import Cycle
from compact.reference import Report
from publication.offline import WRITERS, Sheet, read_document
from reviews.answer_kinds import Value, offered
from reviews.answer_kinds.tables import row_of
from reviews.choices import QuestionKind
from reviews.models import Answer, Question, Review
from reviews.offline.merging import Standing, compare, compare_again
from reviews.offline.pieces import written_with
from reviews.offline.scope import sections_of
from reviews.offline.sheets import sheet_of
from reviews.problems import questions_of
from reviews.reference import load
from tests.factories.offline import FORMATS
from tests.factories.reviews import begun, focal_point_of
from tests.publication.offline.test_round_trip import TEXTS

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "es", "ar"]
OBJECTIVES = 23
SAMPLES = {
    "en": "The Government – “with all” – went on:\n\n- one\n- two\n\tand a half; 12,5 % & <more>.",
    "es": "Según la Dirección, ¿qué más?\n1. Niñas y niños: «sí».\n   2. Migración ordenada\u00a0…",
    "ar": "وضعت الحكومة خطة (2024–2030)؛ 12٪ من الأسر.\nالهدف 5: [1] «نعم»\n\nثم عادت.",
}


@pytest.fixture
def review(db: None) -> Review:
    compact_reference.load(Report())
    load(Report())
    now = timezone.now()
    dates = {"reviews_open_at": now - timedelta(days=1), "reviews_due_at": now + timedelta(days=1)}
    Cycle.objects.filter(year=2030).update(**dates)
    return begun(cycle=Cycle.objects.get(year=2030))


@pytest.fixture
def questions(review: Review) -> list[Question]:
    found = questions_of(review)
    objectives = {q.section.objective_id for q in found} - {None}
    assert len(objectives) == OBJECTIVES
    return found


def answered(review: Review, question: Question, text: str) -> Answer:
    """Not saved: only what would be."""
    answer = Answer(review=review, question=question, value=value_for(question, text), revision=1)
    if question.may_not_apply:
        answer.reason, answer.not_applicable = text, question.pk % 2 == 0
    return answer


def value_for(question: Question, text: str) -> Value:
    match question.kind:
        case QuestionKind.FILE:
            return ""
        case QuestionKind.TABLE:
            columns = [column.key for column in question.columns.all()]
            keys = [row.key for row in question.rows.all()] or [""] * 5
            rows = [row_of(dict.fromkeys(columns, text), key) for key in keys]
            return [row for row in rows if row]
        case QuestionKind.ONE_OF | QuestionKind.YES_NO:
            return list(offered(question))[-1]
        case QuestionKind.RANK:
            return list(offered(question))[::-1]
        case QuestionKind.ANY_OF | QuestionKind.OBJECTIVES:
            return list(offered(question))[::2]
        case _:
            return text


def gone_and_back(
    review: Review, questions: list[Question], answers: dict[int, Answer], *, way: tuple[str, str]
) -> Any:
    """The whole questionnaire out in a language and format, and what comes back of it."""
    language, suffix = way
    review.language = language
    sections = sections_of(review, focal_point_of("CRI"))
    sheet: Sheet = sheet_of(
        review, sections, language, questions=questions, answers=answers, base=1
    )
    blank = Standing(review, questions, {})
    file = io.BytesIO(WRITERS[suffix](sheet))
    return blank, compare(blank, read_document(file, blank.grids))


def check(
    review: Review, questions: list[Question], texts: list[str], way: tuple[str, str]
) -> None:
    answers = {
        one.pk: answered(review, one, texts[at % len(texts)]) for at, one in enumerate(questions)
    }
    _blank, compared = gone_and_back(review, questions, answers, way=way)
    assert not compared.unread
    news = compared.returned.answers
    for question in questions:
        expected, written = answers[question.pk], written_with(question, None, news)
        value = expected.value.strip() if isinstance(expected.value, str) else expected.value
        assert (written.value or "") == (value or "")
        assert written.not_applicable == expected.not_applicable
        assert written.reason == expected.reason.strip()
    same = Standing(review, questions, answers)
    again = compare_again(same, compared.returned)
    assert not again.preview.merge.has_news


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_survives(
    language: str, suffix: str, review: Review, questions: list[Question]
) -> None:
    check(review, questions, list(SAMPLES.values()), (language, suffix))


@pytest.mark.parametrize("suffix", FORMATS)
def test_whatever_is_written_in_it(suffix: str, review: Review, questions: list[Question]) -> None:
    @given(st.lists(TEXTS, min_size=5, max_size=9), st.sampled_from(LANGUAGES))
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    def survives(texts: list[str], language: str) -> None:
        check(review, questions, texts, (language, suffix))

    survives()
