"""Why a verb was refused. Nothing was written."""

from publication.drafts.saving import IncompleteError, StaleSaveError

__all__ = [
    "AlreadyAnsweredError",
    "AlreadyDecidedError",
    "BadPartnerError",
    "BadReportError",
    "IncompleteError",
    "NoReasonError",
    "NotAllowedError",
    "PledgeError",
    "StaleSaveError",
]


class PledgeError(Exception):
    """The verb was refused."""


class NotAllowedError(PledgeError):
    """This person may not do that, or not in this state."""


class BadPartnerError(PledgeError):
    """The organisation is the pledge's own, is not verified, or was invited already."""


class AlreadyDecidedError(PledgeError):
    """The invitation was answered or taken back in the meantime."""


class NoReasonError(PledgeError):
    """A pledge is discontinued for a reason, and none was given."""


class BadReportError(PledgeError):
    """A report is of a day that has come, and says what shows it."""


class AlreadyAnsweredError(PledgeError):
    """There has been news since the question was asked."""
