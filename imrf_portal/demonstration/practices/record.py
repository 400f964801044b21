"""The record of made-up practices: the rows that `make_move` would have written at their times."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from imrf_portal.demonstration.ledger import notice_of_move, state_change
from imrf_portal.demonstration.practices.comments import letter
from imrf_portal.demonstration.practices.histories import History
from imrf_portal.demonstration.practices.panels import Panel
from imrf_portal.demonstration.practices.parts import kept
from imrf_portal.demonstration.practices.setting import Setting
from imrf_portal.demonstration.practices.words import words_in
from notices.models import Notice
from practices.models import Call, Practice
from practices.workflow import ROOM, WORKFLOW
from publication.choices import SECRETARIAT, State
from publication.models import StateChange
from publication.workflow import Move
from stakeholders.models import User

BY_AUTHOR = {"submit", "take back", "withdraw", "resubmit", "appeal", "archive"}
WITH_NOTE = {"return", "appeal", "uphold", "reopen", "correct", "archive", "restore", "withdraw"}
SCREENED_OUT = "screened-out"


@dataclass(frozen=True)
class Recorder:
    """Writes down the moves of any history."""

    setting: Setting
    calls: Mapping[str, Call]
    panels: Mapping[str, Sequence[Panel]]

    def changes(self, practice: Practice, history: History) -> Iterator[StateChange]:
        for place, (move, at) in enumerate(history.made):
            yield state_change(
                practice,
                sequence=place + 1,
                move=move,
                at=at,
                by=self._who(move, history),
                note=self._note(move, at, history),
                content=self._content(practice, history, place) if move.keeps_content else None,
            )

    def notices(self, change: StateChange, history: History) -> Iterator[Notice]:
        """What was told of the move, as sent long ago."""
        move = WORKFLOW.find(change.move, change.from_state)
        author = self.setting.author(history.story)
        for audience in move.tells:
            kind = f"{ROOM.name}.{move.slug}.{audience.value}"
            person = self.setting.secretariat if audience is SECRETARIAT else author
            yield notice_of_move(kind, change, person)

    def _who(self, move: Move, history: History) -> User | None:
        if move.name == "release":
            return None
        by_author = move.name in BY_AUTHOR
        return self.setting.author(history.story) if by_author else self.setting.secretariat

    def _note(self, move: Move, at: datetime, history: History) -> str:
        story = history.story
        if move.source == State.UNDER_REVIEW and move.name != "withdraw":
            ended = (panel for panel in self.panels[story.code] if panel.ended_at == at)
            return letter(story, next(ended))
        key = SCREENED_OUT if move.name == "decline" else move.name
        if key not in {*WITH_NOTE, SCREENED_OUT}:
            return ""
        chance = Random(f"{story.code} {key}")  # noqa: S311 - made up, not secret
        return str(chance.choice(words_in(story.language)[key]))

    def _content(self, practice: Practice, history: History, place: int) -> dict[str, Any]:
        """What `practices.content` would have kept then."""
        body = history.body
        return {
            "code": practice.code,
            "cycle": practice.cycle_id,
            "call": practice.call.code,
            "organisation": practice.organisation.name,
            "implementer": "" if practice.is_own else practice.implementer,
            "title": body.title,
            "language": practice.language,
            "scope": str(body.scope),
            "progress": str(body.progress),
            "currency": body.currency,
            **history.texts_at(place),
            "primary_objective": history.story.objective,
            "objectives": sorted(body.objectives),
            "principles": list(history.principles_at(place)),
            "countries": list(body.countries),
            "starts_on": str(body.starts_on),
            "ends_on": str(body.ends_on or ""),
            "amount": str(body.amount) if body.amount is not None else "",
            "also_in": list(body.also_in),
            **kept(self.setting, self.calls[history.story.call], history),
        }
