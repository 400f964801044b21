"""The record of made-up reviews: the rows that `make_move` would have written, with their times."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType

from imrf_portal.demonstration import examination
from imrf_portal.demonstration.histories import History
from imrf_portal.demonstration.ledger import notice_of_move, state_change
from imrf_portal.demonstration.words import sentences_in
from notices.models import Notice
from publication.choices import SECRETARIAT, State
from publication.models import Citation, StateChange
from publication.workflow import Move
from reviews.models import Question, Review
from reviews.rules import is_focal_point
from reviews.workflow import ROOM, WORKFLOW
from stakeholders.models import User
from stakeholders.rules import is_secretariat

# What is said of a move that everybody reads of.
NOTED = {"correct": "correction", "withdraw": "withdrawn", "restore": "restored"}


def moves_of(history: History) -> Iterator[tuple[Move, datetime]]:
    """The rows of the table that the review went through, and when."""
    state: str = State.DRAFT
    for name, at in zip(history.story.moves, history.times.moves, strict=True):
        move = WORKFLOW.find(name, state)
        state = move.target
        yield move, at


@dataclass(frozen=True)
class Recorder:
    """Writes down the moves of any history.

    By the review's code: `files` are those of its answers, `annexes` what else belongs to it.
    """

    secretariat: User
    files: dict[str, dict[str, list[dict[str, str]]]]
    annexes: dict[str, dict[str, Any]]

    def changes(self, review: Review, history: History) -> Iterator[StateChange]:
        for sequence, (move, at) in enumerate(moves_of(history), 1):
            yield state_change(
                review,
                sequence=sequence,
                move=move,
                at=at,
                by=self._who(move, history),
                note=_note(move, history),
                content=self._content(review, history, at) if move.keeps_content else None,
            )

    def notices(self, change: StateChange, history: History) -> Iterator[Notice]:
        """What was told of the move, as sent long ago."""
        move = WORKFLOW.find(change.move, change.from_state)
        for audience in move.tells:
            kind = f"{ROOM.name}.{move.slug}.{audience.value}"
            person = self.secretariat if audience is SECRETARIAT else history.team.focal_point
            yield notice_of_move(kind, change, person)

    def _who(self, move: Move, history: History) -> User | None:
        people = {is_focal_point: history.team.focal_point, is_secretariat: self.secretariat}
        return people.get(move.may)

    def _content(self, review: Review, history: History, at: datetime) -> dict[str, Any]:
        answers = history.answers_at(at)
        for key, files in self.files.get(review.code, {}).items():
            answers.setdefault(key, {})["files"] = files
        annexes = self.annexes.get(review.code)
        return {
            "code": review.code,
            "country": review.country_id,
            "cycle": review.cycle_id,
            "questionnaire": review.questionnaire.version,
            "language": review.language,
            "answers": answers,
            **({"annexes": annexes} if annexes else {}),
        }


def _note(move: Move, history: History) -> str:
    if move.name in NOTED:
        return str(examination.said_in(history.story.language)[NOTED[move.name]])
    if move.name != "return":
        return ""
    chance = Random(f"{history.story.code} {move.name}")  # noqa: S311 - made up, not secret
    return str(chance.choice(sentences_in(history.story.language)["return-note"]))


def citation(source: Review, history: History, part: Question, target: Review) -> Citation:
    item_type = ContentType.objects.get_for_model(Review)
    last = history.saves[part][-1]
    return Citation(
        source_type=item_type,
        source_id=source.pk,
        source_part=part.key,
        target_type=item_type,
        target_id=target.pk,
        by=last.by,
        at=last.at,
    )
