"""The author's answers to the points to revise."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from practices.forms.points import revision_of
from practices.models import Practice, RevisionPoint
from practices.rules import may_write
from publication.choices import State
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from stakeholders.models import User


def points_of(practice: Practice) -> "QuerySet[RevisionPoint]":
    """Those of the last round, in their order."""
    last = practice.rounds.order_by("-number").first()
    return RevisionPoint.objects.filter(round=last).order_by("number")


@transaction.atomic
def answer_points(*, practice: Practice, base: int, answers: Mapping[int, str], by: User) -> None:
    """Save the answers to the points of the last round, by their numbers.

    Raises StaleSaveError or ClosedDraftError, with nothing written.
    """
    held = Practice.objects.select_for_update(of=["self"]).select_related("organisation")
    current = held.get(pk=practice.pk)
    if current.state != State.REVISING or not may_write(by, current):
        raise ClosedDraftError
    points = list(points_of(current))
    if revision_of(points) != base:
        raise StaleSaveError
    for point in points:
        point.answer = answers.get(point.number, point.answer)
    RevisionPoint.objects.bulk_update(points, ["answer"])
    Practice.objects.filter(pk=current.pk).update(saved_at=timezone.now(), saved_by=by)
