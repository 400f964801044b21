"""Verbs of a review: begin it, hand a section over, mark it complete."""

from reviews.deadlines import extended_until
from reviews.in_force import current_questionnaire
from reviews.services.beginning import begin_review
from reviews.services.completing import mark_section
from reviews.services.correcting import (
    CorrectedMeanwhileError,
    WrongCorrectionError,
    correct_answer,
)
from reviews.services.errors import (
    AlreadyBegunError,
    NotAllowedError,
    NotCompleteError,
    NotOpenError,
    ReviewError,
)
from reviews.services.extending import ExtensionError, ask_for_time, grant_time, refuse_time
from reviews.services.handing_over import contributors_of, hand_over_section
from reviews.services.noting import add_note, settle_note, take_note_away

__all__ = [
    "AlreadyBegunError",
    "CorrectedMeanwhileError",
    "ExtensionError",
    "NotAllowedError",
    "NotCompleteError",
    "NotOpenError",
    "ReviewError",
    "WrongCorrectionError",
    "add_note",
    "ask_for_time",
    "begin_review",
    "contributors_of",
    "correct_answer",
    "current_questionnaire",
    "extended_until",
    "grant_time",
    "hand_over_section",
    "mark_section",
    "refuse_time",
    "settle_note",
    "take_note_away",
]
