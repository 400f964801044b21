"""A reviewer keeps their own entry up to date: what they know, how much they take, when not."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from practices.models import Absence, Reviewer
from practices.roster.errors import BadAbsenceError, NotAllowedError
from practices.roster.joining import Profile
from practices.roster.rules import may_keep
from stakeholders.models import User
from stakeholders.record import acting


@transaction.atomic
def save_profile(*, reviewer: Reviewer, profile: Profile, by: User) -> Reviewer:
    current = _held(reviewer, by)
    with acting(by, "save"):
        profile.write(current)
    return current


@transaction.atomic
def add_absence(*, reviewer: Reviewer, starts_on: date, ends_on: date, by: User) -> Absence:
    """Nobody is asked for a review that falls into it."""
    current = _held(reviewer, by)
    if ends_on < starts_on or ends_on < timezone.localdate():
        raise BadAbsenceError
    return Absence.objects.create(reviewer=current, starts_on=starts_on, ends_on=ends_on)


@transaction.atomic
def remove_absence(*, absence: Absence, by: User) -> None:
    _held(absence.reviewer, by)
    Absence.objects.filter(pk=absence.pk).delete()


def _held(reviewer: Reviewer, by: User) -> Reviewer:
    current = Reviewer.objects.select_for_update(of=("self",)).get(pk=reviewer.pk)
    if not may_keep(by, current):
        raise NotAllowedError
    return current
