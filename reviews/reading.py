"""A published review as the public reads it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q, QuerySet

from compact.models import Country
from reviews.models import Answer, Review, Section
from reviews.rows import QuestionRow, all_rows_of


@dataclass(frozen=True)
class ReadSection:
    section: Section
    rows: list[QuestionRow]


def sections_of(review: Review) -> list[ReadSection]:
    """The sections that say something, each with the questions that were answered."""
    answered = [row for row in all_rows_of(review) if not row.is_blank]
    return [
        ReadSection(section, list(group))
        for section, group in groupby(answered, lambda row: row.question.section)
    ]


def objectives_in(sections: list[ReadSection]) -> list[int]:
    """The objectives that the review writes about."""
    return [
        read.section.objective_id
        for read in sections
        if read.section.objective_id and any(row.is_written for row in read.rows)
    ]


def with_objectives(reviews: list[Review]) -> dict[int, list[int]]:
    """For each review, the objectives that it writes about: one query for them all."""
    found: dict[int, list[int]] = {review.pk: [] for review in reviews}
    pairs = (
        Answer.objects.filter(
            Q(question__kind="short-text") | Q(question__kind="long-text"),
            review__in=reviews,
            not_applicable=False,
            question__section__objective__isnull=False,
        )
        .exclude(value="")
        .values_list("review_id", "question__section__objective_id")
        .order_by("question__section__objective_id")
        .distinct()
    )
    for review, objective in pairs:
        found[review].append(objective)
    return found


def countries_with_reviews(reviews: QuerySet[Review]) -> QuerySet[Country]:
    return Country.objects.filter(reviews__in=reviews).distinct()
