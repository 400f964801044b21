"""Follow-up by those who make the pledge: reports, the stage, and that nothing is new."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from pledges.choices import Stage
from pledges.forms.others import ReportForm, StageForm
from pledges.freshness import freshness_of
from pledges.models import Target
from pledges.news import BadTokenError, Question, question_of
from pledges.reading import read_targets
from pledges.rules import may_report
from pledges.services import (
    AlreadyAnsweredError,
    NotAllowedError,
    nothing_new,
    report_progress,
    set_stage,
)
from pledges.views.access import INVALID, PledgePage
from publication import kept_forms
from publication.services import CannotCiteError, citations_from


class Reporting(PledgePage):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not may_report.test(self.user, self.pledge):
            raise Http404

    def done(self, words: str) -> HttpResponse:
        kept_forms.forget(self.request)
        messages.success(self.request, words)
        return redirect("pledge_desk:progress", code=self.pledge.code)


class ProgressView(Reporting):
    """How far each target is, and the stage. Takes a new stage, or that nothing is new."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(StageForm(self.typed(), initial={"stage": self.pledge.stage}))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        if request.POST.get("news") == "nothing":
            nothing_new(pledge=self.pledge, by=self.user)
            return self.done(_("Noted: nothing is new."))
        form = StageForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        set_stage(
            pledge=self.pledge,
            stage=Stage(form.cleaned_data["stage"]),
            reason=form.cleaned_data["reason"],
            by=self.user,
        )
        return self.done(_("The stage is noted, and published."))

    def _page(self, form: StageForm, status: int = 200) -> HttpResponse:
        pledge = self.pledge
        return self.page(
            "pledges/progress.html",
            status,
            form=form,
            targets=read_targets(pledge, citations_from(pledge)),
            news=pledge.news.select_related("by").order_by("-at", "-pk"),
            freshness=freshness_of(pledge, timezone.now()),
        )


class ReportView(Reporting):
    """A report on one target."""

    target: Target

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.target = get_object_or_404(self.pledge.targets.all(), pk=kwargs["number"])
        self.target.pledge = self.pledge

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(ReportForm(self.typed(), initial={"as_of": timezone.localdate()}))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = ReportForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            report_progress(target=self.target, **form.cleaned_data, by=self.user)
        except CannotCiteError:
            form.add_error("cites", _("Nothing is published under this code."))
            return self._page(form, INVALID)
        return self.done(_("The report is published."))

    def _page(self, form: ReportForm, status: int = 200) -> HttpResponse:
        return self.page("pledges/report.html", status, form=form, target=self.target)


@method_decorator(never_cache, name="dispatch")
class NewsView(View):
    """From the yearly mail: one page with one button, for whoever the mail was written to."""

    def get(self, request: HttpRequest, code: str, token: str) -> HttpResponse:
        return self._page(self._question(code, token))

    def post(self, request: HttpRequest, code: str, token: str) -> HttpResponse:
        question = self._question(code, token)
        try:
            nothing_new(pledge=question.pledge, by=question.person, asked_of=question.heard_at)
        except AlreadyAnsweredError:
            return self._page(question)
        except NotAllowedError as error:
            raise Http404 from error
        return self._page(question, is_done=True)

    def _question(self, code: str, token: str) -> Question:
        try:
            question = question_of(token)
        except BadTokenError as error:
            raise Http404 from error
        may = may_report.test(question.person, question.pledge)
        if question.pledge.code != code or not may:
            raise Http404
        return question

    def _page(self, question: Question, *, is_done: bool = False) -> HttpResponse:
        context = {
            "question": question,
            "pledge": question.pledge,
            "targets": read_targets(question.pledge),
            "is_done": is_done,
        }
        return render(self.request, "pledges/news.html", context)
