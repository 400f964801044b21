"""What else a move of a practice changes, in the transaction of the move."""

from practices.models import Practice
from practices.peer_review import rounds
from practices.services.confirming import ask_if_needed
from publication.workflow import Attempt, Move


def follow_up(practice: Practice, move: Move, attempt: Attempt) -> None:
    """Rounds of review begin and end; on submission the implementer is asked."""
    rounds.follow_up(practice, move, attempt)
    if move.name == "submit":
        ask_if_needed(practice, attempt.by)
