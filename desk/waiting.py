"""What waits on a person. A source of tasks is a function that takes the person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """`why` says why it is this person's to do."""

    title: str
    url: str
    why: str
    due: date | datetime | None = None

    @property
    def day(self) -> date:
        """The reader's day on which it is due; what has no date comes after all others."""
        if isinstance(self.due, datetime):
            return timezone.localdate(self.due)
        return self.due or date.max
