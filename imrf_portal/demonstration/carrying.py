"""Which made-up reviews bring an earlier one up to date, and what each earlier answer is worth."""

from collections.abc import Iterable, Mapping
from typing import Any

from imrf_portal.demonstration import reports
from imrf_portal.demonstration.histories import History
from imrf_portal.demonstration.progress import DRAFT_OF_THE_TOUR
from reviews.carrying.content import carried_in
from reviews.carrying.sources import (
    Said,
    Source,
    questionnaire_of,
    questions_of_source,
    said_in,
    said_in_content,
)
from reviews.carrying.standing import Beside, besides_in
from reviews.carrying.taking import carried_of
from reviews.choices import SectionState, Stamp
from reviews.models import CarriedAnswer, EarlierReport, Review

Pair = tuple[Review, History]
Files = Mapping[str, dict[str, list[dict[str, str]]]]

# By forum: the States whose review starts from that of the forum before.
FROM_REVIEW = {
    2026: "BRA CHN COL CRI EGY FJI MAR MEX PRT",
    2030: "CHN CRI FJI PER PRT SEN",
}
FROM_REPORT = {2026: "KEN ZMB", 2030: "KAZ"}
YEARS_BETWEEN = 4
ONE_IN = 6


def write(pairs: Iterable[Pair], files: Files) -> dict[str, dict[str, Any]]:
    """Set the earlier answers beside; what a snapshot of each keeps of it, by the review's code."""
    by_code = {review.code: (review, history) for review, history in pairs}
    kept: dict[str, dict[str, Any]] = {}
    for review, history in by_code.values():
        source = _source(review, history)
        questionnaire = questionnaire_of(source) if source else None
        if source is None or questionnaire is None:
            continue
        said = _said(source, by_code.get(getattr(source, "code", "")), files)
        review.save(update_fields=["updates", "updates_report"])
        CarriedAnswer.objects.bulk_create(carried_of(said, questionnaire.pk, review))
        _stamp(review, history)
        kept[review.code] = carried_in(review)
    return kept


def _source(review: Review, history: History) -> Source | None:
    story = history.story
    if story.iso3 in FROM_REVIEW.get(story.year, "").split():
        code = f"REV-{story.year - YEARS_BETWEEN}-{story.iso3}"
        reviews = Review.objects.select_related("questionnaire")
        review.updates = reviews.filter(code=code).first()
    if story.iso3 in FROM_REPORT.get(story.year, "").split():
        reports_of = EarlierReport.objects.filter(country=story.iso3, year=reports.LATEST)
        review.updates_report = reports_of.first()
    return review.updates or review.updates_report


def _said(source: Source, pair: Pair | None, files: Files) -> list[Said]:
    """What was published: of a review that is being written now, the record comes later."""
    if pair is None:
        return said_in(source)
    review, history = pair
    answers = history.answers_at(history.times.last)
    for key, attached in files.get(review.code, {}).items():
        answers.setdefault(key, {})["files"] = attached
    return list(said_in_content({"answers": answers}, questions_of_source(review)))


def _stamp(review: Review, history: History) -> None:
    stamped = []
    for number, one in enumerate(besides_in(review)):
        if _waits(one, history):
            continue
        saves = history.saves.get(one.question, [])
        row = one.carried
        row.stamp = _worth(one, number, history)
        row.stamped_at = saves[-1].at if saves else history.times.writing(history.story)[1]
        row.stamped_by = str(saves[-1].by if saves else history.team.focal_point)
        stamped.append(row)
    CarriedAnswer.objects.bulk_update(stamped, ["stamp", "stamped_at", "stamped_by"])


def _waits(one: Beside, history: History) -> bool:
    """In a draft, sections that are not complete wait for stamps; not in that of the tour."""
    story = history.story
    is_done = history.progress.state(one.question.section.key) == SectionState.COMPLETE
    return not (story.is_handed_in or is_done or story.code == DRAFT_OF_THE_TOUR)


def _worth(one: Beside, number: int, history: History) -> Stamp:
    if one.now.is_blank:
        state = history.progress.state(one.question.section.key)
        is_to_come = one.question.required or state == SectionState.NOT_STARTED
        return Stamp.UPDATED if is_to_come else Stamp.DROPPED
    if one.then.says_the_same_as(one.now):
        return Stamp.STILL_VALID
    return Stamp.SUPERSEDED if number % ONE_IN == 0 else Stamp.UPDATED
