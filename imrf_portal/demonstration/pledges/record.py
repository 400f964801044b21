"""The record of made-up pledges: the rows that `make_move` would have written, with their times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from imrf_portal.demonstration.ledger import notice_of_move, state_change
from imrf_portal.demonstration.pledges.bodies import Goal
from imrf_portal.demonstration.pledges.histories import History
from imrf_portal.demonstration.pledges.words import sentences_in
from notices.models import Notice
from pledges.choices import PartnerState
from pledges.models import Pledge
from pledges.workflow import ROOM, WORKFLOW
from publication.choices import SECRETARIAT, State
from publication.models import StateChange
from publication.workflow import Move
from stakeholders.models import Organisation, User

WITH_NOTE = {"return": "return-note", "correct": "correction"}


def moves_of(history: History) -> Iterator[tuple[Move, datetime]]:
    """The rows of the table that the pledge went through, and when."""
    state: str = State.DRAFT
    for name, at in zip(history.story.moves, history.moves, strict=True):
        move = WORKFLOW.find(name, state)
        state = move.target
        yield move, at


@dataclass(frozen=True)
class Recorder:
    """Writes down the moves of any history. `speakers` speak for each organisation, by its name."""

    secretariat: User
    speakers: Mapping[str, User]
    organisations: Mapping[str, Organisation]
    files: Mapping[str, list[dict[str, str]]]

    def changes(self, pledge: Pledge, history: History) -> Iterator[StateChange]:
        for sequence, (move, at) in enumerate(moves_of(history), 1):
            yield state_change(
                pledge,
                sequence=sequence,
                move=move,
                at=at,
                by=self._who(move, history),
                note=_note(move, history),
                content=self._content(pledge, history, at) if move.keeps_content else None,
            )

    def notices(self, change: StateChange, history: History) -> Iterator[Notice]:
        """What was told of the move, as sent long ago."""
        move = WORKFLOW.find(change.move, change.from_state)
        author = self.speakers[history.story.maker]
        for audience in move.tells:
            kind = f"{ROOM.name}.{move.slug}.{audience.value}"
            person = self.secretariat if audience is SECRETARIAT else author
            yield notice_of_move(kind, change, person)

    def _who(self, move: Move, history: History) -> User | None:
        if move.name == "release":
            return None
        author = self.speakers[history.story.maker]
        return author if move.name in {"submit", "take back"} else self.secretariat

    def _content(self, pledge: Pledge, history: History, at: datetime) -> dict[str, Any]:
        """What `pledges.content` would have kept then. A correction adds the last objective."""
        body = history.body
        corrected = history.corrected_at
        missing = body.objectives[-1] if corrected and at < corrected else None
        return {
            "code": pledge.code,
            "cycle": pledge.cycle_id,
            "organisation": str(pledge.organisation),
            "title": body.title,
            "description": body.description,
            "language": pledge.language,
            "kind": str(pledge.kind),
            "side": str(pledge.side),
            "natures": list(body.natures),
            "scope": str(body.scope),
            "currency": body.currency,
            "answers_to": history.story.answers,
            "objectives": [number for number in body.objectives if number != missing],
            "actions": [a for a in body.actions if not a.startswith(f"{missing}(")],
            "principles": list(body.principles),
            "countries": list(body.countries),
            "starts_on": str(body.starts_on),
            "ends_on": str(body.ends_on),
            "amount": str(body.amount or ""),
            "commitments": [
                f"{letter}) {text}"
                for letter, text in zip("abcdefgh", body.commitments, strict=False)
            ],
            "targets": [_target(goal) for goal in body.goals],
            "partners": self._named(history, at),
            "files": self.files.get(pledge.code, []),
        }

    def _named(self, history: History, at: datetime) -> list[str]:
        """Those who had accepted by then, and had not left."""
        named = [
            self.organisations[joining.name]
            for joining in history.partners
            if joining.state in {PartnerState.ACCEPTED, PartnerState.LEFT}
            and not joining.has_left(at)
        ]
        return [str(organisation) for organisation in sorted(named, key=lambda o: o.pk)]


def _note(move: Move, history: History) -> str:
    if move.name not in WITH_NOTE:
        return ""
    written = sentences_in(history.story.language)[WITH_NOTE[move.name]]
    chance = Random(f"{history.story.code} {move.name}")  # noqa: S311 - made up, not secret
    return str(chance.choice(written))


def _target(goal: Goal) -> dict[str, str]:
    return {
        "indicator": goal.indicator,
        "baseline": str(goal.baseline),
        "value": str(goal.value),
        "unit": goal.unit,
        "due_on": str(goal.due_on),
    }
