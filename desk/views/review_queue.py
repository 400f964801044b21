"""The Secretariat's queue of reviews: how complete each is, and many moved at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from desk.views.access import INVALID, SecretariatView
from publication.choices import State
from publication.forms import MoveForm
from publication.moves import AlreadyMovedError, MoveError, NotReadyError, make_move
from publication.workflow import Move
from reviews.completeness import Completeness, completeness_of
from reviews.models import Review
from reviews.notes import NoteCount, counts_of
from reviews.workflow import WORKFLOW

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

# What can be done with many at once, by the state in which they wait. What is returned needs words
# of its own for each.
MANY: dict[State, tuple[str, ...]] = {
    State.SUBMITTED: ("take up",),
    State.UNDER_REVIEW: ("publish", "schedule"),
    State.SCHEDULED: ("hold back",),
}


@dataclass(frozen=True)
class Line:
    """A review that waits, with how much of it is answered and what was noted."""

    review: Review
    completeness: Completeness
    notes: NoteCount


@dataclass(frozen=True)
class Group:
    """The reviews in one state, and the moves for those that are ticked."""

    state: State
    lines: list[Line]
    moves: list[Move]


@dataclass(frozen=True)
class Outcome:
    """What came of one review: it went if there are no problems."""

    review: Review
    problems: "list[Text]"


class ReviewQueueView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        """Move each that is ticked by a move of its own, and tell what went and what did not."""
        moves = [WORKFLOW.find(name, state) for state, names in MANY.items() for name in names]
        move = next((m for m in moves if m.slug == request.POST.get("move")), None)
        if move is None:
            raise BadRequest
        # Never more than the page showed, so that nobody publishes what they have not seen.
        ticked = request.POST.getlist("shown" if "all" in request.POST else "review")
        form = MoveForm(move, request.POST)
        if not form.is_valid() or not ticked:
            return self._page(INVALID, form=form, is_empty=not ticked)
        handed_in = Review.objects.exclude(state=State.DRAFT).filter(code__in=ticked)
        outcomes = [self._make(review, move, form) for review in _in_order(handed_in)]
        return self._page(move=move, outcomes=outcomes)

    def _make(self, review: Review, move: Move, form: MoveForm) -> Outcome:
        try:
            make_move(review, move.name, by=self.user, **form.cleaned_data)
        except NotReadyError as error:
            return Outcome(review, list(error.problems))
        except AlreadyMovedError:
            review.refresh_from_db()
            return Outcome(review, [review.get_state_display()])
        except MoveError as error:
            return Outcome(review, [str(error)])
        return Outcome(review, [])

    def _page(
        self, status: int = 200, *, outcomes: Sequence[Outcome] = (), **context: Any
    ) -> HttpResponse:
        lines = _lines(list(_in_order(Review.objects.waiting_on_secretariat())))
        groups = [
            Group(
                state,
                [line for line in lines if line.review.state == state],
                [WORKFLOW.find(name, state) for name in names],
            )
            for state, names in MANY.items()
        ]
        return self.page(
            "desk/review_queue.html",
            status,
            groups=groups,
            total=len(lines),
            went=[outcome for outcome in outcomes if not outcome.problems],
            refused=[outcome for outcome in outcomes if outcome.problems],
            **context,
        )


def _lines(reviews: list[Review]) -> list[Line]:
    complete, notes = completeness_of(reviews), counts_of(reviews)
    return [Line(r, complete[r.pk], notes.get(r.pk, NoteCount())) for r in reviews]


def _in_order(reviews: "QuerySet[Review]") -> "QuerySet[Review]":
    """The longest waiting first."""
    return reviews.with_names().order_by("submitted_at", "code")  # type: ignore[attr-defined,no-any-return]
