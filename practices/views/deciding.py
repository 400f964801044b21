"""For the Secretariat: screening, the decision on the reviews, and the decision on an appeal."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from practices.forms.deciding import AppealForm, DecisionForm
from practices.letters import letter_for, points_for
from practices.peer_review.comparison import Comparison, comparisons_of
from practices.rules import is_examiner
from practices.screening import Answered, answers_to, note_from, remarks_on
from practices.services.deciding import (
    SCREENING,
    ReviewsChangedError,
    decide,
    decide_appeal,
    reviews_in,
    screen,
)
from practices.views.access import CONFLICT, INVALID, PracticePage, read
from practices.workflow import WORKFLOW
from publication import kept_forms
from publication.choices import State
from publication.models import StateChange
from publication.moves import AlreadyMovedError, NotAllowedError, NotReadyError
from publication.workflow import Attempt

LONGEST_NOTE = 10_000
BLANK_POINTS = 2


@method_decorator(never_cache, name="dispatch")
class ExaminerPage(PracticePage):
    """Only for who decides on the practice."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not is_examiner.test(self.user, self.practice):
            raise Http404

    def moved(self, step: Callable[[], StateChange], told: str) -> HttpResponse | list[str]:
        """Make the move: leads on, or says in words what is missing."""
        try:
            change = step()
        except NotReadyError as error:
            return error.problems
        except NotAllowedError as error:
            raise Http404 from error
        except AlreadyMovedError as error:
            return self._moved_meanwhile(error.last, told)
        kept_forms.forget(self.request)
        done = WORKFLOW.find(change.move, change.from_state).words.done
        messages.success(self.request, f"{self.practice.code}: {done}")
        return redirect("desk:practice_queue")

    def _moved_meanwhile(self, last: StateChange | None, told: str) -> HttpResponse:
        self.practice.refresh_from_db()
        move = WORKFLOW.find(self.request.POST["move"], self.practice.state)
        context = {"move": move, "last": last, "note": told, "back": self.practice.desk_address}
        return self.page("publication/moved_meanwhile.html", CONFLICT, **context)


class ScreenView(ExaminerPage):
    """The criteria beside the answers; take in, return with notes, decline with a reason."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if self.practice.state != State.SUBMITTED:
            return redirect(self.practice.desk_address)
        return self._page(self.typed() or QueryDict())

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        move = request.POST.get("move", "")
        if move not in SCREENING:
            raise BadRequest
        note = note_from(self.practice, self._answers(request.POST), _said(request.POST, "note"))
        if len(note) > LONGEST_NOTE:
            return self._page(request.POST, INVALID, problems=[_("The notes are too long.")])
        done = self.moved(
            lambda: screen(practice=self.practice, move=move, note=note, by=self.user), note
        )
        if isinstance(done, HttpResponse):
            return done
        return self._page(request.POST, INVALID, problems=done)

    def _answers(self, typed: QueryDict) -> list[Answered]:
        keys = (name.removeprefix("note-") for name in typed if name.startswith("note-"))
        return answers_to(self.practice, {key: _said(typed, f"note-{key}") for key in keys})

    def _page(
        self, typed: QueryDict, status: int = 200, problems: Sequence[str] = ()
    ) -> HttpResponse:
        attempt = Attempt(by=self.user, now=timezone.now())
        return self.page(
            "practices/screen.html",
            status,
            **read(self.practice),
            answers=self._answers(typed),
            note=_said(typed, "note"),
            remarks=list(remarks_on(self.practice, attempt)),
            moves=[WORKFLOW.find(name, State.SUBMITTED) for name in SCREENING],
            problems=[("#id_note", words) for words in problems],
        )


class DecideView(ExaminerPage):
    """The reviews side by side, and the decision once there are enough; later, how it went."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(self._form(self.typed()), self.typed())

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if "note" in request.POST:
            return self._on_appeal(request.POST)
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, request.POST, INVALID)
        try:
            done = self.moved(lambda: self._decide(form), form.cleaned_data["letter"])
        except ReviewsChangedError:
            return self._page(form, request.POST, CONFLICT, is_stale=True)
        if isinstance(done, HttpResponse):
            return done
        for problem in done:
            form.add_error(None, problem)
        return self._page(form, request.POST, INVALID)

    def _decide(self, form: DecisionForm) -> StateChange:
        return decide(
            practice=self.practice,
            **form.cleaned_data,
            points=self.request.POST.getlist("point"),
            seen=self.request.POST.getlist("seen"),
            by=self.user,
        )

    def _on_appeal(self, typed: QueryDict) -> HttpResponse:
        form = AppealForm(typed)
        if not form.is_valid():
            if "move" in form.errors:
                raise BadRequest
            return self._page(self._form(None), None, INVALID, appeal_form=form)
        told = form.cleaned_data["note"]
        done = self.moved(
            lambda: decide_appeal(practice=self.practice, **form.cleaned_data, by=self.user), told
        )
        if isinstance(done, HttpResponse):
            return done
        for problem in done:
            form.add_error("note", problem)
        return self._page(self._form(None), None, INVALID, appeal_form=form)

    def _form(self, typed: QueryDict | None) -> DecisionForm:
        call = self.practice.call
        may_revise = self.practice.rounds.count() < call.most_rounds
        return DecisionForm(typed, may_revise=may_revise)

    def _page(
        self, form: DecisionForm, typed: QueryDict | None, status: int = 200, **context: Any
    ) -> HttpResponse:
        compared = comparisons_of(self.practice)
        current = next((one for one in compared if one.is_open), None)
        if current and typed is None:
            reviewed = current.standing.reviewed
            form.initial["letter"] = letter_for(self.practice, reviewed)
        shown: dict[str, Any] = {"appeal_form": AppealForm(), **context}
        return self.page(
            "practices/decide.html",
            status,
            form=form,
            current=current,
            past=[one for one in compared if one is not current],
            points=self._points(current, typed),
            seen=reviews_in(current.round) if current else [],
            appeal=self._appeal(),
            moves=self._moves(),
            peer_review=reverse("practice_desk:peer_review", args=[self.practice.code]),
            **shown,
        )

    def _points(self, current: Comparison | None, typed: QueryDict | None) -> list[str]:
        """What was typed, or what the reviews give to begin with; and blank ones for more."""
        if typed is not None:
            points = [text for text in typed.getlist("point") if text.strip()]
        else:
            points = points_for(current.standing.reviewed) if current else []
        return [*points, *[""] * BLANK_POINTS]

    def _appeal(self) -> StateChange | None:
        """What the author says against the decision, while it is looked at."""
        if self.practice.state != State.APPEALED:
            return None
        return StateChange.objects.of(self.practice).filter(move="appeal").last()

    def _moves(self) -> list[Any]:
        """What comes after the decision, each on a page of its own."""
        if self.practice.state not in {State.ACCEPTED, State.SCHEDULED}:
            return []
        return WORKFLOW.open_to(self.user, self.practice)


def _said(typed: QueryDict, name: str) -> str:
    return typed.get(name, "").replace("\r\n", "\n").strip()
