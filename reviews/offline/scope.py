"""Which sections somebody takes out and sends back: those in which that writer may write."""

from django.utils import timezone

from publication.choices import State
from reviews.models import Review, ReviewSection, WritingLink
from reviews.rules import is_contributor, is_focal_point
from reviews.writers import Writer


def sections_of(review: Review, writer: Writer) -> list[ReviewSection]:
    """As `may_write_section` says it, for all of them at once."""
    sections = review.sections.select_related("section__objective")
    if review.state != State.DRAFT:
        return []
    if isinstance(writer, WritingLink):
        is_open = writer.is_open(timezone.now())
        found = list(sections.filter(links=writer)) if is_open else []
    elif is_focal_point.test(writer, review):
        found = list(sections)
    elif is_contributor.test(writer, review):
        found = list(sections.filter(assignee=writer))
    else:
        found = []
    for section in found:
        section.review = review
    return found
