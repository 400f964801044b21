"""A pledge as its pages show it: the targets with their bars, the partners that are named."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from pledges.choices import PartnerState
from pledges.models import Partner, Pledge, ProgressReport, Target
from publication.models import Citation


@dataclass(frozen=True)
class ReadReport:
    """A report with what it cites, as far as that is published."""

    report: ProgressReport
    share: int
    cites: list[Citation]


@dataclass(frozen=True)
class ReadTarget:
    """A target with its reports, the newest first. `share` is of the way that lies behind."""

    target: Target
    reports: list[ReadReport]

    @property
    def latest(self) -> ReadReport | None:
        return self.reports[0] if self.reports else None

    @property
    def share(self) -> int:
        return self.latest.share if self.latest else 0

    @property
    def is_reached(self) -> bool:
        return self.share == 100  # noqa: PLR2004 - per cent

    @property
    def is_overdue(self) -> bool:
        return not self.is_reached and self.target.due_on < timezone.localdate()


def read_targets(pledge: Pledge, citations: Iterable[Citation] = ()) -> list[ReadTarget]:
    prefetch_related_objects([pledge], "targets__reports")
    by_part: dict[str, list[Citation]] = {}
    for citation in citations:
        by_part.setdefault(citation.source_part, []).append(citation)
    return [
        ReadTarget(
            target,
            [
                ReadReport(
                    report,
                    target.share_reached(report.value),
                    by_part.get(f"report-{report.pk}", []),
                )
                for report in sorted(
                    target.reports.all(), key=lambda r: (r.as_of, r.pk), reverse=True
                )
            ],
        )
        for target in pledge.targets.all()
    ]


def with_everything(pledges: "QuerySet[Pledge]") -> "QuerySet[Pledge]":
    """With all that a page of one pledge shows, in a fixed number of queries."""
    accepted = Partner.objects.filter(state=PartnerState.ACCEPTED)
    return pledges.select_related(
        "organisation__country", "organisation__type", "cycle", "answers_to__organisation__country"
    ).prefetch_related(
        "objectives",
        "actions",
        "principles",
        "countries",
        "sub_commitments",
        "targets__reports",
        Prefetch("partners", accepted.select_related("organisation__country"), to_attr="named"),
    )


def former_partners(pledge: Pledge) -> "QuerySet[Partner]":
    """Who was named on the public page and has left since: that stays on the record."""
    left = pledge.partners.filter(state=PartnerState.LEFT, decided_at__gt=pledge.published_at)
    return left.select_related("organisation__country")
