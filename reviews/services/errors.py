"""Why a verb was refused. Nothing was written."""

from reviews.models import Review


class ReviewError(Exception):
    """The verb was refused."""


class NotAllowedError(ReviewError):
    """This person may not do that."""


class NotOpenError(ReviewError):
    """No reviews are taken for that forum now, or there is no questionnaire."""


class AlreadyBegunError(ReviewError):
    """The State has a review for that forum; `review` is it."""

    def __init__(self, review: Review) -> None:
        super().__init__(review.code)
        self.review = review


class NotCompleteError(ReviewError):
    """The section cannot be called complete: some answers have problems."""
