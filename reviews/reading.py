"""A published review as the public reads it."""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import Case, Q, QuerySet, When

from compact.models import Country
from reviews.conditions import decisions_of
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
    """For each review, the objectives that it writes about: a few queries for them all."""
    decisions = decisions_of(reviews)
    found: dict[int, list[int]] = {review.pk: [] for review in reviews}
    places = (
        Answer.objects.filter(
            Q(question__kind="short-text") | Q(question__kind="long-text"),
            review__in=reviews,
            not_applicable=False,
            question__section__objective__isnull=False,
        )
        .exclude(value="")
        # A question without conditions of its own is asked with its section: one of them will do.
        .annotate(conditional=Case(When(question__conditions__isnull=False, then="question")))
        .values_list(
            "review_id", "question__section__objective_id", "question__section", "conditional"
        )
        .order_by("question__section__objective_id")
        .distinct()
    )
    for review, objective, section, question in places:
        decision = decisions[review]
        is_asked = decision.asks(question) if question else decision.asks_section(section)
        if is_asked and objective not in found[review]:
            found[review].append(objective)
    return found


def countries_with_reviews(reviews: QuerySet[Review]) -> QuerySet[Country]:
    return Country.objects.filter(reviews__in=reviews).distinct()
