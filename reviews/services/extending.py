"""Verbs of more time: a State asks, the Secretariat grants it or does not. All stays on record."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Cycle
from notices.services import queue_all
from publication.choices import State
from reviews.deadlines import due_at
from reviews.extensions import notices_of_answer, notices_of_question
from reviews.models import Extension, Review
from reviews.rules import may_ask_for_time
from reviews.services.errors import NotAllowedError, ReviewError
from stakeholders.models import User
from stakeholders.rules import is_secretariat

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class ExtensionError(ReviewError):
    """More time cannot be asked for or granted so; `problems` says why, in words."""

    def __init__(self, *problems: "Text") -> None:
        self.problems = problems
        super().__init__(" ".join(map(str, problems)))


@transaction.atomic
def ask_for_time(
    *, country: Country, cycle: Cycle, wanted_until: datetime, reason: str, by: User
) -> Extension:
    """Ask on behalf of the State, which may not have begun its review yet."""
    if not may_ask_for_time(by, country.pk):
        raise NotAllowedError
    # One at a time: whoever asks at the same moment waits here for the other.
    _hold(country.pk)
    problems = [
        *problems_of_asking(country, cycle),
        *_problems_of_moment(country, cycle, wanted_until),
    ]
    if problems:
        raise ExtensionError(*problems)
    extension = Extension.objects.create(
        country=country, cycle=cycle, wanted_until=wanted_until, reason=reason.strip(), asked_by=by
    )
    queue_all(notices_of_question(extension))
    return extension


def problems_of_asking(country: Country, cycle: Cycle) -> "Iterator[Text]":
    """Why the State can not ask at all."""
    if cycle.reviews_due_at is None or cycle.reviews_open_at is None:
        yield _("The forum has no date by which reviews are due.")
    elif cycle.is_over(timezone.now()):
        yield _("The forum is over.")
    asked = Extension.objects.filter(country=country, cycle=cycle, decided_at=None)
    if asked.exists():
        yield _("Your State has asked already. The Secretariat answers first.")
    handed_in = Review.objects.filter(country=country, cycle=cycle).exclude(state=State.DRAFT)
    if handed_in.exists():
        yield _("The review is submitted: it needs no more time.")


def _problems_of_moment(country: Country, cycle: Cycle, until: datetime) -> "Iterator[Text]":
    due = due_at(country, cycle)
    if due is not None and until <= due:
        yield _("The new date must come after the one that holds now.")
    elif until <= timezone.now():
        yield _("The new date must lie in the future.")
    elif until.year > cycle.year or cycle.is_over(until):
        yield _("The new date must come before the end of the forum.")


@transaction.atomic
def grant_time(*, extension: Extension, until: datetime, answer: str, by: User) -> Extension:
    """Grant what was asked for, or another moment. It holds for the review at once."""
    _hold(extension.country_id)
    current = _to_decide(extension, by)
    problems = list(_problems_of_moment(current.country, current.cycle, until))
    if problems:
        raise ExtensionError(*problems)
    current.granted_until = until
    _decide(current, answer, by)
    of_the_state = Review.objects.filter(country=current.country_id, cycle=current.cycle_id)
    of_the_state.update(extended_until=until)
    return current


@transaction.atomic
def refuse_time(*, extension: Extension, answer: str, by: User) -> Extension:
    """The State is told why, and may ask again."""
    current = _to_decide(extension, by)
    if not answer.strip():
        raise ExtensionError(_("Say why it is not granted."))
    _decide(current, answer, by)
    return current


def _to_decide(extension: Extension, by: User) -> Extension:
    if not is_secretariat(by):
        raise NotAllowedError
    current = (
        Extension.objects.select_for_update(of=("self",))
        .select_related("country", "cycle")
        .get(pk=extension.pk)
    )
    if current.decided_at is not None:
        raise ExtensionError(_("This was decided in the meantime."))
    return current


def _hold(country: str) -> None:
    Country.objects.select_for_update(no_key=True).get(pk=country)


def _decide(extension: Extension, answer: str, by: User) -> None:
    extension.answer = answer.strip()
    extension.decided_at = timezone.now()
    extension.decided_by = by
    extension.save(update_fields=["granted_until", "answer", "decided_at", "decided_by"])
    queue_all(notices_of_answer(extension))
