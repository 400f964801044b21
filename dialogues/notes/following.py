"""What a move of a background note changes besides: contributors are told."""

from dialogues.models import BackgroundNote
from publication.workflow import Attempt, Move


def after_a_move(note: BackgroundNote, move: Move, attempt: Attempt) -> None:
    """In the transaction of the move."""
