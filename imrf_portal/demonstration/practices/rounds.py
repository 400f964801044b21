"""Writes the peer review of made-up practices: rounds, assignments, reviews with their scores."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from imrf_portal.demonstration.practices.comments import letter, points, said_in
from imrf_portal.demonstration.practices.histories import History
from imrf_portal.demonstration.practices.panels import Panel
from imrf_portal.demonstration.practices.scripted import ACCEPTED, REFUSED, REVIEWED
from imrf_portal.demonstration.practices.seats import Seat
from imrf_portal.demonstration.practices.setting import Setting
from imrf_portal.demonstration.practices.words import words_in
from imrf_portal.demonstration.times import DAY
from practices.choices import Belonging
from practices.models import (
    Assignment,
    Call,
    Criterion,
    PeerReview,
    Practice,
    Reviewer,
    RevisionPoint,
    Round,
    Score,
)
from practices.peer_review.reasons import Reason, Why
from practices.peer_review.rounds import DECISIONS
from stakeholders.models import User
from stakeholders.record import acting

AT_ONCE = 1000
LOWEST, HIGHEST = 1, 5
NOT_APPLICABLE, WITH_COMMENT = 0.03, 0.3
# Where a review was begun and not handed in.
BEGUN_LINES = 3
DECIDED = (
    "state", "no_conflict_at", "answered_at", "reviewed_at", "ended_at", "reason",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A seat, with the rows of which it becomes part."""

    practice: Practice
    history: History
    panel: Panel
    round: Round
    seat: Seat

    @property
    def chance(self) -> Random:
        key = f"{self.practice.code} {self.panel.number} {self.seat.entry.address}"
        return Random(key)  # noqa: S311 - made up, not secret


@dataclass(frozen=True)
class Rounds:
    setting: Setting
    calls: Mapping[str, Call]
    reviewers: Mapping[str, Reviewer]

    def write(
        self, pairs: Sequence[tuple[Practice, History]], panels: Mapping[str, Sequence[Panel]]
    ) -> Sequence[tuple[Sitting, Assignment]]:
        told = [(p, h, panel) for p, h in pairs for panel in panels[p.code]]
        rounds = Round.objects.bulk_create(self._round(*row) for row in told)
        sittings = [
            Sitting(practice=practice, history=history, panel=panel, round=one_round, seat=seat)
            for (practice, history, panel), one_round in zip(told, rounds, strict=True)
            for seat in panel.seats
        ]
        RevisionPoint.objects.bulk_create(
            point
            for (_practice, history, panel), one_round in zip(told, rounds, strict=True)
            for point in _points(history, panel, one_round)
        )
        assignments = self._write_assignments(sittings)
        seated = list(zip(sittings, assignments, strict=True))
        self._write_reviews(seated)
        return seated

    def _round(self, practice: Practice, history: History, panel: Panel) -> Round:
        is_decided = panel.end in DECISIONS
        return Round(
            practice=practice,
            number=panel.number,
            began_at=panel.began_at,
            further_called_at=panel.further_called_at,
            ended_at=panel.ended_at,
            decision=DECISIONS.get(panel.end, ""),
            letter=letter(history.story, panel),
            decided_by=self.setting.secretariat if is_decided else None,
        )

    def _write_assignments(self, sittings: Iterable[Sitting]) -> Sequence[Assignment]:
        """Asked first, and then answered, so that the record has both."""
        sittings = list(sittings)
        with acting(by=None, verb="load the demonstration"):
            made = Assignment.objects.bulk_create(
                [self._asked(sitting) for sitting in sittings], batch_size=AT_ONCE
            )
            for assignment, sitting in zip(made, sittings, strict=True):
                for name, value in _answered(sitting).items():
                    setattr(assignment, name, value)
            # An update of many rows at once, which is far quicker than bulk_update.
            Assignment.objects.bulk_create(
                made, update_conflicts=True, unique_fields=["id"], update_fields=DECIDED
            )
        return made

    def _asked(self, sitting: Sitting) -> Assignment:
        seat = sitting.seat
        return Assignment(
            round=sitting.round,
            reviewer=self.reviewers[seat.entry.address],
            is_further=seat.plan.is_further,
            invited_at=seat.invited_at,
            invited_by=self._who_asked(seat),
            answer_due_at=seat.answer_due_at,
            review_due_at=seat.review_due_at,
            reasons_to_ask=_reasons(sitting),
        )

    def _who_asked(self, seat: Seat) -> User | None:
        """A further reviewer is called by the portal itself."""
        return None if seat.plan.is_further else self.setting.secretariat

    def _write_reviews(self, seated: Sequence[tuple[Sitting, Assignment]]) -> None:
        written = [(s, a) for s, a in seated if s.seat.plan.state in {REVIEWED, ACCEPTED}]
        reviews = PeerReview.objects.bulk_create(
            [_review(sitting, assignment) for sitting, assignment in written], batch_size=AT_ONCE
        )
        Score.objects.bulk_create(
            [
                score
                for (sitting, _assignment), review in zip(written, reviews, strict=True)
                for score in self._scores(sitting, review)
            ],
            batch_size=AT_ONCE,
        )

    def _scores(self, sitting: Sitting, review: PeerReview) -> Iterator[Score]:
        chance = sitting.chance
        lines: list[dict[str, Any]] = [
            *({"criterion": one} for one in self._criteria(sitting)),
            *({"principle_id": number} for number in sitting.history.body.principles),
        ]
        is_draft = sitting.seat.plan.state == ACCEPTED
        for line in lines[:BEGUN_LINES] if is_draft else lines:
            value = _value(sitting.seat.plan.level or HIGHEST - 1, chance)
            if "principle_id" in line and chance.random() < NOT_APPLICABLE:
                value = None
            yield Score(
                review=review, value=value, comment=_comment(sitting, value, chance), **line
            )

    def _criteria(self, sitting: Sitting) -> Sequence[Criterion]:
        return list(self.calls[sitting.history.story.call].criteria.all())


def _points(history: History, panel: Panel, one_round: Round) -> Iterator[RevisionPoint]:
    """Where the practice is still to be revised, the first one alone is answered."""
    is_answered = panel.ended_at != history.times.moves[-1]
    for number, (text, answer) in enumerate(points(history.story, panel), 1):
        said = answer if is_answered or number == 1 else ""
        yield RevisionPoint(round=one_round, number=number, text=text, answer=said)


def _answered(sitting: Sitting) -> Mapping[str, Any]:
    seat = sitting.seat
    is_refused = seat.plan.state == REFUSED
    words = words_in(sitting.history.story.language)["refused"]
    return {
        "state": seat.plan.state,
        "no_conflict_at": seat.answered_at if seat.has_read else None,
        "answered_at": seat.answered_at,
        "reviewed_at": seat.reviewed_at,
        "ended_at": seat.ended_at,
        "reason": sitting.chance.choice(words) if is_refused else "",
    }


def _reasons(sitting: Sitting) -> list[str]:
    """Why this reviewer was asked, as the suggestions would have said."""
    entry, story = sitting.seat.entry, sitting.history.story
    is_un = entry.belonging == Belonging.UN
    reasons = [Reason(Why.UN_MISSING if is_un else Why.EXTERNAL_MISSING)]
    if story.language in entry.languages:
        reasons.append(Reason(Why.LANGUAGE))
    if story.objective in entry.objectives:
        reasons.append(Reason(Why.PRIMARY_OBJECTIVE, (str(story.objective),)))
    return [reason.code for reason in reasons]


def _review(sitting: Sitting, assignment: Assignment) -> PeerReview:
    said = said_in(sitting.history.story, sitting.panel).get(sitting.seat.entry.address)
    if said is None:  # begun, and not handed in
        return PeerReview(assignment=assignment, saved_at=_saved_at(sitting.seat))
    return PeerReview(
        assignment=assignment,
        recommendation=said.recommendation,
        for_author=said.for_author,
        for_secretariat=said.for_secretariat,
        revision=sitting.chance.randint(2, 9),
        saved_at=_saved_at(sitting.seat),
    )


def _saved_at(seat: Seat) -> datetime:
    return seat.reviewed_at or (seat.answered_at or seat.invited_at) + DAY


def _value(level: float, chance: Random) -> int | None:
    """Rounded up or down by chance, so that the mean is about the level."""
    return min(HIGHEST, max(LOWEST, int(level + chance.random())))


def _comment(sitting: Sitting, value: int | None, chance: Random) -> str:
    if value is None or chance.random() > WITH_COMMENT:
        return ""
    words: list[str] = words_in(sitting.history.story.language)["comment"]
    shown, partly, honest, passing = words
    return {5: shown, 4: honest, 3: partly}.get(value, passing)
