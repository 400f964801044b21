"""Who still owes what, the ladder of clearance, and the handover to a new focal point."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from publication import kept_forms
from publication.choices import State
from publication.paper.serving import serve
from reviews.delegation.forms import ClearanceForm, LadderForm
from reviews.delegation.ladder import clear_section, set_ladder
from reviews.delegation.nudging import OwesNothingError, nudge
from reviews.delegation.owing import debts_in
from reviews.delegation.pack import pack_of
from reviews.delegation.paper import HANDOVER
from reviews.rules import is_focal_point
from reviews.services import NotAllowedError
from reviews.views.access import FocalPointPage, SectionAccess

CONFLICT, INVALID = 409, 422


class OwingView(FocalPointPage):
    """Who still owes what, on one page. Nudges one (`nudge`) or all who can be asked (`all`)."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        debts = debts_in(self.review)
        everybody = [debt.key for debt in debts if debt.writer and debt.may_write]
        keys = everybody if "all" in request.POST else request.POST.getlist("nudge")
        try:
            sent = nudge(review=self.review, keys=keys, by=self.user)
        except NotAllowedError:
            return self.page("reviews/section_closed.html", CONFLICT, rows=[])
        except OwesNothingError:
            messages.warning(request, _("Nobody was written to: this part is no longer owed."))
            return self._page(CONFLICT)
        if sent:
            words = ngettext(
                "%(count)s mail is on its way.", "%(count)s mails are on their way.", sent
            )
            messages.success(request, words % {"count": sent})
        else:
            messages.info(request, _("They were written to today already."))
        return redirect(self.address("owing"))

    def _page(self, status: int = 200) -> HttpResponse:
        debts = debts_in(self.review)
        return self.page(
            "reviews/owing.html",
            status,
            debts=debts,
            today=timezone.localdate(),
            can_nudge=self.review.state == State.DRAFT,
            can_nudge_all=sum(1 for debt in debts if debt.writer and debt.may_write) > 1,
        )


class LadderView(FocalPointPage):
    """The State's own steps of clearance."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._form(LadderForm(self.typed(), review=self.review))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = LadderForm(request.POST, review=self.review)
        if not form.is_valid():
            return self._form(form, INVALID)
        try:
            set_ladder(review=self.review, names=form.cleaned_data["steps"], by=self.user)
        except NotAllowedError:
            return self._form(form, CONFLICT)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect(self.address("tasks"))

    def _form(self, form: LadderForm, status: int = 200) -> HttpResponse:
        is_open = self.review.state == State.DRAFT
        return self.page("reviews/ladder.html", status, form=form, is_open=is_open)


class ClearanceView(SectionAccess):
    """Where a section stands on the ladder, and how it came there."""

    def signed_out(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST":
            kept_forms.keep(request, request.path)
        return super().signed_out(request)

    def check_access(self, **kwargs: Any) -> None:
        super().check_access(**kwargs)
        if not is_focal_point.test(self.user, self.review):
            raise Http404

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        typed = kept_forms.take(request, request.path)
        return self._form(ClearanceForm(typed, section=self.section))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = ClearanceForm(request.POST, section=self.section)
        if not form.is_valid():
            return self._form(form, INVALID)
        try:
            clear_section(
                section=self.section,
                step=form.chosen,
                on_behalf_of=form.cleaned_data["on_behalf_of"],
                note=form.cleaned_data["note"],
                by=self.user,
            )
        except NotAllowedError:
            return self._form(form, CONFLICT)
        kept_forms.forget(request)
        messages.success(request, _("Saved."))
        return redirect(self.address("tasks"))

    def _form(self, form: ClearanceForm, status: int = 200) -> HttpResponse:
        return self.page(
            "reviews/clearance.html",
            status,
            section=self.section,
            form=form,
            is_open=self.review.state == State.DRAFT,
            clearances=self.section.clearances.select_related("by").order_by("-at", "-pk"),
        )


class HandoverView(FocalPointPage):
    """All that a new focal point needs."""

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self.page("reviews/handover.html", pack=pack_of(self.review))


class HandoverFileView(FocalPointPage):
    """The same as a PDF file, made by the worker."""

    def get(self, request: HttpRequest, **_kwargs: str) -> HttpResponseBase:
        return serve(
            request,
            self.review,
            name=f"{self.review.code}-{HANDOVER}",
            back=self.address("handover"),
            language=get_language() or "en",
            what=HANDOVER,
        )
