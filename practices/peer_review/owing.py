"""Who still owes what: an answer, a review; and which rounds have too few reviewers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max

from notices.choices import NoticeState
from notices.models import Notice
from practices.choices import AssignmentState, Belonging
from practices.models import Assignment, Practice, Round
from practices.peer_review import kinds
from practices.peer_review.quorum import FEWEST
from practices.peer_review.telling import notice_to
from practices.querysets import TAKEN
from publication.choices import State
from stakeholders.models import User

REMINDERS = (kinds.ANSWER_DUE, kinds.REVIEW_DUE, kinds.OVERDUE)


@dataclass(frozen=True)
class Reminded:
    times: int = 0
    last_at: datetime | None = None


@dataclass(frozen=True)
class Debt:
    """`was_told` is whether the mail of the invitation has left: who never got it owes nothing."""

    assignment: Assignment
    now: datetime
    was_told: bool
    reminded: Reminded

    @property
    def owes_answer(self) -> bool:
        return self.assignment.state == AssignmentState.INVITED

    @property
    def due_at(self) -> datetime:
        one = self.assignment
        return one.answer_due_at if self.owes_answer else one.review_due_at

    @property
    def is_late(self) -> bool:
        return self.due_at <= self.now

    @property
    def days_late(self) -> int:
        return max(0, (self.now - self.due_at).days)


@dataclass(frozen=True)
class Shortage:
    """A round with fewer reviewers at work than a decision needs, by side."""

    practice: Practice
    missing: Mapping[Belonging, int]

    @property
    def sides(self) -> list[tuple[str, int]]:
        return [(str(side.label), number) for side, number in self.missing.items()]


def open_assignments(user: User) -> list[Assignment]:
    """Of all practices under review on which this member of the Secretariat decides."""
    mine = Practice.objects.examined_by(user).filter(state=State.UNDER_REVIEW)
    return list(Assignment.objects.open().filter(round__practice__in=mine).with_names())


def debts_of(assignments: Collection[Assignment], now: datetime) -> list[Debt]:
    """What each still owes, the longest due first; two queries for all of them."""
    open_ones = [
        one
        for one in assignments
        if one.state in {AssignmentState.INVITED, AssignmentState.ACCEPTED}
    ]
    sent, reminded = _told(open_ones), _reminded(open_ones)
    debts = [
        Debt(
            one,
            now,
            one.state == AssignmentState.ACCEPTED or one.pk in sent,
            reminded.get(one.pk, Reminded()),
        )
        for one in open_ones
    ]
    return sorted(debts, key=lambda debt: (debt.due_at, debt.assignment.pk))


def _told(assignments: Sequence[Assignment]) -> set[int]:
    """Those whose present invitation has left."""
    keys = {notice_to(one, kinds.INVITED, one.reviewer.user).key: one.pk for one in assignments}
    sent = Notice.objects.filter(key__in=keys, state=NoticeState.SENT)
    return {keys[key] for key in sent.values_list("key", flat=True)}


def _reminded(assignments: Sequence[Assignment]) -> Mapping[int, Reminded]:
    sent = Notice.objects.filter(
        kind__in=REMINDERS,
        item_type=ContentType.objects.get_for_model(Assignment),
        item_id__in=[str(one.pk) for one in assignments],
        state=NoticeState.SENT,
    )
    rows = sent.order_by().values_list("item_id").annotate(Count("pk"), Max("sent_at"))
    return {int(item): Reminded(times, last_at) for item, times, last_at in rows}


def shortages_for(user: User) -> list[Shortage]:
    mine = Practice.objects.examined_by(user).filter(state=State.UNDER_REVIEW).with_names()
    rounds = Round.objects.filter(ended_at=None, practice__in=mine).order_by("began_at", "pk")
    at_work: defaultdict[int, Counter[str]] = defaultdict(Counter)
    taken = Assignment.objects.filter(round__in=rounds, state__in=TAKEN)
    for number, side in taken.values_list("round", "reviewer__belonging"):
        at_work[number][side] += 1
    practices = {practice.pk: practice for practice in mine}
    found = [Shortage(practices[one.practice_id], missing_in(at_work[one.pk])) for one in rounds]
    return [shortage for shortage in found if shortage.missing]


def missing_in(at_work: Counter[str]) -> Mapping[Belonging, int]:
    """How many reviewers each side lacks; a side that has enough is not named."""
    lacking = {side: fewest - at_work[side] for side, fewest in FEWEST.items()}
    return {side: number for side, number in lacking.items() if number > 0}
