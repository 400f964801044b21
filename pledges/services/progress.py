"""What became of a pledge, as those who made it report it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pledges.choices import Stage
from pledges.freshness import last_news
from pledges.models import News, Pledge, ProgressReport, Target
from pledges.rules import may_report
from pledges.services.errors import (
    AlreadyAnsweredError,
    BadReportError,
    NoReasonError,
    NotAllowedError,
)
from publication.moves import show_as_it_is
from publication.services import cite
from stakeholders.models import User


@transaction.atomic
def report_progress(
    *, target: Target, value: Decimal, as_of: date, evidence: str, cites: str = "", by: User
) -> ProgressReport:
    """Report what was reached on a target. `cites` is the code of what backs it.

    Raises CannotCiteError if nothing is published under that code.
    """
    pledge = _held(target.pledge, by)
    if not evidence.strip() or as_of > timezone.localdate():
        raise BadReportError
    report = ProgressReport.objects.create(
        target=target, value=value, as_of=as_of, evidence=evidence.strip(), by=by
    )
    if cites.strip():
        cite(source=pledge, part=f"report-{report.pk}", code=cites, by=by)
    _have_news(pledge)
    return report


@transaction.atomic
def set_stage(*, pledge: Pledge, stage: Stage, reason: str = "", by: User) -> Pledge:
    """Say at which stage the pledge is. Discontinuing it needs a reason."""
    held = _held(pledge, by)
    if stage == Stage.DISCONTINUED and not reason.strip():
        raise NoReasonError
    reason = reason.strip()
    held.stage = stage
    held.stage_reason = reason if stage == Stage.DISCONTINUED else ""
    held.save(update_fields=["stage", "stage_reason"])
    News.objects.create(pledge=held, stage=stage, reason=reason, by=by)
    return _have_news(held)


@transaction.atomic
def nothing_new(*, pledge: Pledge, by: User, asked_of: datetime | None = None) -> Pledge:
    """The yearly answer that nothing has changed: news of its own kind.

    `asked_of` is the last news that there was when the question was asked.
    """
    held = _held(pledge, by)
    if asked_of is not None and last_news(held) != asked_of:
        raise AlreadyAnsweredError
    News.objects.create(pledge=held, by=by)
    return _have_news(held)


def _held(pledge: Pledge, by: User) -> Pledge:
    """The pledge as it is now, held until this is done, if the person may report on it."""
    held = Pledge.objects.select_for_update(of=["self"]).select_related("organisation")
    current = held.get(pk=pledge.pk)
    if not may_report.test(by, current):
        raise NotAllowedError
    return current


def _have_news(pledge: Pledge) -> Pledge:
    pledge.news_at = timezone.now()
    pledge.save(update_fields=["news_at"])
    show_as_it_is(pledge)
    return pledge
