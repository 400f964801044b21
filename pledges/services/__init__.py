"""Verbs of a pledge: begin, save, correct, join in, report."""

from pledges.services.errors import (
    AlreadyDecidedError,
    BadMatchError,
    BadPartnerError,
    NotAllowedError,
    PledgeError,
    StaleSaveError,
)
from pledges.services.making import begin_pledge, correct_pledge, match, save_draft
from pledges.services.partners import answer_invitation, invite_partner, leave, take_back_invitation
from pledges.services.progress import nothing_new, report_progress, set_stage

__all__ = [
    "AlreadyDecidedError",
    "BadMatchError",
    "BadPartnerError",
    "NotAllowedError",
    "PledgeError",
    "StaleSaveError",
    "answer_invitation",
    "begin_pledge",
    "correct_pledge",
    "invite_partner",
    "leave",
    "match",
    "nothing_new",
    "report_progress",
    "save_draft",
    "set_stage",
    "take_back_invitation",
]
