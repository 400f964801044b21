"""Why a verb on a debate was refused. Nothing was written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class DebateError(Exception):
    """What stands in the way; `problems` are for people."""

    def __init__(self, *problems: "Text") -> None:
        self.problems = problems
        super().__init__(" ".join(map(str, problems)))


class NotAllowedError(Exception):
    """Only the Secretariat sets debates up."""
