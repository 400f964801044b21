"""The rubric of a practice: the criteria of its call, and the principles that it names."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compact.models import GuidingPrinciple
from practices.models import Criterion, PeerReview, Practice

Line = Criterion | GuidingPrinciple
Problem = tuple[str, "str | Promise"]


def lines_of(practice: Practice) -> list[Line]:
    """What a reviewer scores, in order."""
    return [*practice.call.criteria.all(), *practice.principles.all()]


def key_of(line: Line) -> str:
    """The name of its field on the form."""
    if isinstance(line, Criterion):
        return f"criterion-{line.key}"
    return f"principle-{line.pk}"


def problems_of_review(review: PeerReview) -> Iterator[Problem]:
    """What is missing before the review can be handed in, by the field of the form.

    A line with a row and without a value was said not to apply.
    """
    scored = {
        key_of(line)
        for score in review.scores.select_related("criterion", "principle")
        if (line := score.criterion or score.principle)
    }
    for line in lines_of(review.assignment.practice):
        if key_of(line) not in scored:
            yield (
                key_of(line),
                _("Score “%(line)s”, or say that it does not apply.") % {"line": line.title},
            )
    if not review.recommendation:
        yield "recommendation", _("Give a recommendation.")
    if not review.for_author.strip():
        yield "for_author", _("Write the comments for the author.")
