"""Saying that a section is complete."""

from django.db import transaction
from django.utils import timezone

from reviews.models import ReviewSection
from reviews.problems import problems_of
from reviews.rules import may_write_section
from reviews.services.errors import NotAllowedError, NotCompleteError
from reviews.services.holding import hold_draft
from reviews.writers import NOBODY, Writer, by_fields


@transaction.atomic
def mark_section(*, section: ReviewSection, complete: bool, by: Writer) -> ReviewSection:
    """Say that a section is complete, or is not after all.

    Who said so first stays the one who said so, however often it is said again.
    """
    if not may_write_section(by, section):
        raise NotAllowedError
    hold_draft(section.review)
    if complete and any(problems_of(section.review, section.section)):
        raise NotCompleteError
    if complete == (section.completed_at is not None):
        return section
    section.completed_at = timezone.now() if complete else None
    who = by_fields(by) if complete else NOBODY
    section.completed_by, section.completed_by_link = who["by"], who["by_link"]
    section.save(update_fields=["completed_at", "completed_by", "completed_by_link"])
    return section
