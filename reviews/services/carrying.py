"""Bringing an earlier review up to date: its answers stand beside the new ones, to be stamped."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from publication.choices import State
from reviews.carrying.sources import Source, name_of, source_of, sources_for
from reviews.carrying.standing import Beside
from reviews.carrying.taking import carried_from
from reviews.choices import QuestionKind, Stamp
from reviews.entries import Written
from reviews.models import Attachment, CarriedAnswer, Review, ReviewSection
from reviews.rules import is_focal_point, may_write_section
from reviews.saving import NotWritableError, hold_as_draft, save_answer, start
from reviews.services.errors import NotAllowedError, ReviewError
from reviews.writers import Writer, by_fields
from stakeholders.models import User


class HasSourceError(ReviewError):
    """The review brings something up to date already."""


class IsStampedError(ReviewError):
    """An earlier answer was stamped: what the State said of it is not thrown away."""


@transaction.atomic
def carry_over(*, review: Review, source: Source, by: User) -> list[CarriedAnswer]:
    """Set the answers of the source beside the questions that go on from its own."""
    _lock(review, by)
    if source_of(review) is not None:
        raise HasSourceError
    if name_of(source) not in sources_for(review.country, review.cycle):
        raise NotAllowedError
    if isinstance(source, Review):
        review.updates = source
    else:
        review.updates_report = source
    review.save(update_fields=["updates", "updates_report"])
    return CarriedAnswer.objects.bulk_create(carried_from(source, review))


@transaction.atomic
def do_without(*, review: Review, by: User) -> None:
    """Start from nothing after all, as long as no earlier answer is stamped."""
    _lock(review, by)
    if review.carried.exclude(stamp="").exists():
        raise IsStampedError
    review.carried.all().delete()
    review.updates = review.updates_report = None
    review.save(update_fields=["updates", "updates_report"])


def _lock(review: Review, by: User) -> None:
    """Hold the review, as it is now, for this focal point of its State."""
    Review.objects.select_for_update().only("pk").get(pk=review.pk)
    review.refresh_from_db(fields=["state", "updates", "updates_report"])
    if review.state != State.DRAFT or not is_focal_point.test(by, review):
        raise NotAllowedError


@transaction.atomic
def stamp_answer(
    *, carried: CarriedAnswer, section: ReviewSection, stamp: Stamp, by: Writer
) -> None:
    """Say what the earlier answer is worth today. Raises NotWritableError."""
    if not may_write_section(by, section) or carried.question.section_id != section.section_id:
        raise NotWritableError
    hold_as_draft(section.review)
    carried.stamp, carried.stamped_at, carried.stamped_by = stamp, timezone.now(), str(by)[:200]
    carried.save(update_fields=["stamp", "stamped_at", "stamped_by"])
    start(section)


def stamp_answers(*, section: ReviewSection, stamps: Mapping[int, Stamp], by: Writer) -> None:
    """Stamp several of a section, by their numbers; those of other sections are left alone."""
    if not stamps:
        return
    rows = section.review.carried.filter(pk__in=stamps, question__section=section.section_id)
    for carried in rows.select_related("question"):
        stamp_answer(carried=carried, section=section, stamp=stamps[carried.pk], by=by)


@transaction.atomic
def take_over(
    *, beside: Beside, section: ReviewSection, stamp: Stamp, base_revision: int, by: Writer
) -> None:
    """Make the earlier answer that of today, on top of `base_revision`, and stamp it.

    Raises what `save_answer` raises: nobody's words are overwritten unseen.
    """
    if not beside.fits:
        raise NotWritableError
    carried = beside.carried
    if beside.then.question.kind == QuestionKind.FILE and not carried.not_applicable:
        _take_files(beside, section, by)
    else:
        save_answer(
            section=section,
            question=carried.question,
            written=Written(carried.value, carried.not_applicable, carried.reason),
            base_revision=base_revision,
            by=by,
        )
    stamp_answer(carried=carried, section=section, stamp=stamp, by=by)


def _take_files(beside: Beside, section: ReviewSection, by: Writer) -> None:
    """The same files, in answer to the new question too."""
    if not may_write_section(by, section):
        raise NotWritableError
    hold_as_draft(section.review)
    earlier = Attachment.objects.filter(
        review=section.review.updates_id, question__key=beside.carried.from_key, removed_at=None
    )
    present = set(
        Attachment.objects.filter(
            review=section.review, question=beside.question, removed_at=None
        ).values_list("sha256", flat=True)
    )
    Attachment.objects.bulk_create(
        Attachment(
            review=section.review,
            question=beside.question,
            file=file.file.name,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=file.sha256,
            **by_fields(by),
        )
        for file in earlier
        if file.sha256 not in present
    )
