"""The versions of a published item: each what was published under a number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from publication.choices import State
from publication.models import Publishable, StateChange


@dataclass(frozen=True)
class Version:
    """What was published under a number, until it was superseded."""

    number: int
    change: StateChange
    superseded: "Version | None" = None

    @property
    def content(self) -> Mapping[str, Any]:
        return self.change.content or {}

    @property
    def note(self) -> str:
        """What was corrected and why; notes of other moves are for those who wrote it."""
        return self.change.note if self.change.move == "correct" else ""


def versions_of(item: Publishable) -> list[Version]:
    """The newest first, each knowing the one that came after it."""
    changes = StateChange.objects.of(item).filter(to_state=State.PUBLISHED, content__isnull=False)
    versions: list[Version] = []
    numbered = list(enumerate(changes, 1))
    for number, change in reversed(numbered):
        versions.append(Version(number, change, versions[-1] if versions else None))
    return versions
