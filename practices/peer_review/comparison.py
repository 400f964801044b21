"""The reviews of a round beside one another, for who decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import prefetch_related_objects

from practices.models import Assignment, PeerReview, Practice, Round, Score
from practices.peer_review.quorum import FEWEST, Standing, standings_of
from practices.peer_review.review_form import line_of
from practices.peer_review.rubric import Line, key_of, lines_of

# From here on, the scores of one line are marked as far apart.
FAR_APART = 2


@dataclass(frozen=True)
class Column:
    """One review; its number is that of the letter."""

    number: int
    assignment: Assignment

    @property
    def review(self) -> PeerReview:
        return self.assignment.review

    @property
    def mean(self) -> Decimal | None:
        return self.review.mean


@dataclass(frozen=True)
class Row:
    """A line of the rubric, with the score that each reviewer gave; None where there is none."""

    line: Line
    scores: Sequence[Score | None]

    @property
    def weight(self) -> int:
        return getattr(self.line, "weight", 1)

    @property
    def is_far_apart(self) -> bool:
        values = [score.value for score in self.scores if score and score.value is not None]
        return len(values) > 1 and max(values) - min(values) >= FAR_APART


@dataclass(frozen=True)
class Side:
    """What a decision needs of one side, and what is in."""

    label: str
    reviewed: int
    needed: int


@dataclass(frozen=True)
class Comparison:
    round: Round
    standing: Standing
    columns: Sequence[Column]
    rows: Sequence[Row]
    further: Assignment | None

    @property
    def is_open(self) -> bool:
        return self.round.ended_at is None

    @property
    def sides(self) -> list[Side]:
        return [
            Side(str(side.label), self.standing.count(side), fewest)
            for side, fewest in FEWEST.items()
        ]


def comparisons_of(practice: Practice) -> list[Comparison]:
    """Of every round, the newest first."""
    rounds = list(
        practice.rounds.select_related("practice__call", "decided_by")
        .prefetch_related("points")
        .order_by("-number")
    )
    standings = standings_of(rounds)
    reviewed = [one for standing in standings.values() for one in standing.reviewed]
    prefetch_related_objects(reviewed, "review__scores__principle")
    lines = lines_of(practice)
    called = Assignment.objects.filter(round__in=rounds, is_further=True)
    further = {one.round_id: one for one in called.select_related("reviewer__user")}
    return [_compared(one, standings[one.pk], lines, further.get(one.pk)) for one in rounds]


def _compared(
    one_round: Round, standing: Standing, lines: Sequence[Line], further: Assignment | None
) -> Comparison:
    columns = [Column(number, one) for number, one in enumerate(standing.reviewed, 1)]
    scores = [
        {key_of(line_of(score)): score for score in column.review.scores.all()}
        for column in columns
    ]
    rows = [
        Row(line, [of_one.get(key_of(line)) for of_one in scores])
        for line in _all_lines(lines, columns)
    ]
    return Comparison(one_round, standing, columns, rows, further)


def _all_lines(lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[Line]:
    """Those of the rubric, then what was scored in an earlier round and is no longer in it."""
    yield from lines
    known = {key_of(line) for line in lines}
    for column in columns:
        for score in column.review.scores.all():
            line = line_of(score)
            if key_of(line) not in known:
                known.add(key_of(line))
                yield line
