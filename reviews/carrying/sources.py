"""What a review can bring up to date: the State's earlier reviews, and its regional reports."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Cycle
from publication.choices import State
from publication.models import StateChange
from reviews.choices import QuestionKind
from reviews.in_force import current_questionnaire
from reviews.models import EarlierReport, Question, Questionnaire, Review

Source = Review | EarlierReport
REVIEW, REPORT = "review", "report"
REPORT_LABEL = _("%(title)s (regional report, %(year)s)")


@dataclass(frozen=True)
class Said:
    """What was said then. Of a question for files it is their names."""

    question: Question
    value: Any
    not_applicable: bool
    reason: str


def sources_for(country: Country, cycle: Cycle) -> dict[str, Source]:
    """By the name that a form gives it: earlier published reviews, then reports; newest first."""
    reviews = (
        Review.objects.published()
        .filter(country=country, cycle__lt=cycle.pk)
        .select_related("country", "cycle", "questionnaire")
        .order_by("-cycle")
    )
    reports = reports_with_counts(EarlierReport.objects.filter(country=country))
    return {name_of(source): source for source in (*reviews, *reports.order_by("-year", "title"))}


def reports_with_counts(reports: "QuerySet[EarlierReport]") -> "QuerySet[EarlierReport]":
    """Adds `answered`: the number of answers that were entered."""
    return reports.select_related("country", "region").annotate(answered=Count("answers"))


def name_of(source: Source) -> str:
    return f"{REVIEW if isinstance(source, Review) else REPORT}-{source.pk}"


def label_of(source: Source) -> str:
    """The source as the State chooses it, and says in the annex what it has brought up to date."""
    if isinstance(source, Review):
        return str(source)
    return REPORT_LABEL % {"title": source.title, "year": source.year}


def source_of(review: Review) -> Source | None:
    """What the review brings up to date, with its names at hand: one query, or none."""
    if review.updates_id is not None:
        reviews = Review.objects.select_related("country", "cycle", "questionnaire")
        return reviews.get(pk=review.updates_id)
    if review.updates_report_id is not None:
        reports = EarlierReport.objects.select_related("country", "region")
        return reports.get(pk=review.updates_report_id)
    return None


def questionnaire_of(source: Source) -> Questionnaire | None:
    """What the answers of the source were given to.

    A report answers that of the forum which it was written for, as it was when the first of its
    answers was entered.
    """
    if isinstance(source, Review):
        return source.questionnaire
    first = source.answers.select_related("question__section__questionnaire").first()
    if first is not None:
        return first.question.section.questionnaire
    cycle = Cycle.objects.filter(year__gte=source.year).order_by("year").first()
    return current_questionnaire(cycle, source.country) if cycle else None


def questions_of_source(source: Source, keys: Iterable[str] | None = None) -> dict[str, Question]:
    """The questions that the source answered, or some of them, with all that words need."""
    questions = Question.objects.filter(section__questionnaire=questionnaire_of(source))
    if keys is not None:
        questions = questions.filter(key__in=keys)
    questions = (
        questions.select_related("section")
        .prefetch_related("options", "columns", "rows")
        .order_by("section__order", "order")
    )
    return {question.key: question for question in questions}


def said_in(source: Source) -> list[Said]:
    """What was said, in the order of its questions: of a review, what was last published."""
    questions = questions_of_source(source)
    if isinstance(source, EarlierReport):
        answers = {answer.question_id: answer for answer in source.answers.all()}
        return [
            Said(question, answer.value, answer.not_applicable, answer.reason)
            for question in questions.values()
            if (answer := answers.get(question.pk)) and not answer.is_blank
        ]
    return list(said_in_content(published_content(source), questions))


def said_in_content(
    content: Mapping[str, Any], questions: Mapping[str, Question]
) -> Iterator[Said]:
    for key, question in questions.items():
        entry = content.get("answers", {}).get(key)
        if entry is None:
            continue
        value = entry.get("value", "")
        if question.kind == QuestionKind.FILE:
            value = [file["name"] for file in entry.get("files", [])]
        said = Said(question, value, entry.get("not_applicable", False), entry.get("reason", ""))
        if said.value or said.not_applicable or said.reason:
            yield said


def published_content(review: Review) -> Mapping[str, Any]:
    """The newest version that was published."""
    versions = StateChange.objects.of(review).filter(
        to_state=State.PUBLISHED, content__isnull=False
    )
    newest = versions.last()
    return (newest.content or {}) if newest else {}
