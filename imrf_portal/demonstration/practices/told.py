"""What was told of the assignments of the forum being prepared, as sent long ago."""

from collections.abc import Iterator
from datetime import datetime

from imrf_portal.demonstration.ledger import sent
from imrf_portal.demonstration.practices.rounds import Sitting
from imrf_portal.demonstration.practices.scripted import CALLED_OFF, LAPSED, REFUSED, REVIEWED
from notices.models import Notice
from practices.models import Assignment
from practices.peer_review import kinds
from practices.peer_review.rounds import DECISIONS
from practices.peer_review.telling import notice_to
from stakeholders.models import User


def notices(sitting: Sitting, assignment: Assignment, secretariat: User) -> Iterator[Notice]:
    reviewer = assignment.reviewer.user
    for kind, at in _to_reviewer(sitting):
        yield _sent(notice_to(assignment, kind, reviewer), at)
    for kind, at in _to_secretariat(sitting):
        following = str(reviewer) if kind == kinds.FURTHER else ""
        note = assignment.reason if kind == kinds.LOST else ""
        yield _sent(notice_to(assignment, kind, secretariat, note, next=following), at)


def _to_reviewer(sitting: Sitting) -> Iterator[tuple[str, datetime]]:
    seat, panel = sitting.seat, sitting.panel
    yield kinds.INVITED, seat.invited_at
    if seat.ended_at and seat.plan.state == LAPSED:
        yield kinds.LAPSED, seat.ended_at
    if seat.ended_at and seat.plan.state == CALLED_OFF:
        yield kinds.CALLED_OFF, seat.ended_at
    if seat.reviewed_at:
        yield kinds.RECEIVED, seat.reviewed_at
    if seat.reviewed_at and panel.ended_at and panel.end in DECISIONS:
        yield kinds.DECIDED, panel.ended_at
    published_at = sitting.history.last("publish", "release")
    if published_at and seat.plan.state == REVIEWED and _is_last(sitting):
        yield kinds.THANKS, published_at


def _is_last(sitting: Sitting) -> bool:
    """In the last round that this reviewer took part in, one is thanked."""
    return sitting.panel.ended_at == sitting.history.last("accept")


def _to_secretariat(sitting: Sitting) -> Iterator[tuple[str, datetime]]:
    seat = sitting.seat
    if seat.ended_at and seat.plan.state in {LAPSED, REFUSED}:
        yield kinds.LOST, seat.ended_at
    if seat.reviewed_at:
        yield kinds.HANDED_IN, seat.reviewed_at
    if seat.plan.is_further:
        yield kinds.FURTHER, seat.invited_at


def _sent(notice: Notice, at: datetime) -> Notice:
    notice.context = {**notice.context, "at": at.isoformat()}
    for name, value in sent(at).items():
        setattr(notice, name, value)
    return notice
