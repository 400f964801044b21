"""The board: each section with whose it is, until when, how far it is, and what is said of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet

from reviews.delegation.owing import open_links
from reviews.models import Answer, Clearance, Comment, Review, ReviewSection, WritingLink


@dataclass(frozen=True)
class BoardRow:
    """`clearance` is the last on the record; `changed_at` is of the last save in the section."""

    section: ReviewSection
    open_comments: int
    clearance: Clearance | None
    changed_at: datetime | None

    @property
    def links(self) -> list[WritingLink]:
        found: list[WritingLink] = self.section.open_links  # type: ignore[attr-defined]
        return found

    @property
    def was_changed_since(self) -> bool:
        """Somebody wrote in it after it was cleared."""
        if self.section.cleared_id is None or self.clearance is None:
            return False
        return self.changed_at is not None and self.changed_at > self.clearance.at

    def is_late(self, today: date) -> bool:
        due_on = self.section.due_on
        return self.section.completed_at is None and due_on is not None and due_on < today


def board_of(review: Review, sections: QuerySet[ReviewSection]) -> list[BoardRow]:
    """A row for each of the sections, in a fixed number of queries."""
    with_names = sections.select_related(
        "section__objective", "assignee", "cleared", "completed_by", "completed_by_link"
    )
    clearances, comments, changes = _clearances(review), _open_comments(review), _changes(review)
    return [
        BoardRow(
            section=section,
            open_comments=comments[section.section_id],
            clearance=clearances.get(section.pk),
            changed_at=changes.get(section.section_id),
        )
        for section in with_names.prefetch_related(open_links())
    ]


def _clearances(review: Review) -> Mapping[int, Clearance]:
    """The last of each section."""
    newest = Clearance.objects.filter(section__review=review).select_related("by")
    return {clearance.section_id: clearance for clearance in newest.order_by("at", "pk")}


def _open_comments(review: Review) -> Counter[int]:
    waiting = Comment.objects.filter(review=review, in_reply_to=None, resolved_at=None)
    return Counter(waiting.values_list("question__section", flat=True))


def _changes(review: Review) -> Mapping[int, datetime]:
    saved = Answer.objects.filter(review=review).order_by().values_list("question__section")
    return dict(saved.annotate(at=Max("updated_at")))
