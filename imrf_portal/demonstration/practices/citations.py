"""Reviews and pledges that cite made-up practices, and practices that cite pledges."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model

from imrf_portal.demonstration.practices.histories import History
from pledges.models import Pledge, ProgressReport
from practices.models import Practice
from publication.choices import State
from publication.models import Citation
from reviews.models import Answer, Review

Pair = tuple[Practice, History]
PART = "evidence"
MOST = 25
NONE = (0, None)


def write(pairs: Sequence[Pair]) -> None:
    published = [pair for pair in pairs if pair[0].state == State.PUBLISHED]
    Citation.objects.bulk_create(
        [
            *islice(_by_reviews(published), MOST),
            *islice(_by_pledges(published), MOST),
            *islice(_of_pledges(published), MOST),
        ]
    )


def _by_reviews(pairs: Sequence[Pair]) -> Iterator[Citation]:
    """A State tells of its progress on an objective, and cites a practice in its own country."""
    answers = (
        Answer.objects.filter(
            review__state=State.PUBLISHED, question__key__endswith="-progress", not_applicable=False
        )
        .order_by("pk")
        .values_list(
            "review", "review__country", "question__section__objective", "question__key",
            "by", "updated_at",
        )
    )  # fmt: skip
    for review, country, objective, key, by, at in answers:
        for practice, history in pairs:
            is_near = country in history.body.countries
            if is_near and objective == history.story.objective and _is_older(practice, at):
                yield _citation((Review, review, key), (Practice, practice.pk), by, at)


def _by_pledges(pairs: Sequence[Pair]) -> Iterator[Citation]:
    """Who reports on a pledge cites a practice by the same objective; each practice once."""
    reports = (
        ProgressReport.objects.filter(target__pledge__state=State.PUBLISHED, target__order=0)
        .annotate(pledge=F("target__pledge"), objective=F("target__pledge__objectives"))
        .order_by("-at", "pk", "objective")
    )
    left = list(pairs)
    for report in reports:
        for pair in left:
            practice, history = pair
            if report.objective == history.story.objective and _is_older(practice, report.at):
                part = f"report-{report.pk}"
                target = (Practice, practice.pk)
                source = (Pledge, report.pledge, part)
                yield _citation(source, target, report.by_id, report.at)
                left.remove(pair)
                break


def _of_pledges(pairs: Sequence[Pair]) -> Iterator[Citation]:
    """A practice cites the first pledge of those who submit it, if it was out by then."""
    pledges = Pledge.objects.filter(state=State.PUBLISHED).order_by("-published_at")
    first = {
        organisation: (pk, at)
        for pk, organisation, at in pledges.values_list("pk", "organisation", "published_at")
    }
    for practice, _history in pairs:
        at = practice.submitted_at
        pledge, since = first.get(practice.organisation_id, NONE)
        if at is not None and since is not None and since < at:
            source, target = (Practice, practice.pk, PART), (Pledge, pledge)
            yield _citation(source, target, practice.author_id, at)


def _is_older(practice: Practice, at: datetime) -> bool:
    return practice.published_at is not None and practice.published_at < at


def _citation(
    source: tuple[type[Model], int, str], target: tuple[type[Model], int], by: int, at: datetime
) -> Citation:
    model, number, part = source
    of, cited = target
    return Citation(
        source_type=ContentType.objects.get_for_model(model),
        source_id=number,
        source_part=part,
        target_type=ContentType.objects.get_for_model(of),
        target_id=cited,
        by_id=by,
        at=at,
    )
