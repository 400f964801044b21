"""How reviews are browsed: the answers are searched, in the language in which they are written."""

from collections.abc import Iterator, Mapping

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from compact.models import Cycle
from publication.browsing import labels
from publication.browsing.facets import Facet
from publication.browsing.labels import labels_of
from publication.browsing.listed import Entry
from publication.browsing.listing import Column, Listing
from publication.models import ListedItem
from reviews.choices import QuestionKind
from reviews.conditions import CONDITIONS_OF_ANSWERS, asked_among
from reviews.models import Answer, Review
from reviews.models.reviews import title_of
from reviews.rows import words_of

TEXTS = {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}


def published() -> QuerySet[Review]:
    """With all that is listed and exported of each, in a fixed number of queries."""
    answers = Answer.objects.filter(not_applicable=False).select_related("question__section")
    return (
        Review.objects.published()
        .with_names()
        .prefetch_related(
            Prefetch(
                "answers",
                answers.prefetch_related(
                    "question__options",
                    "question__columns",
                    "question__rows",
                    *CONDITIONS_OF_ANSWERS,
                ),
            ),
            "country__regions",
            "cycle__round_tables__objective_links",
        )
    )


def entry_of(review: Review) -> Entry:
    now = timezone.now()
    objectives = objectives_of(review)
    with override(review.language):
        title, answers = str(review), "\n".join(_answers(review))
    return Entry(
        code=review.code,
        title=title,
        language=review.language,
        text=answers,
        also=" ".join([review.code, *review.country.every_name]),
        facets={
            "cycle": [str(review.cycle_id)],
            "region": [region.pk for region in review.country.regions.all()],
            "country": [review.country_id],
            "language": [review.language],
            "objective": [str(number) for number in objectives],
            "roundtable": [str(n) for n in review.cycle.round_tables_on(objectives)],
        },
        card={
            "submitted": review.submitted_at.isoformat() if review.submitted_at else "",
            "extended": review.extended_until.isoformat() if review.extended_until else "",
            "demonstration": review.is_demonstration,
        },
        published_at=review.published_at or now,
        updated_at=review.published_at or now,
    )


def objectives_of(review: Review) -> list[int]:
    """The objectives that the review writes about."""
    sections = (
        answer.question.section
        for answer in asked_among(review.answers.all())
        if answer.value and not answer.not_applicable and answer.question.kind in TEXTS
    )
    return sorted({section.objective_id for section in sections if section.objective_id})


def _answers(review: Review) -> Iterator[str]:
    for answer in asked_among(review.answers.all()):
        words = words_of(answer.question, answer)
        if words:
            yield words


def name_of(row: ListedItem) -> str:
    """The title in the reader's language."""
    (iso3,), (year,) = row.facets["country"], row.facets["cycle"]
    return title_of(labels_of(labels.countries).get(iso3, iso3), year)


def deadlines() -> Mapping[str, str]:
    """By forum, when its reviews were due: what is late depends on it, and it can be changed."""
    return {
        str(cycle.pk): cycle.reviews_due_at.isoformat()
        for cycle in Cycle.objects.all()
        if cycle.reviews_due_at
    }


LISTING = Listing(
    room="reviews",
    title=_("Voluntary reviews"),
    published=published,
    entry=entry_of,
    facets=(
        Facet(name="cycle", legend=_("Forum"), labels=labels.cycles),
        Facet(name="region", legend=_("Region"), labels=labels.regions),
        Facet(name="language", legend=_("Language of the answers"), labels=labels.languages),
        Facet(name="country", legend=_("Member State"), labels=labels.countries, is_long=True),
        Facet(name="roundtable", legend=_("Round table"), labels=labels.round_tables),
        Facet(name="objective", legend=_("Objective"), labels=labels.objectives, is_long=True),
    ),
    columns=(
        Column(name="code", value=lambda r: r.code),
        Column(name="country", value=lambda r: r.country_id),
        Column(name="country_name", value=lambda r: str(r.country)),
        Column(name="cycle", value=lambda r: r.cycle_id),
        Column(name="language", value=lambda r: r.language),
        Column(name="objectives", value=lambda r: " ".join(map(str, objectives_of(r)))),
        Column(name="submitted", value=lambda r: r.submitted_at and r.submitted_at.date()),
        Column(name="late", value=lambda r: "yes" if r.is_late else "no"),
        Column(name="published", value=lambda r: r.published_at.date()),
    ),
    orderings={
        "-published": _("Newest first"),
        "published": _("Oldest first"),
        "code": _("By code"),
    },
    title_of=name_of,
)
