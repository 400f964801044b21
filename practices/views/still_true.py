"""Is it still true? From the yearly mail without signing in, or by its people at any time."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from practices.forms.adapting import ReasonForm
from practices.models import Practice
from practices.rules import is_author
from practices.services.errors import NotAllowedError
from practices.services.still_true import (
    AnsweredMeanwhileError,
    say_no_longer_true,
    say_still_true,
)
from practices.still_true import BadTokenError, Question, last_heard, question_of
from publication.signed_in import CONFLICT, INVALID, SignedInView

NO_LONGER = "no"


def answered(request: HttpRequest, question: Question) -> HttpResponse:
    """What a POST says: that it is still true, or why it is not. A GET changes nothing."""
    is_over = request.POST.get("answer") == NO_LONGER
    form = ReasonForm(request.POST if is_over else None)
    if is_over and not form.is_valid():
        return page_of(request, question, form, INVALID)
    try:
        _note(question, form.cleaned_data["reason"] if is_over else "")
    except AnsweredMeanwhileError:
        question.practice.refresh_from_db()
        return page_of(request, question, form, CONFLICT)
    except NotAllowedError as error:
        raise Http404 from error
    return page_of(request, question, form, is_done=True, is_archived=is_over)


def _note(question: Question, reason: str) -> None:
    """Archived with a reason, still true without."""
    practice, person, heard_at = question.practice, question.person, question.heard_at
    if reason:
        say_no_longer_true(practice=practice, reason=reason, by=person, asked_of=heard_at)
    else:
        say_still_true(practice=practice, by=person, asked_of=heard_at)


def page_of(
    request: HttpRequest, question: Question, form: ReasonForm, status: int = 200, **context: bool
) -> HttpResponse:
    shown = {"question": question, "practice": question.practice, "form": form, **context}
    return render(request, "practices/still_true.html", shown, status=status)


@method_decorator(never_cache, name="dispatch")
class StillTrueView(View):
    """From the mail: one page with one button, for whoever the mail was written to."""

    def get(self, request: HttpRequest, code: str, token: str) -> HttpResponse:
        return page_of(request, self._question(code, token), ReasonForm())

    def post(self, request: HttpRequest, code: str, token: str) -> HttpResponse:
        return answered(request, self._question(code, token))

    def _question(self, code: str, token: str) -> Question:
        try:
            question = question_of(token)
        except BadTokenError as error:
            raise Http404 from error
        if question.practice.code != code or not is_author.test(question.person, question.practice):
            raise Http404
        return question


@method_decorator(never_cache, name="dispatch")
class StillTrueOnDeskView(SignedInView):
    """The same for its people, whenever they like."""

    question: Question

    def find(self, **kwargs: Any) -> None:
        published = Practice.objects.published().with_names()
        practice = get_object_or_404(published, code=kwargs["code"])
        heard = last_heard(practice)
        if heard is None or not is_author.test(self.user, practice):
            raise Http404
        self.question = Question(practice, self.user, heard)

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return page_of(request, self.question, ReasonForm(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return answered(request, self.question)
