"""What a move of a background note changes besides: contributors are told."""

from dialogues.models import BackgroundNote
from dialogues.notes.citing import forget_what_was_taken_out
from dialogues.notes.telling import tell_contributors
from publication.workflow import Attempt, Move

PUBLISHING = ("publish", "release")


def after_a_move(note: BackgroundNote, move: Move, attempt: Attempt) -> None:
    """In the transaction of the move."""
    if move.name in PUBLISHING:
        forget_what_was_taken_out(note)
        tell_contributors(note, attempt.now)
