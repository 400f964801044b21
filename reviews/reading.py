"""A published review as the public reads it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from compact.models import Country
from reviews.models import Review, Section
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


def countries_with_reviews(reviews: QuerySet[Review]) -> QuerySet[Country]:
    return Country.objects.filter(reviews__in=reviews).distinct()
