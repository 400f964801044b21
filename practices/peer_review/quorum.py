"""When a round has what a decision needs: reviews by both sides, and one more where they diverge.

The Network's rule: at least one reviewer of the United Nations and two external ones; where they
disagree, a further one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from practices.choices import AssignmentState, Belonging, Recommendation
from practices.models import Assignment, Round

FEWEST = {Belonging.UN: 1, Belonging.EXTERNAL: 2}


@dataclass(frozen=True)
class Standing:
    """How far a round is: the reviews that are in, and what they say together."""

    reviewed: Sequence[Assignment]
    divergence: Decimal | None
    is_divergent: bool

    def count(self, belonging: Belonging) -> int:
        return sum(1 for one in self.reviewed if one.reviewer.belonging == belonging)

    @property
    def missing(self) -> dict[Belonging, int]:
        """How many reviews each side still owes; empty if none."""
        owed = {side: fewest - self.count(side) for side, fewest in FEWEST.items()}
        return {side: number for side, number in owed.items() if number > 0}

    @property
    def has_quorum(self) -> bool:
        return not self.missing

    @property
    def has_further(self) -> bool:
        return any(one.is_further for one in self.reviewed)

    @property
    def wants_further(self) -> bool:
        """The reviews diverge, and the one more that this calls for is not in."""
        return self.has_quorum and self.is_divergent and not self.has_further

    @property
    def is_enough(self) -> bool:
        return self.has_quorum and not self.wants_further


def standing_of(one_round: Round) -> Standing:
    """Reads the round's reviews with their scores, in three queries."""
    return standings_of([one_round])[one_round.pk]


def standings_of(rounds: Sequence[Round]) -> dict[int, Standing]:
    """Of each round by its key, in as many queries as of one."""
    reviewed: dict[int, list[Assignment]] = {one_round.pk: [] for one_round in rounds}
    found = Assignment.objects.filter(round__in=rounds, state=AssignmentState.REVIEWED)
    with_scores = found.select_related("reviewer__user", "review").prefetch_related(
        "review__scores__criterion"
    )
    for assignment in with_scores:
        reviewed[assignment.round_id].append(assignment)
    return {
        one_round.pk: _standing(reviewed[one_round.pk], one_round.practice.call.divergence)
        for one_round in rounds
    }


def _standing(reviewed: Sequence[Assignment], threshold: Decimal) -> Standing:
    means = [mean for one in reviewed if (mean := one.review.mean) is not None]
    divergence = max(means) - min(means) if len(means) > 1 else None
    advice = {one.review.recommendation for one in reviewed}
    opposed = {Recommendation.ACCEPT, Recommendation.DECLINE} <= advice
    return Standing(
        reviewed, divergence, opposed or (divergence is not None and divergence >= threshold)
    )
