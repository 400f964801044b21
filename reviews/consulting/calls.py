"""Verbs of the public call for input on a State's review, and the calls that everybody sees."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from publication.choices import State
from publication.drafts.saving import StaleSaveError
from reviews.consulting.holding import hold_for
from reviews.models import InputCall, Review
from stakeholders.models import User


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a call says, and from when to when it takes input."""

    introduction: str
    opens_at: datetime
    closes_at: datetime


def open_calls(now: datetime) -> QuerySet[InputCall]:
    """Those that take input, the next to close first."""
    open_now = InputCall.objects.filter(
        withdrawn_at=None, opens_at__lte=now, closes_at__gt=now, review__state=State.DRAFT
    )
    return open_now.select_related("review__country", "review__cycle").order_by("closes_at", "pk")


def call_of(review: Review) -> InputCall | None:
    return InputCall.objects.filter(review=review).select_related("by").first()


@transaction.atomic
def save_call(*, review: Review, asked: Asked, base: int, by: User) -> InputCall:
    """Make the call, or change it; one that was withdrawn stands again. `base` 0 is a new one.

    Raises StaleSaveError if another focal point has saved it since, ClosedDraftError if the review
    is no longer theirs to write.
    """
    hold_for(review, by)
    said = {**asdict(asked), "by": by, "saved_at": timezone.now()}
    if not base:
        return _make(review, said, by)
    seen = InputCall.objects.filter(review=review, revision=base)
    if seen.update(revision=F("revision") + 1, withdrawn_at=None, **said) != 1:
        raise StaleSaveError
    return InputCall.objects.get(review=review)


def _make(review: Review, said: dict[str, object], by: User) -> InputCall:
    try:
        with transaction.atomic():
            return InputCall.objects.create(review=review, time_zone=by.time_zone, **said)
    except IntegrityError as error:
        raise StaleSaveError from error


@transaction.atomic
def withdraw_call(*, call: InputCall, by: User) -> None:
    """It takes no more input and is no longer shown. What was said to it stays with the State."""
    hold_for(call.review, by)
    standing = InputCall.objects.filter(pk=call.pk, withdrawn_at=None)
    standing.update(withdrawn_at=timezone.now(), revision=F("revision") + 1)
