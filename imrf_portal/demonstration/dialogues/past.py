"""What became of each made-up session: the moves that led to where it stands, at their times."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from compact.reference.toml_tables import in_languages
from dialogues.content import content_of
from dialogues.models import Session
from dialogues.workflow import WORKFLOW
from imrf_portal.demonstration.dialogues.planning import (
    ANNOUNCED,
    CALLED_OFF,
    DRAFT,
    SCHEDULED,
    Plan,
)
from imrf_portal.demonstration.ledger import state_change
from publication.choices import State
from publication.models import StateChange
from stakeholders.models import User

SUMMED_UP_AFTER, CALLED_OFF_BEFORE = timedelta(days=6), timedelta(days=2)
COMES_OUT_IN = timedelta(days=5)
WHY_CALLED_OFF = "The hosts cannot hold it on that day. It will be announced anew."
WHY_CHANGED = "The summary and the key messages were added."
ENDS = {
    ANNOUNCED: State.PUBLISHED,
    CALLED_OFF: State.ARCHIVED,
    SCHEDULED: State.SCHEDULED,
    DRAFT: State.DRAFT,
}


@dataclass
class Past:
    session: Session
    plan: Plan
    theme: Mapping[str, Any]
    by: User
    now: datetime
    changes: list[StateChange] = field(default_factory=list)

    def write(self, announced_at: datetime) -> None:
        self._announce(announced_at)
        if self.plan.is_summed_up:
            self._sum_up(self.plan.ends_at + SUMMED_UP_AFTER)
        if self.plan.fate == CALLED_OFF:
            at = self.now - CALLED_OFF_BEFORE
            self._move("call off", State.PUBLISHED, at, WHY_CALLED_OFF)
        self.session.state = ENDS[self.plan.fate]
        self.session.save()
        StateChange.objects.bulk_create(self.changes)

    def _announce(self, at: datetime) -> None:
        if self.plan.fate == SCHEDULED:
            self._move("schedule", State.DRAFT, at)
            self.session.publish_at = self.now + COMES_OUT_IN
        elif self.plan.fate != DRAFT:
            self._move("publish", State.DRAFT, at)
            self.session.published_at = at

    def _sum_up(self, at: datetime) -> None:
        for name in ("summary", "key_messages"):
            for field_name, text in in_languages(name, self.theme[name]).items():
                setattr(self.session, field_name, text)
        self.session.saved_at, self.session.revision = at, 2
        self._move("correct", State.PUBLISHED, at, WHY_CHANGED)

    def _move(self, name: str, state: State, at: datetime, note: str = "") -> None:
        move = WORKFLOW.find(name, state)
        change = state_change(
            self.session,
            sequence=len(self.changes) + 1,
            move=move,
            at=at,
            by=self.by,
            note=note,
            content=content_of(self.session) if move.keeps_content else None,
        )
        self.changes.append(change)
