"""A focal point nudges one who still owes sections: by mail, once a day."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from notices.models import Notice
from notices.services import queue_all
from reviews.delegation.owing import Debt, debts_in
from reviews.delegation.telling import notice_to
from reviews.models import Review
from reviews.rules import may_lead
from reviews.services.errors import NotAllowedError, ReviewError
from stakeholders.models import User


class OwesNothingError(ReviewError):
    """Whoever it was owes nothing any more, or can no longer be asked."""


@transaction.atomic
def nudge(*, review: Review, keys: Iterable[str], by: User) -> int:
    """Write to those who owe, by the keys of their debts; how many were not written to today.

    Raises OwesNothingError if one of them cannot be nudged: then nobody is.
    """
    if not may_lead(by, review):
        raise NotAllowedError
    debts = {debt.key: debt for debt in debts_in(review) if debt.writer and debt.may_write}
    wanted = set(keys)
    if not wanted or not wanted <= debts.keys():
        raise OwesNothingError
    return queue_all(_notice(review, debts[key], by) for key in sorted(wanted))


def _notice(review: Review, debt: Debt, by: User) -> Notice:
    assert debt.writer is not None  # noqa: S101  (those alone are wanted)
    return notice_to(
        debt.writer,
        "reviews.nudge",
        review=review,
        about=timezone.localdate().isoformat(),
        context={"by": str(by), "sections": " ".join(s.section.key for s in debt.sections)},
    )
