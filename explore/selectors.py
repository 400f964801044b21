"""Reads that the public pages share."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, QuerySet

from compact.models import Champion, Country, Cycle, RoundTable, RoundTableObjective
from compact.pictures import CROSS_CUTTING
from publication.models import ListedItem
from reviews.choices import QuestionKind
from reviews.conditions import decisions_of
from reviews.listing import LISTING
from reviews.models import Answer, Review


def round_table_classes() -> Mapping[int, str]:
    """The class of each objective's round table, as the latest forum that has round tables maps it.

    One that is listed at one table and carried at another has the colour of where it is listed.
    """
    links = RoundTableObjective.objects.order_by("-round_table__cycle", "-cross_cutting")
    columns = ("round_table__cycle", "objective", "round_table__number", "cross_cutting")
    rows = list(links.values_list(*columns))
    latest = rows[0][0] if rows else None
    return {
        objective: CROSS_CUTTING if cross_cutting else f"r{number}"
        for cycle, objective, number, cross_cutting in rows
        if cycle == latest
    }


def latest_round_tables() -> QuerySet[RoundTable]:
    """The round tables that give the strip its colours."""
    latest = RoundTable.objects.order_by("-cycle").values("cycle")[:1]
    return RoundTable.objects.filter(cycle=latest)


def with_objectives(tables: QuerySet[RoundTable]) -> QuerySet[RoundTable]:
    """Each with its objectives, and with its page once the debate is set up."""
    return tables.select_related("debate").prefetch_related("objective_links__objective")


def countries() -> QuerySet[Country]:
    """Every Member State with its regions, in the order of the reader's language."""
    return Country.objects.in_order().prefetch_related("regions")


def review_counts(year: int | None = None) -> dict[str, int]:
    """How many reviews each Member State has published, for one forum or for all."""
    published = Review.objects.published().order_by()
    if year is not None:
        published = published.filter(cycle=year)
    return dict(published.values_list("country").annotate(Count("pk")))


def latest_reviews() -> QuerySet[Review]:
    return Review.objects.published().with_names().order_by("-published_at", "code")


def objectives_of(reviews: Iterable[Review]) -> dict[int, list[int]]:
    """For each published review, the objectives that it writes about, as its list has them."""
    found: dict[int, list[int]] = {review.pk: [] for review in reviews}
    rows = _listed_reviews().filter(item_id__in=found)
    for review, numbers in rows.values_list("item_id", "facets__objective"):
        found[review] = [int(number) for number in numbers or ()]
    return found


def reviews_on_objective(number: int) -> QuerySet[Review]:
    """Published reviews that write about an objective, in an answer that is asked."""
    listed = _listed_reviews().filter(facets__objective__contains=[str(number)])
    return latest_reviews().filter(pk__in=listed.values("item_id"))


def first_texts_on(number: int, reviews: list[Review]) -> dict[int, Answer]:
    """What each review says first about an objective, of what it is asked."""
    answers = _texts_on(number).filter(review__in=reviews).select_related("question")
    decisions = decisions_of(reviews)
    return {
        answer.review_id: answer
        for answer in answers.order_by("-question__order")
        if decisions[answer.review_id].asks(answer.question_id)
    }


def review_counts_by_objective() -> dict[int, int]:
    """How many published reviews write about each objective."""
    objectives = _listed_reviews().values_list("facets__objective", flat=True)
    return Counter(int(number) for numbers in objectives for number in numbers or ())


def _listed_reviews() -> QuerySet[ListedItem]:
    return ListedItem.objects.filter(room=LISTING.room, is_listed=True).order_by()


def seats_of(number: int) -> QuerySet[RoundTableObjective]:
    """The round tables that took an objective up, the latest forum first."""
    seats = RoundTableObjective.objects.filter(objective=number)
    seats = seats.select_related("round_table__debate")
    return seats.order_by("-round_table__cycle", "round_table__number")


def champions(day: date) -> QuerySet[Champion]:
    """Champion countries of a day, in the order of the reader's language."""
    known = Champion.objects.on(day).select_related("country")
    return known.order_by("country__sort_key")


def champion_codes(day: date) -> set[str]:
    return set(Champion.objects.on(day).values_list("country", flat=True))


def next_forum(today: date) -> Cycle | None:
    return Cycle.objects.next_forum(today)


def _texts_on(number: int) -> QuerySet[Answer]:
    kinds = [QuestionKind.LONG_TEXT, QuestionKind.SHORT_TEXT]
    texts = Answer.objects.filter(question__kind__in=kinds, not_applicable=False)
    return texts.exclude(value="").filter(question__section__objective=number)
