"""The review stays a draft, and its focal point's to write, until a verb is done."""

from publication.drafts.saving import ClosedDraftError
from reviews.consulting.rules import may_write_log
from reviews.models import Review
from reviews.saving import NotWritableError, hold_as_draft
from stakeholders.models import User


def hold_for(review: Review, by: User) -> None:
    """Call it in the transaction of the verb. Raises ClosedDraftError."""
    if not may_write_log(by, review):
        raise ClosedDraftError
    try:
        hold_as_draft(review)
    except NotWritableError as error:
        raise ClosedDraftError from error
