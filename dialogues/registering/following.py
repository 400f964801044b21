"""What a move of a session changes for those who are registered."""

from typing import Any

from dialogues.models import Session
from dialogues.registering.places import move_up
from dialogues.registering.telling import CALLED_OFF, CHANGED, ON_AGAIN, tell_all
from publication.models import StateChange
from publication.workflow import Attempt, Move

# What of the content those who come must know at once when it is another.
CONCERNS = ("starts_at", "ends_at", "time_zone", "place")


def follow_up(session: Session, move: Move, attempt: Attempt) -> None:
    """In the transaction of the move, which holds the session."""
    occasion = attempt.now.isoformat()
    match move.name:
        case "call off":
            tell_all(session, CALLED_OFF, occasion, note=attempt.note)
        case "restore":
            tell_all(session, ON_AGAIN, occasion, note=attempt.note)
            move_up(session, attempt.now)
        case "correct":
            if _has_moved(session):
                tell_all(session, CHANGED, occasion, note=attempt.note)
            # There may be more places than before.
            move_up(session, attempt.now)


def _has_moved(session: Session) -> bool:
    """To another time or place, since the version before."""
    kept = StateChange.objects.of(session).filter(content__isnull=False).order_by("-sequence")
    contents: list[Any] = list(kept.values_list("content", flat=True)[:2])
    if len(contents) < 2:  # noqa: PLR2004 - the newest and the one before
        return False
    now, then = contents
    return any(now.get(name) != then.get(name) for name in CONCERNS)
