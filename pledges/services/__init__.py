"""Verbs of a pledge: begin, save, correct, join in, report."""

from pledges.matching import BadMatchError, match
from pledges.services.errors import (
    AlreadyAnsweredError,
    AlreadyDecidedError,
    BadPartnerError,
    BadReportError,
    IncompleteError,
    NoReasonError,
    NotAllowedError,
    PledgeError,
    StaleSaveError,
)
from pledges.services.files import attach, take_back_file
from pledges.services.making import begin_pledge, correct_pledge, save_draft
from pledges.services.partners import answer_invitation, invite_partner, leave, take_back_invitation
from pledges.services.progress import nothing_new, report_progress, set_stage

__all__ = [
    "AlreadyAnsweredError",
    "AlreadyDecidedError",
    "BadMatchError",
    "BadPartnerError",
    "BadReportError",
    "IncompleteError",
    "NoReasonError",
    "NotAllowedError",
    "PledgeError",
    "StaleSaveError",
    "answer_invitation",
    "attach",
    "begin_pledge",
    "correct_pledge",
    "invite_partner",
    "leave",
    "match",
    "nothing_new",
    "report_progress",
    "save_draft",
    "set_stage",
    "take_back_file",
    "take_back_invitation",
]
