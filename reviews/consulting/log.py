"""Verbs of the log of consultations: the focal points keep it while the review is a draft."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from publication.drafts.saving import ClosedDraftError, StaleSaveError
from reviews.consulting.holding import hold_for
from reviews.models import Consultation, Review
from stakeholders.models import User

UNTOUCHED: dict[str, Any] = {"revision": 1, "rough": {}, "title": "", "held_on": None}


@transaction.atomic
def begin_consultation(*, review: Review, by: User) -> Consultation:
    """A blank page of the log; the one that this person began and left blank, if there is one."""
    hold_for(review, by)
    blank = review.consultations.filter(removed_at=None, saved_by=by, **UNTOUCHED)
    present = blank.select_for_update().first()
    return present or Consultation.objects.create(review=review, saved_by=by)


@transaction.atomic
def save_consultation(
    *, consultation: Consultation, base: int, write: Callable[[Consultation], None], by: User
) -> Consultation:
    """Save what is typed, if nobody saved since `base`.

    Raises StaleSaveError, or ClosedDraftError where the review or the page is closed.
    """
    hold_for(consultation.review, by)
    present = Consultation.objects.filter(pk=consultation.pk, removed_at=None)
    seen = present.filter(revision=base)
    news = {"saved_at": timezone.now(), "saved_by": by}
    if seen.update(revision=F("revision") + 1, **news) != 1:
        raise StaleSaveError if present.exists() else ClosedDraftError
    current = Consultation.objects.get(pk=consultation.pk)
    write(current)
    return current


@transaction.atomic
def take_out(*, consultation: Consultation, by: User) -> None:
    """Out of the log, and out of the annex. It is kept, and can be put back."""
    hold_for(consultation.review, by)
    present = Consultation.objects.filter(pk=consultation.pk, removed_at=None)
    present.update(removed_at=timezone.now())


@transaction.atomic
def put_back(*, consultation: Consultation, by: User) -> None:
    hold_for(consultation.review, by)
    Consultation.objects.filter(pk=consultation.pk).update(removed_at=None)
