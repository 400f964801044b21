"""All that a new focal point needs to go on with a review: who has what, and what is open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from publication.models import StateChange
from reviews.delegation.board import BoardRow, board_of
from reviews.delegation.threads import Thread, threads_in
from reviews.models import (
    Clearance,
    Consultation,
    Extension,
    InputCall,
    Note,
    Review,
    WritingLink,
)
from stakeholders.models import Membership, User


@dataclass(frozen=True)
class Pack:
    """The answers themselves stand on the page that checks them."""

    review: Review
    focal_points: list[User]
    rows: list[BoardRow]
    threads: list[Thread]
    notes: list[Note]
    clearances: list[Clearance]
    links: list[WritingLink]
    extensions: list[Extension]
    consultations: list[Consultation]
    call: InputCall | None
    unstamped: int
    history: list[StateChange]

    @property
    def complete(self) -> int:
        return sum(1 for row in self.rows if row.section.completed_at)

    @property
    def last_at(self) -> datetime:
        """Of the last thing that happened."""
        return max(self._moments())

    def _moments(self) -> Iterator[datetime]:
        yield self.review.created_at
        yield from (row.changed_at for row in self.rows if row.changed_at)
        yield from (clearance.at for clearance in self.clearances)
        yield from (thread.comment.at for thread in self.threads)
        yield from (link.created_at for link in self.links)
        yield from (change.at for change in self.history)


def pack_of(review: Review) -> Pack:
    """In a fixed number of queries."""
    focal_points = Membership.objects.focal_points_of(review.country_id)
    people = User.objects.filter(memberships__in=focal_points, is_active=True)
    extensions = Extension.objects.filter(country=review.country_id, cycle=review.cycle_id)
    return Pack(
        review=review,
        focal_points=list(people.distinct().order_by("name")),
        rows=board_of(review, review.sections.asked()),
        threads=_open(threads_in(review)),
        notes=list(_unsettled(review)),
        clearances=list(_clearances(review)),
        links=list(review.links.select_related("created_by").prefetch_related("sections__section")),
        extensions=list(extensions.select_related("asked_by")),
        consultations=list(review.consultations.all()),
        call=InputCall.objects.filter(review=review, withdrawn_at=None).first(),
        unstamped=review.carried.filter(stamp="").count(),
        history=list(StateChange.objects.of(review).defer("content")),
    )


def _open(threads: Iterable[Thread]) -> list[Thread]:
    return [thread for thread in threads if thread.is_open]


def _unsettled(review: Review) -> Iterable[Note]:
    """What the Secretariat told, and the State has not settled."""
    return review.notes.filter(told_at__isnull=False, settled_at=None).select_related("question")


def _clearances(review: Review) -> Iterable[Clearance]:
    of_review = Clearance.objects.filter(section__review=review)
    return of_review.select_related("by", "section__section__objective").order_by("at", "pk")
