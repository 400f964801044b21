"""The rounds of a practice as the Secretariat sees them: who was asked, and how far it is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from practices.choices import AssignmentState, Belonging
from practices.models import Assignment, Practice, Round
from practices.peer_review.owing import Debt, debts_of
from practices.peer_review.quorum import FEWEST
from practices.peer_review.reasons import Reason, reason_of
from practices.querysets import OPEN, TAKEN


@dataclass(frozen=True)
class Row:
    """One who was asked; `debt` is what they still owe."""

    assignment: Assignment
    debt: Debt | None

    @property
    def is_open(self) -> bool:
        return self.assignment.state in OPEN

    @property
    def waits_for_answer(self) -> bool:
        return self.assignment.state == AssignmentState.INVITED

    @property
    def reasons(self) -> list[Reason]:
        kept = (reason_of(str(code)) for code in self.assignment.reasons_to_ask)
        return [reason for reason in kept if reason is not None]

    @property
    def kind(self) -> str:
        """How its state is marked."""
        if self.debt and self.debt.is_late:
            return "warn"
        return "good" if self.assignment.state == AssignmentState.REVIEWED else ""


@dataclass(frozen=True)
class Need:
    """What a decision needs of one side, and how much of it is there."""

    side: str
    needed: int
    asked: int
    reviewed: int

    @property
    def is_met(self) -> bool:
        return self.asked >= self.needed


@dataclass(frozen=True)
class RoundSeen:
    round: Round
    rows: Sequence[Row]

    @property
    def is_open(self) -> bool:
        return self.round.ended_at is None

    @property
    def needs(self) -> list[Need]:
        asked = self._count(TAKEN)
        reviewed = self._count((AssignmentState.REVIEWED,))
        return [
            Need(str(side.label), fewest, asked[side], reviewed[side])
            for side, fewest in FEWEST.items()
        ]

    def _count(self, states: Sequence[str]) -> Counter[str]:
        return Counter(
            Belonging(row.assignment.reviewer.belonging)
            for row in self.rows
            if row.assignment.state in states
        )


def rounds_of(practice: Practice, now: datetime) -> list[RoundSeen]:
    """The newest first."""
    assignments = list(Assignment.objects.filter(round__practice=practice).with_names())
    debts = {debt.assignment.pk: debt for debt in debts_of(assignments, now)}
    rows = _by_round(assignments, debts)
    rounds = practice.rounds.order_by("-number")
    return [RoundSeen(one, rows.get(one.pk, [])) for one in rounds]


def _by_round(
    assignments: Sequence[Assignment], debts: Mapping[int, Debt]
) -> Mapping[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for one in assignments:
        found.setdefault(one.round_id, []).append(Row(one, debts.get(one.pk)))
    return found
