"""Why a verb was refused. Nothing was written."""


class DialogueError(Exception):
    """The verb was refused."""


class NotAllowedError(DialogueError):
    """This person may not do that, or not in this state."""
