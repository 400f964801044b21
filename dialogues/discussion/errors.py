"""Why a verb of the discussion was refused, in words. Nothing was written."""

from datetime import datetime


class DiscussionError(Exception):
    """The verb was refused; its text says why to the person."""


class ClosedSpaceError(DiscussionError):
    """The space does not take contributions at this moment."""


class NoPartError(DiscussionError):
    """The person does not, or no longer, take part for the organisation."""


class TooOftenError(DiscussionError):
    """The person said as much as one can for now; `again_at` is when there may be more."""

    def __init__(self, words: str, again_at: datetime) -> None:
        super().__init__(words)
        self.again_at = again_at


class SaidAlreadyError(DiscussionError):
    """The same person said the same in the same space."""


class CannotAnswerError(DiscussionError):
    """What is answered is not there to be answered."""


class TooLateError(DiscussionError):
    """The time in which it could be changed is over, or its state does not allow it."""


class ChangedMeanwhileError(DiscussionError):
    """Its author changed the text after the moderator read it."""


class ReportedAlreadyError(DiscussionError):
    """This reader's report waits for a moderator already."""


class SpaceError(DiscussionError):
    """The space does not take this step."""
