"""The Secretariat's pages of the peer review: whom to ask, who was asked, who still owes what."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from practices.models import Assignment, Practice, Reviewer
from practices.peer_review.answering import give_back
from practices.peer_review.forms import CallOffForm
from practices.peer_review.further import wants_further
from practices.peer_review.inviting import (
    CannotInviteError,
    NotAllowedError,
    call_off,
    invite,
    replace,
    send_again,
)
from practices.peer_review.overview import rounds_of
from practices.peer_review.owing import debts_of, open_assignments, shortages_for
from practices.peer_review.reasons import Reason
from practices.peer_review.suggestions import Survey, survey
from practices.rules import is_examiner, is_handed_in
from publication.moves import MoveError
from publication.signed_in import CONFLICT, INVALID, SecretariatView, SignedInView

# Of those who can be asked, so many stand open; the others behind a line that unfolds.
MOST_SHOWN = 8


@method_decorator(never_cache, name="dispatch")
class PeerReviewView(SignedInView):
    """For who decides on the practice. `do` says what was asked for."""

    practice: Practice

    def find(self, **kwargs: Any) -> None:
        practices = Practice.objects.with_names().select_related("call", "cycle")
        self.practice = get_object_or_404(practices, code=kwargs["code"])
        if not (is_examiner & is_handed_in).test(self.user, self.practice):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        verbs = {
            "invite": self._invite,
            "call-off": self._call_off,
            "give-back": self._give_back,
            "again": self._again,
        }
        verb = verbs.get(request.POST.get("do", ""))
        if verb is None:
            raise BadRequest
        try:
            words = verb()
        except NotAllowedError as error:
            raise Http404 from error
        except CannotInviteError as error:
            return self._page(CONFLICT, problems=error.problems)
        except MoveError:
            return self._page(CONFLICT, problems=[_("It was answered in the meantime.")])
        if words is None:
            return self._page(INVALID, problems=[_("The reason is too long.")])
        messages.success(request, words)
        return redirect("practice_desk:peer_review", code=self.practice.code)

    def _invite(self) -> str:
        reviewer = get_object_or_404(Reviewer, pk=self._number("reviewer"))
        reasons = self._reasons(reviewer)
        if self.request.POST.get("replace"):
            before = self._assignment("replace")
            replace(before, reviewer, self.user, reasons)
        else:
            open_round = self.practice.rounds.filter(ended_at=None).first()
            further = open_round is not None and wants_further(open_round)
            invite(self.practice, reviewer, self.user, further, reasons)
        return _("%(person)s is asked by mail.") % {"person": reviewer}

    def _reasons(self, reviewer: Reviewer) -> tuple[Reason, ...]:
        """Those for which this one is suggested now."""
        found = self._survey().suggestions
        return next((one.reasons for one in found if one.reviewer == reviewer), ())

    def _call_off(self) -> str | None:
        form = CallOffForm(self.request.POST)
        assignment = self._assignment("assignment")
        if not form.is_valid():
            return None
        call_off(assignment, self.user, form.cleaned_data["reason"])
        return _("%(person)s is told to stop.") % {"person": assignment.reviewer}

    def _give_back(self) -> str | None:
        form = CallOffForm(self.request.POST)
        assignment = self._assignment("assignment")
        if not form.is_valid():
            return None
        give_back(assignment=assignment, by=self.user, reason=form.cleaned_data["reason"])
        return _("%(person)s is asked to correct the review. Until then it does not count.") % {
            "person": assignment.reviewer
        }

    def _again(self) -> str:
        assignment = send_again(self._assignment("assignment"), self.user)
        return _("%(person)s is asked once more. The link of the mail before is void.") % {
            "person": assignment.reviewer
        }

    def _assignment(self, name: str) -> Assignment:
        mine = Assignment.objects.filter(round__practice=self.practice, round__ended_at=None)
        return get_object_or_404(mine.with_names(), pk=self._number(name))

    def _number(self, name: str) -> int:
        typed = self.request.POST.get(name, "")
        if not (typed.isascii() and typed.isdigit() and len(typed) < 19):  # noqa: PLR2004
            raise Http404
        return int(typed)

    def _survey(self) -> Survey:
        one_round = self.practice.rounds.filter(ended_at=None).first()
        return Survey() if one_round is None else survey(one_round)

    def _page(self, status: int = 200, problems: list[str] | None = None) -> HttpResponse:
        seen = self._survey()
        return self.page(
            "practices/peer_review/rounds.html",
            status,
            practice=self.practice,
            rounds=rounds_of(self.practice, timezone.now()),
            best=seen.suggestions[:MOST_SHOWN],
            rest=seen.suggestions[MOST_SHOWN:],
            others=seen.others,
            replaced=self._replaced(),
            problems=problems or [],
        )

    def _replaced(self) -> Assignment | None:
        """In whose place somebody is looked for."""
        number = self.request.GET.get("replace") or self.request.POST.get("replace") or ""
        if not number.isdecimal():
            return None
        mine = Assignment.objects.filter(round__practice=self.practice, round__ended_at=None)
        return mine.with_names().filter(pk=int(number[:18])).first()


class OwingView(SecretariatView):
    """Over all practices under review on which this member of the Secretariat decides."""

    def get(self, _request: HttpRequest) -> HttpResponse:
        debts = debts_of(open_assignments(self.user), timezone.now())
        return self.page(
            "practices/peer_review/owing.html",
            late=[debt for debt in debts if debt.is_late],
            in_time=[debt for debt in debts if not debt.is_late],
            shortages=shortages_for(self.user),
            total=len(debts),
        )
