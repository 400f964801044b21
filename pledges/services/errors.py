"""Why a verb was refused. Nothing was written."""

from collections.abc import Sequence

from pledges.problems import Problem
from publication.drafts.saving import StaleSaveError

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


class IncompleteError(PledgeError):
    """What was published may not be made incomplete; `problems` says what would be missing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(str(words) for _name, words in problems))
        self.problems = problems


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
