"""Why a draft did not take a change. Nothing was written."""

from typing import TYPE_CHECKING

from reviews.services.errors import ReviewError

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class QuestionnaireError(ReviewError):
    """The questionnaire does not take this; `problems` says why, in words."""

    def __init__(self, *problems: "Text") -> None:
        self.problems = problems
        super().__init__(" ".join(map(str, problems)))


class StaleError(QuestionnaireError):
    """Somebody else changed it since it was read."""
