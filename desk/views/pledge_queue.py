"""The Secretariat's queue of pledges: what was handed in, and many moved at once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from desk.views.access import INVALID, SecretariatView
from pledges.models import Pledge
from pledges.workflow import WORKFLOW
from publication.choices import State
from publication.forms import MoveForm
from publication.moves import AlreadyMovedError, MoveError, NotReadyError, make_move
from publication.workflow import Move

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# What can be done with many at once, by the state in which they wait.
MANY: dict[State, tuple[str, ...]] = {
    State.SUBMITTED: ("take up",),
    State.UNDER_REVIEW: ("publish", "schedule", "return"),
    State.SCHEDULED: ("hold back",),
}


@dataclass(frozen=True)
class Group:
    """The pledges in one state, and the moves for those that are ticked."""

    state: State
    pledges: list[Pledge]
    moves: list[Move]


@dataclass(frozen=True)
class Outcome:
    """What came of one pledge: it went if there are no problems."""

    pledge: Pledge
    problems: "list[Text]"


class PledgeQueueView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move each that is ticked by a move of its own, and tell what went and what did not."""
        move = next((m for m in _moves() if m.slug == request.POST.get("move")), None)
        if move is None:
            raise BadRequest
        # Never more than the page showed, so that nobody publishes what they have not seen.
        ticked = request.POST.getlist("shown" if "all" in request.POST else "pledge")
        form = MoveForm(move, request.POST)
        if not form.is_valid() or not ticked:
            return self._page(INVALID, form=form, is_empty=not ticked)
        outcomes = [self._move(pledge, move, form) for pledge in _handed_in(ticked)]
        return self._page(move=move, outcomes=outcomes)

    def _move(self, pledge: Pledge, move: Move, form: MoveForm) -> Outcome:
        try:
            make_move(pledge, move.name, by=self.user, **form.cleaned_data)
        except NotReadyError as error:
            return Outcome(pledge, list(error.problems))
        except AlreadyMovedError:
            pledge.refresh_from_db()
            return Outcome(pledge, [pledge.get_state_display()])
        except MoveError as error:
            return Outcome(pledge, [str(error)])
        return Outcome(pledge, [])

    def _page(
        self, status: int = 200, *, outcomes: list[Outcome] | None = None, **context: Any
    ) -> HttpResponse:
        pledges = list(_in_order(Pledge.objects.waiting_on_secretariat()))
        groups = [
            Group(state, [p for p in pledges if p.state == state], [_move(name) for name in names])
            for state, names in MANY.items()
        ]
        went = [outcome for outcome in outcomes or [] if not outcome.problems]
        refused = [outcome for outcome in outcomes or [] if outcome.problems]
        return self.page(
            "desk/pledge_queue.html",
            status,
            groups=groups,
            total=len(pledges),
            went=went,
            refused=refused,
            **context,
        )


def _moves() -> list[Move]:
    return [_move(name) for names in MANY.values() for name in names]


def _move(name: str) -> Move:
    return next(move for move in WORKFLOW if move.name == name)


def _handed_in(codes: list[str]) -> "QuerySet[Pledge]":
    return _in_order(Pledge.objects.exclude(state=State.DRAFT).filter(code__in=codes))


def _in_order(pledges: "QuerySet[Pledge]") -> "QuerySet[Pledge]":
    """The longest waiting first."""
    return pledges.select_related("organisation__country").order_by("submitted_at", "code")
