"""Answering an invitation to review: by the link of the mail, without signing in, or on the desk.

The page shows what is needed to judge a conflict of interest, and no content. A GET never answers.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from practices.models import Assignment
from practices.peer_review.anonymity import outline_of
from practices.peer_review.answer_form import Answer, AnswerForm
from practices.peer_review.answering import accept, refuse
from practices.peer_review.tokens import BadTokenError, ticket_of
from publication.moves import MoveError
from publication.signed_in import INVALID

GONE = 410


def answer_page(
    request: HttpRequest, assignment: Assignment, form: AnswerForm, status: int = 200
) -> HttpResponse:
    context = {
        "assignment": assignment,
        "outline": outline_of(assignment.practice),
        "form": form,
    }
    return render(request, "practices/peer_review/invitation.html", context, status=status)


def closed_page(request: HttpRequest) -> HttpResponse:
    """Answered, renewed, called off or expired: it says no more than that."""
    return render(request, "practices/peer_review/invitation_closed.html", status=GONE)


def give_answer(assignment: Assignment, form: AnswerForm) -> Answer:
    """In the name of the reviewer. The button that accepts says that there is no conflict.

    Raises MoveError where it was answered in the meantime.
    """
    answer, by = Answer(form.cleaned_data["answer"]), assignment.reviewer.user
    if answer == Answer.ACCEPT:
        accept(assignment=assignment, by=by, declared=True)
    else:
        refuse(
            assignment=assignment,
            by=by,
            reason=form.cleaned_data["reason"],
            has_conflict=answer == Answer.CONFLICT,
        )
    return answer


@method_decorator(never_cache, name="dispatch")
class InvitationView(View):
    """Whoever holds the mail may answer, once and in time. What is read comes after signing in."""

    http_method_names = ["get", "post"]
    assignment: Assignment

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            ticket = ticket_of(kwargs["token"])
        except BadTokenError as error:
            raise Http404 from error
        if not ticket.is_open(timezone.now()):
            return closed_page(request)
        self.assignment = ticket.assignment
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return answer_page(request, self.assignment, AnswerForm())

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return answer_page(request, self.assignment, form, INVALID)
        try:
            answer = give_answer(self.assignment, form)
        except MoveError:
            return closed_page(request)
        if answer == Answer.ACCEPT and request.user == self.assignment.reviewer.user:
            return redirect("practice_desk:assignment", self.assignment.pk)
        context = {"assignment": self.assignment, "has_accepted": answer == Answer.ACCEPT}
        return render(request, "practices/peer_review/answered.html", context)
