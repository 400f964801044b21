"""The queue of those who ask to take part."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from desk import services
from desk.views.access import INVALID, DeskView
from publication import kept_forms
from stakeholders.forms import ReasonForm
from stakeholders.models import JoinRequest
from stakeholders.rules import may_decide_some
from stakeholders.services import RefusalError


class RequestsView(DeskView):
    def find(self, **_kwargs: Any) -> None:
        if not may_decide_some(self.user):
            raise Http404

    def get(self, request: HttpRequest) -> HttpResponse:
        requests = JoinRequest.objects.waiting().decidable_by(self.user).with_names()
        return self.page("desk/requests.html", requests=list(requests))


class RequestPage(DeskView):
    """A page about one request, for those who may decide it."""

    join_request: JoinRequest

    def find(self, **kwargs: Any) -> None:
        decidable = JoinRequest.objects.decidable_by(self.user).with_names()
        self.join_request = get_object_or_404(decidable, pk=kwargs["pk"])


class VerifyView(RequestPage):
    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return redirect("desk:requests")

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            services.verify_request(request=self.join_request, by=self.user)
        except RefusalError as refusal:
            messages.warning(request, str(refusal))
        else:
            names = {"person": self.join_request.user, "name": self.join_request.organisation}
            messages.success(request, _("%(person)s now takes part for %(name)s.") % names)
        return redirect("desk:requests")


class DeclineView(RequestPage):
    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(ReasonForm(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            services.decline_request(
                request=self.join_request, by=self.user, reason=form.cleaned_data["reason"]
            )
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, INVALID)
        kept_forms.forget(request)
        messages.success(request, _("The request is declined. The reason is on its way."))
        return redirect("desk:requests")

    def _page(self, form: ReasonForm, status: int = 200) -> HttpResponse:
        return self.page("desk/decline.html", status, asked=self.join_request, form=form)
