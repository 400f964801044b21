"""Calls on the desk of the Secretariat: to write, publish, put off and close them."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from practices.forms.calls import CallForm, ExtensionForm, StandingCallForm
from practices.models import Call, Criterion
from practices.services.calls import (
    CallError,
    close_call,
    extend_call,
    move_standing_call,
    problems_of_call,
    publish_call,
    save_call,
)
from publication import kept_forms
from publication.choices import State
from publication.signed_in import INVALID, SecretariatView


def with_counts(calls: "QuerySet[Call]") -> "QuerySet[Call]":
    handed_in = Count("practices", filter=~Q(practices__state=State.DRAFT), distinct=True)
    return calls.select_related("cycle").annotate(handed_in=handed_in)


class CallsView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        calls = list(with_counts(Call.objects.all()).order_by("-is_standing", "-opens_at"))
        criteria = Criterion.objects.count()
        return self.page("practices/calls/desk.html", calls=calls, criteria=criteria)


class NewCallView(SecretariatView):
    def get(self, _request: HttpRequest) -> HttpResponse:
        standard = Criterion.objects.filter(is_standard=True)
        initial = {"criteria": list(standard), "opens_at": timezone.now()}
        return self._page(CallForm(self.typed(), initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = CallForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        call = save_call(
            call=form.save(commit=False),
            criteria=form.cleaned_data["criteria"],
            objectives=form.cleaned_data["objectives"],
            by=self.user,
        )
        kept_forms.forget(request)
        messages.success(request, _("Saved. Nobody else sees the call until it is published."))
        return redirect("practice_desk:call", code=call.code)

    def _page(self, form: CallForm, status: int = 200) -> HttpResponse:
        return self.page("practices/calls/write.html", status, form=form)


class CallPage(SecretariatView):
    """A page of one call."""

    call: Call

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.call = get_object_or_404(with_counts(Call.objects.all()), code=kwargs["code"])

    def page(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        return super().page(template, status, call=self.call, **context)

    def to_call(self) -> HttpResponse:
        return redirect("practice_desk:call", code=self.call.code)


class CallView(CallPage):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        """Publish it or close it: the page says beforehand what comes of it."""
        step = {"publish": publish_call, "close": close_call}.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        try:
            step(call=self.call, by=self.user)
        except CallError as error:
            return self._page(INVALID, problems=[("#call", str(one)) for one in error.problems])
        done = _("Published.") if step is publish_call else _("Closed.")
        messages.success(request, done)
        return self.to_call()

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        now = timezone.now()
        missing = [] if self.call.published_at else list(problems_of_call(self.call, now))
        return self.page(
            "practices/calls/call.html",
            status,
            is_open=self.call.is_open(now),
            missing=missing,
            criteria=self.call.criteria.all(),
            extensions=self.call.extensions.select_related("by"),
            **context,
        )


class EditCallView(CallPage):
    """A call that is not published; of the one that always stands, its words and its forum."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if self.call.published_at is not None and not self.call.is_standing:
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(self._form(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            self._save(form)
        except CallError as error:
            for problem in error.problems:
                form.add_error(None, str(problem))
            return self._page(form, INVALID)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return self.to_call()

    def _form(self, typed: Any) -> CallForm | StandingCallForm:
        # Another copy, so that what is not valid does not show around the form.
        fresh = Call.objects.get(pk=self.call.pk)
        if self.call.is_standing:
            return StandingCallForm(typed, instance=fresh)
        return CallForm(typed, instance=fresh)

    def _save(self, form: CallForm | StandingCallForm) -> None:
        call = form.save(commit=False)
        if isinstance(form, StandingCallForm):
            move_standing_call(call=call, by=self.user)
            return
        save_call(
            call=call,
            criteria=form.cleaned_data["criteria"],
            objectives=form.cleaned_data["objectives"],
            by=self.user,
        )

    def _page(self, form: CallForm | StandingCallForm, status: int = 200) -> HttpResponse:
        return self.page("practices/calls/write.html", status, form=form)


class ExtendCallView(CallPage):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if self.call.due_at is None or self.call.published_at is None or self.call.closed_at:
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(ExtensionForm(self.typed(), call=self.call))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = ExtensionForm(request.POST, call=self.call)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            extend_call(call=self.call, **form.cleaned_data, by=self.user)
        except CallError as error:
            form.add_error("due_at", [str(problem) for problem in error.problems])
            return self._page(form, INVALID)
        kept_forms.forget(request)
        messages.success(request, _("The deadline is put off."))
        return self.to_call()

    def _page(self, form: ExtensionForm, status: int = 200) -> HttpResponse:
        return self.page("practices/calls/extend.html", status, form=form)
