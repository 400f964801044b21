"""A queue of the Secretariat: what waits, by state, and many of it moved at once."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from desk.views.access import INVALID, SecretariatView
from publication.choices import State
from publication.forms import MoveForm
from publication.models import Publishable
from publication.moves import AlreadyMovedError, MoveError, NotReadyError, make_move
from publication.workflow import Move, Workflow

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

Item = TypeVar("Item", bound=Publishable)


@dataclass(frozen=True)
class Group:
    """What waits in one state, and the moves for what is ticked."""

    state: State
    lines: Sequence[Any]
    moves: list[Move]


@dataclass(frozen=True)
class Outcome:
    """What came of one item: it went if there are no problems."""

    item: Publishable
    problems: "list[Text]"


class QueueView(SecretariatView, ABC, Generic[Item]):
    """A room says what waits, in which order, and what stands in a line."""

    workflow: ClassVar[Workflow]
    # What can be done with many at once, by the state in which they wait.
    many: ClassVar[Mapping[State, tuple[str, ...]]]
    template: ClassVar[str]
    ticks: ClassVar[str]  # the name of the boxes

    @abstractmethod
    def handed_in(self) -> "QuerySet[Item]":
        """What this person may move: no draft is among it."""

    @abstractmethod
    def waiting(self) -> "QuerySet[Item]": ...

    @abstractmethod
    def lines(self, items: list[Item]) -> Sequence[Any]:
        """What the page shows of each, in the same order."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move each that is ticked by a move of its own, and tell what went and what did not."""
        moves = [move for state in self.many for move in self._moves(state)]
        move = next((m for m in moves if m.slug == request.POST.get("move")), None)
        if move is None:
            raise BadRequest
        # Never more than the page showed, so that nobody publishes what they have not seen.
        ticked = request.POST.getlist("shown" if "all" in request.POST else self.ticks)
        form = MoveForm(move, request.POST)
        if not form.is_valid() or not ticked:
            return self._page(INVALID, form=form, is_empty=not ticked)
        found = self.handed_in().filter(code__in=ticked)
        return self._page(move=move, outcomes=[self._make(item, move, form) for item in found])

    def _moves(self, state: State) -> list[Move]:
        return [self.workflow.find(name, state) for name in self.many[state]]

    def _make(self, item: Item, move: Move, form: MoveForm) -> Outcome:
        try:
            make_move(item, move.name, by=self.user, **form.cleaned_data)
        except NotReadyError as error:
            return Outcome(item, list(error.problems))
        except AlreadyMovedError:
            item.refresh_from_db()
            return Outcome(item, [item.get_state_display()])
        except MoveError as error:
            return Outcome(item, [str(error)])
        return Outcome(item, [])

    def _page(
        self, status: int = 200, *, outcomes: Sequence[Outcome] = (), **context: Any
    ) -> HttpResponse:
        items = list(self.waiting())
        shown = list(zip(items, self.lines(items), strict=True))
        return self.page(
            self.template,
            status,
            groups=[
                Group(state, [line for item, line in shown if item.state == state], moves)
                for state, moves in ((state, self._moves(state)) for state in self.many)
            ],
            total=len(items),
            went=[outcome for outcome in outcomes if not outcome.problems],
            refused=[outcome for outcome in outcomes if outcome.problems],
            **context,
        )
