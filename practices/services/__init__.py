"""Verbs of a practice: begin, save, correct, attach, answer points, ask the implementer."""

from practices.services.confirming import (
    answer_for_implementer,
    ask_if_needed,
    ask_implementer,
    asked_of,
)
from practices.services.errors import (
    AlreadyAnsweredError,
    ClosedCallError,
    NotAllowedError,
    NotAskedError,
    PracticeError,
)
from practices.services.files import attach, take_back_file
from practices.services.making import begin_practice, correct_practice, save_draft
from practices.services.offline import answers_at, keep_copy
from practices.services.points import answer_points, points_of
from publication.drafts.saving import IncompleteError

__all__ = [
    "AlreadyAnsweredError",
    "ClosedCallError",
    "IncompleteError",
    "NotAllowedError",
    "NotAskedError",
    "PracticeError",
    "answer_for_implementer",
    "answer_points",
    "answers_at",
    "ask_if_needed",
    "ask_implementer",
    "asked_of",
    "attach",
    "begin_practice",
    "correct_practice",
    "keep_copy",
    "points_of",
    "save_draft",
    "take_back_file",
]
