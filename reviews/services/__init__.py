"""Verbs of a review: begin it, hand a section over, mark it complete."""

from reviews.services.beginning import begin_review, current_questionnaire, extended_until
from reviews.services.completing import mark_section
from reviews.services.errors import (
    AlreadyBegunError,
    NotAllowedError,
    NotCompleteError,
    NotOpenError,
    ReviewError,
)
from reviews.services.handing_over import contributors_of, hand_over_section

__all__ = [
    "AlreadyBegunError",
    "NotAllowedError",
    "NotCompleteError",
    "NotOpenError",
    "ReviewError",
    "begin_review",
    "contributors_of",
    "current_questionnaire",
    "extended_until",
    "hand_over_section",
    "mark_section",
]
