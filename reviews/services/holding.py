"""A review that is held while it is worked on, so that nobody submits it in between."""

from reviews.models import Review
from reviews.saving import NotWritableError, hold_as_draft
from reviews.services.errors import NotAllowedError


def hold_draft(review: Review) -> None:
    """Until the transaction ends. Raises NotAllowedError if it is no draft any more."""
    try:
        hold_as_draft(review)
    except NotWritableError as error:
        raise NotAllowedError from error
