"""What became of a pledge, as those who made it report it."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from pledges.choices import Stage
from pledges.models import News, Pledge, ProgressReport, Target
from pledges.rules import may_report
from pledges.services.errors import NotAllowedError
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
    if not may_report.test(by, target.pledge):
        raise NotAllowedError
    report = ProgressReport.objects.create(
        target=target, value=value, as_of=as_of, evidence=evidence, by=by
    )
    if cites.strip():
        cite(source=target.pledge, part=f"report-{report.pk}", code=cites, by=by)
    _have_news(target.pledge)
    return report


@transaction.atomic
def set_stage(*, pledge: Pledge, stage: Stage, reason: str = "", by: User) -> Pledge:
    """Say at which stage the pledge is. Discontinuing it needs a reason."""
    if not may_report.test(by, pledge):
        raise NotAllowedError
    if stage == Stage.DISCONTINUED and not reason.strip():
        raise ValueError("A pledge is discontinued for a reason.")
    reason = reason.strip() if stage == Stage.DISCONTINUED else ""
    Pledge.objects.filter(pk=pledge.pk).update(stage=stage, stage_reason=reason)
    News.objects.create(pledge=pledge, stage=stage, reason=reason, by=by)
    _have_news(pledge)
    return pledge


@transaction.atomic
def nothing_new(*, pledge: Pledge, by: User) -> Pledge:
    """The yearly answer that nothing has changed: news of its own kind."""
    if not may_report.test(by, pledge):
        raise NotAllowedError
    News.objects.create(pledge=pledge, by=by)
    _have_news(pledge)
    return pledge


def _have_news(pledge: Pledge) -> None:
    Pledge.objects.filter(pk=pledge.pk).update(news_at=timezone.now())
    pledge.refresh_from_db()
    show_as_it_is(pledge)
