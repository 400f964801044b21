"""Why a verb was refused. Nothing was written."""


class PracticeError(Exception):
    """The verb was refused."""


class NotAllowedError(PracticeError):
    """This person may not do that, or not in this state."""


class ClosedCallError(PracticeError):
    """The call does not take practices at this moment."""


class NotAskedError(PracticeError):
    """There is no implementer to ask, or it has confirmed already."""


class AlreadyAnsweredError(PracticeError):
    """The implementer has answered, or is no longer asked."""
