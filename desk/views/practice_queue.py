"""The Secretariat's queue of practices: by state, with what each waits for; many moved at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from desk.views.many_at_once import QueueView
from practices.models import Practice, Round
from practices.peer_review.quorum import Standing, standings_of
from practices.workflow import WORKFLOW
from publication.choices import State


@dataclass(frozen=True)
class Line:
    """A practice that waits; `standing` is that of its open round."""

    practice: Practice
    standing: Standing | None


class PracticeQueueView(QueueView[Practice]):
    workflow = WORKFLOW
    # To return, decline or decide needs words of its own for each.
    many = {
        State.SUBMITTED: ("take in",),
        State.UNDER_REVIEW: (),
        State.APPEALED: (),
        State.ACCEPTED: ("publish", "schedule"),
        State.SCHEDULED: ("hold back",),
    }
    template = "desk/practice_queue.html"
    ticks = "practice"

    def handed_in(self) -> "QuerySet[Practice]":
        return self._in_order(Practice.objects.exclude(state=State.DRAFT))

    def waiting(self) -> "QuerySet[Practice]":
        return self._in_order(Practice.objects.waiting_on_secretariat())

    def lines(self, items: list[Practice]) -> Sequence[Line]:
        standings = _standings(items)
        return [Line(practice, standings.get(practice.pk)) for practice in items]

    def _in_order(self, practices: "QuerySet[Practice]") -> "QuerySet[Practice]":
        """The longest waiting first; none of an organisation that this person speaks for."""
        theirs = Practice.objects.examined_by(self.user).values("pk")
        named = practices.filter(pk__in=theirs).select_related(
            "organisation__country", "organisation__type", "call"
        )
        return named.order_by("submitted_at", "code")


def _standings(practices: Sequence[Practice]) -> dict[int, Standing]:
    """Of the open rounds, by practice."""
    rounds = list(
        Round.objects.filter(practice__in=practices, ended_at=None).select_related("practice__call")
    )
    standings = standings_of(rounds)
    return {one.practice_id: standings[one.pk] for one in rounds}
