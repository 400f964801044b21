"""Practices and their parts; calls and criteria; the roster; the peer review; adaptations."""

from practices.models.adaptations import Adaptation
from practices.models.calls import Call, CallExtension, Criterion
from practices.models.offline import OfflineCopy
from practices.models.parts import (
    Confirmation,
    CriterionAnswer,
    PracticeFile,
    PracticeLink,
    PracticePartner,
)
from practices.models.peer_review import Assignment, PeerReview, RevisionPoint, Round, Score
from practices.models.practices import Practice
from practices.models.roster import Absence, Reviewer

__all__ = [
    "Absence",
    "Adaptation",
    "Assignment",
    "Call",
    "CallExtension",
    "Confirmation",
    "Criterion",
    "CriterionAnswer",
    "OfflineCopy",
    "PeerReview",
    "Practice",
    "PracticeFile",
    "PracticeLink",
    "PracticePartner",
    "Reviewer",
    "RevisionPoint",
    "Round",
    "Score",
]
