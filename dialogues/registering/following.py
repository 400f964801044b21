"""What a move of a session changes for those who are registered."""

from dialogues.models import Session
from publication.workflow import Attempt, Move


def follow_up(session: Session, move: Move, attempt: Attempt) -> None:
    """In the transaction of the move."""
