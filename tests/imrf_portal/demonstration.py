"""Loading the demonstration for tests, on the day on which they run."""

from django.utils import timezone

from compact import reference as compact_reference
from compact.reference import Report
from imrf_portal.demonstration.load import load
from practices import reference as practices_reference
from reviews import reference as reviews_reference
from stakeholders import reference as stakeholders_reference

NOW = timezone.now()


def load_everything() -> None:
    report = Report()
    compact_reference.load(report)
    stakeholders_reference.load(report)
    reviews_reference.load(report)
    practices_reference.load(report)
    load(NOW)
