"""Verbs of calls and of criteria: only the Secretariat has them."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Objective
from notices.services import queue_all
from practices.extensions import notices_of
from practices.models import Call, CallExtension, Criterion
from practices.services.errors import NotAllowedError, PracticeError
from stakeholders.models import User
from stakeholders.rules import is_secretariat

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class CallError(PracticeError):
    """The call does not take this step; `problems` says why, in words."""

    def __init__(self, *problems: "Text") -> None:
        self.problems = problems
        super().__init__(" ".join(map(str, problems)))


@transaction.atomic
def save_call(
    *, call: Call, criteria: Iterable[Criterion], objectives: Iterable[Objective], by: User
) -> Call:
    """Write a call that is not published. A call that is stays as those who answered it saw it."""
    _check_secretariat(by)
    if call.pk is not None and _locked(call).published_at is not None:
        raise CallError(_("The call is published: only its deadline can be put off."))
    call.save()
    call.criteria.set(criteria)
    call.objectives.set(objectives)
    return call


@transaction.atomic
def move_standing_call(*, call: Call, by: User) -> Call:
    """The call that always stands goes on to another forum, with other words."""
    _check_secretariat(by)
    if not _locked(call).is_standing:
        raise CallError(_("Only the call that always stands goes on to another forum."))
    call.save()
    return call


@transaction.atomic
def publish_call(*, call: Call, by: User) -> Call:
    """From now on everybody sees it; it takes practices from its opening on."""
    _check_secretariat(by)
    current = _locked(call)
    problems = list(problems_of_call(current, timezone.now()))
    if problems:
        raise CallError(*problems)
    current.published_at = timezone.now()
    current.save(update_fields=["published_at"])
    return current


def problems_of_call(call: Call, now: datetime) -> "Iterable[Text]":
    """What stands in the way of publishing it."""
    if call.published_at is not None:
        yield _("The call is published already.")
    if not call.criteria.exists():
        yield _("Choose at least one criterion.")
    if call.due_at is not None and call.due_at <= now:
        yield _("The deadline has passed: set another one.")


@transaction.atomic
def extend_call(*, call: Call, due_at: datetime, reason: str, by: User) -> CallExtension:
    """Put the deadline off, for all. Who did so, from when to when and why is kept and shown."""
    _check_secretariat(by)
    current = _locked(call)
    problems = list(_problems_of_extension(current, due_at))
    if problems or current.due_at is None:
        raise CallError(*problems)
    extension = CallExtension.objects.create(
        call=current, due_before=current.due_at, due_after=due_at, reason=reason.strip(), by=by
    )
    current.due_at = due_at
    current.save(update_fields=["due_at"])
    queue_all(notices_of(extension))
    return extension


def _problems_of_extension(call: Call, due_at: datetime) -> "Iterable[Text]":
    if call.due_at is None:
        yield _("The call has no deadline.")
    elif due_at <= call.due_at:
        yield _("The new deadline must come after the one before.")
    if call.published_at is None:
        yield _("The call is not published: change its deadline instead.")
    if call.closed_at is not None:
        yield _("The call was closed.")
    if due_at <= timezone.now():
        yield _("The new deadline must lie in the future.")


@transaction.atomic
def close_call(*, call: Call, by: User) -> Call:
    """It takes no more practices; those that were submitted go on."""
    _check_secretariat(by)
    current = _locked(call)
    if current.is_standing:
        raise CallError(_("The call that always stands is not closed."))
    if current.published_at is None or current.closed_at is not None:
        raise CallError(_("The call is not open."))
    current.closed_at = timezone.now()
    current.save(update_fields=["closed_at"])
    return current


@transaction.atomic
def save_criterion(*, criterion: Criterion, by: User) -> Criterion:
    """Write a criterion that nobody was scored by, and that no published call asks for."""
    _check_secretariat(by)
    if criterion.pk is not None and is_in_use(criterion):
        raise CallError(_("A published call asks for it: add another criterion instead."))
    criterion.save()
    return criterion


def is_in_use(criterion: Criterion) -> bool:
    """Whoever answers a question or scores by it must find it as it was."""
    published = criterion.calls.filter(published_at__isnull=False)
    return published.exists() or criterion.answers.exists() or criterion.scores.exists()


def _check_secretariat(by: User) -> None:
    if not is_secretariat(by):
        raise NotAllowedError


def _locked(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
