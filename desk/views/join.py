"""Anyone may ask to take part: for an organisation that is here, or for a new one."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from desk import services
from desk.views.access import INVALID, DeskView
from publication import kept_forms
from stakeholders.forms import JoinRequestForm, NewOrganisationForm
from stakeholders.models import Organisation
from stakeholders.services import RefusalError, name_organisation

MOST_FOUND = 20


class JoinView(DeskView):
    """Find the organisation, and see how one's requests stand."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.GET.get("q", "").strip()[:200]
        requests = self.user.join_requests.select_related("organisation__country")
        return self.page(
            "desk/join.html",
            query=query,
            found=self._find(query) if query else [],
            requests=requests.order_by("-created_at"),
        )

    def _find(self, query: str) -> list[Organisation]:
        known = Organisation.objects.verified().named_like(query)
        return list(known.select_related("type", "country")[:MOST_FOUND])


class Asking(DeskView):
    """A form that ends in a request."""

    def sent(self) -> HttpResponse:
        kept_forms.forget(self.request)
        messages.success(
            self.request, _("Your request is sent. You will get a mail when it is decided.")
        )
        return redirect("desk:join")


class AskView(Asking):
    """Ask to take part for an organisation that is here."""

    organisation: Organisation

    def find(self, **kwargs: Any) -> None:
        known = Organisation.objects.verified().select_related("type", "country")
        self.organisation = get_object_or_404(known, pk=kwargs["pk"])

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(JoinRequestForm(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = JoinRequestForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            services.ask_to_take_part(
                organisation=self.organisation, by=self.user, message=form.cleaned_data["message"]
            )
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, INVALID)
        return self.sent()

    def _page(self, form: JoinRequestForm, status: int = 200) -> HttpResponse:
        context = {"organisation": self.organisation, "form": form}
        return self.page("desk/ask.html", status, **context)


class NewOrganisationView(Asking):
    """Name an organisation that is not here yet, and ask to take part for it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        initial = {"name": request.GET.get("name", "")[:200]}
        return self._page(NewOrganisationForm(self.typed(), initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NewOrganisationForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            self._ask(**form.cleaned_data)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, INVALID)
        return self.sent()

    @transaction.atomic
    def _ask(self, message: str, **organisation: Any) -> None:
        named = name_organisation(by=self.user, **organisation)
        services.ask_to_take_part(organisation=named, by=self.user, message=message)

    def _page(self, form: NewOrganisationForm, status: int = 200) -> HttpResponse:
        return self.page("desk/new_organisation.html", status, form=form)
