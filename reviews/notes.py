"""Notes of the Secretariat at single answers, as far as somebody may read them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from reviews.models import Note, Review
from reviews.writers import Writer
from stakeholders.models import User
from stakeholders.rules import is_secretariat

Notes = Mapping[int, list[Note]]


def notes_for(review: Review, reader: Writer) -> "QuerySet[Note]":
    """The State reads what it was told; the Secretariat what it has not told yet as well."""
    notes = review.notes.select_related("by")
    if isinstance(reader, User) and is_secretariat(reader):
        return notes
    return notes.filter(told_at__isnull=False)


def by_question(notes: "QuerySet[Note]") -> Notes:
    """By the primary key of the question."""
    found: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        found[note.question_id].append(note)
    return found


@dataclass(frozen=True)
class NoteCount:
    """How many were told, how many of them are settled, and how many wait to be told."""

    told: int = 0
    settled: int = 0
    untold: int = 0

    @property
    def open(self) -> int:
        return self.told - self.settled


def counts_of(reviews: "list[Review] | QuerySet[Review]") -> dict[int, NoteCount]:
    """By review, in one query; reviews without notes are left out."""
    rows = (
        Note.objects.filter(review__in=reviews)
        .order_by()
        .values("review")
        .annotate(
            told=Count("pk", filter=Q(told_at__isnull=False)),
            settled=Count("pk", filter=Q(settled_at__isnull=False)),
            untold=Count("pk", filter=Q(told_at__isnull=True)),
        )
    )
    return {row["review"]: NoteCount(row["told"], row["settled"], row["untold"]) for row in rows}
