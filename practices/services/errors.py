"""Why a verb was refused. Nothing was written."""

from collections.abc import Sequence

from practices.problems import Problem


class PracticeError(Exception):
    """The verb was refused."""


class NotAllowedError(PracticeError):
    """This person may not do that, or not in this state."""


class ClosedCallError(PracticeError):
    """The call does not take practices at this moment."""


class IncompleteError(PracticeError):
    """What was published may not be made incomplete; `problems` says what would be missing."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(str(words) for _name, words in problems))
        self.problems = problems


class NotAskedError(PracticeError):
    """There is no implementer to ask, or it has confirmed already."""


class AlreadyAnsweredError(PracticeError):
    """The implementer has answered, or is no longer asked."""
