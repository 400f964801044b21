"""The Secretariat's queue of pledges: what was handed in, and many moved at once."""

from collections.abc import Sequence

from django.db.models import QuerySet

from desk.views.many_at_once import QueueView
from pledges.models import Pledge
from pledges.workflow import WORKFLOW
from publication.choices import State


class PledgeQueueView(QueueView[Pledge]):
    workflow = WORKFLOW
    many = {
        State.SUBMITTED: ("take up",),
        State.UNDER_REVIEW: ("publish", "schedule", "return"),
        State.SCHEDULED: ("hold back",),
    }
    template = "desk/pledge_queue.html"
    ticks = "pledge"

    def handed_in(self) -> "QuerySet[Pledge]":
        return _in_order(Pledge.objects.exclude(state=State.DRAFT))

    def waiting(self) -> "QuerySet[Pledge]":
        return _in_order(Pledge.objects.waiting_on_secretariat())

    def lines(self, items: list[Pledge]) -> Sequence[Pledge]:
        return items


def _in_order(pledges: "QuerySet[Pledge]") -> "QuerySet[Pledge]":
    """The longest waiting first."""
    return pledges.select_related("organisation__country").order_by("submitted_at", "code")
