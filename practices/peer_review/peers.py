"""What reviewers see of one another: nothing before the own review is in, and no names.

Comments for the Secretariat are part of nothing here but the own review.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from practices.choices import AssignmentState
from practices.models import Assignment, PeerReview
from practices.peer_review.anonymity import names_reviewers
from practices.peer_review.review_form import line_of


@dataclass(frozen=True)
class Scored:
    """A line of the rubric as it was scored; no value means that it does not apply."""

    title: str
    value: int | None
    comment: str


@dataclass(frozen=True)
class ReadReview:
    label: str
    lines: Sequence[Scored]
    recommendation: str
    for_author: str
    for_secretariat: str = ""


def own_review(assignment: Assignment) -> ReadReview | None:
    """With what is for the Secretariat; None while nothing is written."""
    review = PeerReview.objects.filter(assignment=assignment).first()
    if review is None:
        return None
    return ReadReview(
        label=_("Your review"),
        lines=_lines(review),
        recommendation=_advice(review),
        for_author=review.for_author,
        for_secretariat=review.for_secretariat,
    )


def others_of(assignment: Assignment) -> list[ReadReview]:
    """The other reviews of the round that are in; none while the own one is not."""
    if assignment.state != AssignmentState.REVIEWED:
        return []
    are_named = names_reviewers(assignment.round)
    handed_in = assignment.round.assignments.filter(state=AssignmentState.REVIEWED)
    ordered = (
        handed_in.select_related("reviewer__user", "review")
        .prefetch_related("review__scores__criterion", "review__scores__principle")
        .order_by("pk")
    )
    return [
        ReadReview(
            label=str(one.reviewer) if are_named else _("Reviewer %(number)s") % {"number": number},
            lines=_lines(one.review),
            recommendation=_advice(one.review),
            for_author=one.review.for_author,
        )
        for number, one in enumerate(ordered, start=1)
        if one.pk != assignment.pk
    ]


def _advice(review: PeerReview) -> str:
    return str(review.get_recommendation_display()) if review.recommendation else ""


def _lines(review: PeerReview) -> list[Scored]:
    return [
        Scored(str(line_of(score).title), score.value, score.comment)
        for score in review.scores.all()
    ]
