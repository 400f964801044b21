"""The Secretariat's queue of practices: by state, with what each waits for; many moved at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from desk.views.access import INVALID, SecretariatView
from practices.models import Practice, Round
from practices.peer_review.quorum import Standing, standings_of
from practices.workflow import WORKFLOW
from publication.choices import State
from publication.forms import MoveForm
from publication.moves import AlreadyMovedError, MoveError, NotReadyError, make_move
from publication.workflow import Move

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# The states in which practices wait, and what can be done there with many at once. To return,
# decline or decide needs words of its own for each.
MANY: dict[State, tuple[str, ...]] = {
    State.SUBMITTED: ("take in",),
    State.UNDER_REVIEW: (),
    State.APPEALED: (),
    State.ACCEPTED: ("publish", "schedule"),
    State.SCHEDULED: ("hold back",),
}


@dataclass(frozen=True)
class Line:
    """A practice that waits; `standing` is that of its open round."""

    practice: Practice
    standing: Standing | None


@dataclass(frozen=True)
class Group:
    state: State
    lines: list[Line]
    moves: list[Move]


@dataclass(frozen=True)
class Outcome:
    """What came of one practice: it went if there are no problems."""

    practice: Practice
    problems: "list[Text]"


class PracticeQueueView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move each that is ticked by a move of its own, and tell what went and what did not."""
        moves = [_move(name, state) for state, names in MANY.items() for name in names]
        move = next((m for m in moves if m.slug == request.POST.get("move")), None)
        if move is None:
            raise BadRequest
        # Never more than the page showed, so that nobody publishes what they have not seen.
        ticked = request.POST.getlist("shown" if "all" in request.POST else "practice")
        form = MoveForm(move, request.POST)
        if not form.is_valid() or not ticked:
            return self._page(INVALID, form=form, is_empty=not ticked)
        found = self._waiting(Practice.objects.exclude(state=State.DRAFT).filter(code__in=ticked))
        outcomes = [self._make(practice, move, form) for practice in found]
        return self._page(move=move, outcomes=outcomes)

    def _make(self, practice: Practice, move: Move, form: MoveForm) -> Outcome:
        try:
            make_move(practice, move.name, by=self.user, **form.cleaned_data)
        except NotReadyError as error:
            return Outcome(practice, list(error.problems))
        except AlreadyMovedError:
            practice.refresh_from_db()
            return Outcome(practice, [practice.get_state_display()])
        except MoveError as error:
            return Outcome(practice, [str(error)])
        return Outcome(practice, [])

    def _waiting(self, practices: "QuerySet[Practice]") -> "QuerySet[Practice]":
        """The longest waiting first; none of an organisation that this person speaks for."""
        theirs = Practice.objects.examined_by(self.user).values("pk")
        named = practices.filter(pk__in=theirs).select_related(
            "organisation__country", "organisation__type", "call"
        )
        return named.order_by("submitted_at", "code")

    def _page(
        self, status: int = 200, *, outcomes: Sequence[Outcome] = (), **context: Any
    ) -> HttpResponse:
        practices = list(self._waiting(Practice.objects.waiting_on_secretariat()))
        standings = _standings(practices)
        groups = [
            Group(
                state,
                [Line(p, standings.get(p.pk)) for p in practices if p.state == state],
                [_move(name, state) for name in names],
            )
            for state, names in MANY.items()
        ]
        return self.page(
            "desk/practice_queue.html",
            status,
            groups=groups,
            total=len(practices),
            went=[outcome for outcome in outcomes if not outcome.problems],
            refused=[outcome for outcome in outcomes if outcome.problems],
            **context,
        )


def _standings(practices: Sequence[Practice]) -> dict[int, Standing]:
    """Of the open rounds, by practice."""
    rounds = list(
        Round.objects.filter(practice__in=practices, ended_at=None).select_related("practice__call")
    )
    standings = standings_of(rounds)
    return {one.practice_id: standings[one.pk] for one in rounds}


def _move(name: str, state: State) -> Move:
    return WORKFLOW.find(name, state)
