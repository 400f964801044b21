"""The Secretariat's queue of reviews: how complete each is, and many moved at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from desk.views.many_at_once import QueueView
from publication.choices import State
from reviews.completeness import Completeness, completeness_of
from reviews.models import Review
from reviews.notes import NoteCount, counts_of
from reviews.workflow import WORKFLOW


@dataclass(frozen=True)
class Line:
    """A review that waits, with how much of it is answered and what was noted."""

    review: Review
    completeness: Completeness
    notes: NoteCount


class ReviewQueueView(QueueView[Review]):
    workflow = WORKFLOW
    # What is returned needs words of its own for each.
    many = {
        State.SUBMITTED: ("take up",),
        State.UNDER_REVIEW: ("publish", "schedule"),
        State.SCHEDULED: ("hold back",),
    }
    template = "desk/review_queue.html"
    ticks = "review"

    def handed_in(self) -> "QuerySet[Review]":
        return _in_order(Review.objects.exclude(state=State.DRAFT))

    def waiting(self) -> "QuerySet[Review]":
        return _in_order(Review.objects.waiting_on_secretariat())

    def lines(self, items: list[Review]) -> Sequence[Line]:
        complete, notes = completeness_of(items), counts_of(items)
        return [Line(r, complete[r.pk], notes.get(r.pk, NoteCount())) for r in items]


def _in_order(reviews: "QuerySet[Review]") -> "QuerySet[Review]":
    """The longest waiting first."""
    return reviews.with_names().order_by("submitted_at", "code")  # type: ignore[attr-defined,no-any-return]
