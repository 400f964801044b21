"""Reports of States that cite the State's own review as their evidence."""

from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType

from pledges.models import Pledge, ProgressReport
from publication.models import Citation
from reviews.models import Review


def citations(reports: Iterable[ProgressReport]) -> Iterator[Citation]:
    """A State's last report on its first target cites its latest review that was out by then."""
    last = {report.target.pledge_id: report for report in reports if report.target.order == 0}
    published = list(Review.objects.published().order_by("published_at"))
    for report in last.values():
        organisation = report.target.pledge.organisation
        own = [
            review
            for review in published
            if organisation.is_member_state
            and review.country_id == organisation.country_id
            and review.published_at
            and review.published_at < report.at
        ]
        if own:
            yield _citation(report, own[-1])


def _citation(report: ProgressReport, review: Review) -> Citation:
    return Citation(
        source_type=ContentType.objects.get_for_model(Pledge),
        source_id=report.target.pledge_id,
        source_part=f"report-{report.pk}",
        target_type=ContentType.objects.get_for_model(Review),
        target_id=review.pk,
        by=report.by,
        at=report.at,
    )
