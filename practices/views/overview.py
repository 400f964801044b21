"""Where one's practices stand, and what can be done with each."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.advice import advice_for
from practices.forms.others import organisations_of
from practices.models import Practice
from practices.revising import revision_of
from practices.rules import (
    DAYS_TO_APPEAL,
    is_author,
    is_examiner,
    may_correct,
    may_still_appeal,
    may_write,
)
from practices.services import NotAllowedError, NotAskedError, ask_implementer, asked_of
from practices.services.deciding import DECISIONS, ON_APPEAL, SCREENING
from practices.standing import what_next
from practices.views.access import PracticePage, read
from practices.workflow import WORKFLOW
from publication.choices import State
from publication.models import StateChange
from publication.signed_in import SignedInView
from publication.workflow import Attempt, Move

# These have pages of their own, or are made by the portal alone.
NOT_BUTTONS = {
    *("submit", "resubmit", "correct", "release", "appeal"),
    *(*SCREENING, *DECISIONS, *ON_APPEAL),
}


class MineView(SignedInView):
    """The practices of the organisations that one speaks for."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        mine = Practice.objects.submitted_by(self.user).with_names().select_related("call")
        return self.page(
            "practices/mine.html",
            practices=list(mine.order_by("-created_at", "-pk")),
            may_begin=bool(organisations_of(self.user)),
        )


class PracticeView(PracticePage):
    """Where a practice stands: what waits, what it says, what happened to it."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        makes = is_author.test(self.user, self.practice)
        history = list(StateChange.objects.of(self.practice).defer("content"))
        return self.page(
            "practices/practice.html",
            **read(self.practice),
            makes=makes,
            examines=is_examiner.test(self.user, self.practice),
            may_write=may_write(self.user, self.practice),
            may_correct=may_correct(self.user, self.practice),
            moves=self._buttons(),
            history=history,
            returned=_returned(history),
            receipt=self._receipt(history) if makes else None,
            next_step=what_next(self.practice),
            consent=None if self.practice.is_own else asked_of(self.practice),
            revised=revision_of(self.practice),
            letters=self._letters(),
            appeal_until=self._appeal_until(history) if makes else None,
            advice=list(advice_for(self.practice)),
        )

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        """Ask the implementer for its consent, at first or once more."""
        try:
            asked = ask_implementer(practice=self.practice, by=self.user)
        except NotAllowedError:
            messages.error(request, _("Only those who submit the practice ask the implementer."))
        except NotAskedError:
            messages.error(request, _("There is nobody to ask: save the address first."))
        else:
            words = _("Asked: a mail goes to %(address)s.") % {"address": asked.email}
            messages.success(request, words)
        return redirect(self.practice.desk_address)

    def _buttons(self) -> list[Move]:
        moves = WORKFLOW.open_to(self.user, self.practice)
        return [move for move in moves if move.name not in NOT_BUTTONS]

    def _receipt(self, history: list[StateChange]) -> StateChange | None:
        if self.practice.state == State.DRAFT:
            return None
        handed_in = (c for c in reversed(history) if c.move in {"submit", "resubmit"})
        return next(handed_in, None)

    def _letters(self) -> list[Any]:
        """Of the decisions on the reviews; nothing else of them is for the author."""
        return list(self.practice.rounds.exclude(letter="").order_by("-number"))

    def _appeal_until(self, history: list[StateChange]) -> datetime | None:
        if self.practice.state != State.DECLINED:
            return None
        attempt = Attempt(by=self.user, now=timezone.now())
        if list(may_still_appeal(self.practice, attempt)):
            return None
        declined = [change.at for change in history if change.move == "decline"]
        return declined[-1] + timedelta(days=DAYS_TO_APPEAL)


def _returned(history: list[StateChange]) -> StateChange | None:
    return history[-1] if history and history[-1].move == "return" else None
