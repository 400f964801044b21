"""How somebody stands with a session: registered, waiting, or still able to register."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from dialogues.choices import RegistrationState
from dialogues.models import Registration, Session
from dialogues.registering.places import standing
from dialogues.rules import is_open_for_registration
from stakeholders.models import User


@dataclass(frozen=True, kw_only=True)
class Standing:
    """`joining` is there for who has a place. `free` is None where there is no limit."""

    is_open: bool
    is_placed: bool = False
    is_waiting: bool = False
    is_asked: bool = False
    position: int = 0
    joining: str = ""
    free: int | None = None
    waiting: int = 0
    closes_at: datetime | None = None

    @classmethod
    def of(cls, place: Registration | None, session: Session) -> "Standing":
        state = place.state if place else ""
        is_placed = state == RegistrationState.PLACED
        is_waiting = state == RegistrationState.WAITING
        taken, waiting = _counts(session)
        return cls(
            is_open=is_open_for_registration(session, timezone.now()),
            is_placed=is_placed,
            is_waiting=is_waiting,
            is_asked=state == RegistrationState.ASKED,
            position=_position(place) if place and is_waiting else 0,
            joining=session.joining if is_placed and session.is_published else "",
            free=None if session.capacity is None else max(session.capacity - taken, 0),
            waiting=waiting,
            closes_at=session.registration_closes_at,
        )


def standing_of(session: Session, user: Any) -> Standing:
    place = standing(session, user) if isinstance(user, User) else None
    if place is not None and place.state == RegistrationState.ASKED:
        place = None  # with an account it needs no confirmation
    return Standing.of(place, session)


def _counts(session: Session) -> tuple[int, int]:
    """How many places are taken, and how many wait."""
    counts = session.registrations.aggregate(
        taken=Count("pk", filter=Q(state=RegistrationState.PLACED)),
        waiting=Count("pk", filter=Q(state=RegistrationState.WAITING)),
    )
    return counts["taken"], counts["waiting"]


def _position(place: Registration) -> int:
    """On the waiting list, from 1."""
    before = Registration.objects.filter(
        session=place.session_id, state=RegistrationState.WAITING, since__lt=place.since
    )
    return before.count() + 1
