"""Organisations and their people: who holds which role, and what the record tells."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.views.access import DeskView, SecretariatView
from stakeholders import rules
from stakeholders.choices import Standing
from stakeholders.history import history_of
from stakeholders.models import JoinRequest, Organisation
from stakeholders.services import RefusalError, verify_organisation

PER_PAGE = 50


class PeopleView(DeskView):
    """The organisations that one belongs to; to the Secretariat, all."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.GET.get("q", "").strip()[:200]
        found = Organisation.objects.visible_to(self.user).named_like(query)
        listed = found.not_declined().with_counts().select_related("type", "country")
        page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
        return self.page("desk/people.html", page=page, query=query)


class OrganisationPage(DeskView):
    """A page about one organisation, for its people and the Secretariat."""

    organisation: Organisation

    def find(self, **kwargs: Any) -> None:
        everything = Organisation.objects.select_related("type", "country")
        self.organisation = get_object_or_404(everything, pk=kwargs["pk"])
        if not rules.may_see(self.user, self.organisation):
            raise Http404


class ManagerPage(OrganisationPage):
    """For those of its people who let others in."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        if not rules.may_manage(self.user, self.organisation):
            raise Http404


class OrganisationView(OrganisationPage):
    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        memberships = self.organisation.memberships.active().with_names()
        rows = [(membership, rules.may_end(self.user, membership)) for membership in memberships]
        return self.page(
            "desk/organisation.html",
            organisation=self.organisation,
            rows=rows,
            roles=rules.roles_to_hand_out(self.user, self.organisation),
            is_secretariat=rules.is_secretariat(self.user),
            **self._for_managers(),
        )

    def _for_managers(self) -> dict[str, Any]:
        if not rules.may_manage(self.user, self.organisation):
            return {}
        invitations = self.organisation.invitations.open(timezone.now())
        requests = JoinRequest.objects.waiting().decidable_by(self.user).with_names()
        return {
            "manages": True,
            "invitations": [
                (invitation, rules.may_grant(self.user, self.organisation, invitation.role))
                for invitation in invitations.select_related("invited_by")
            ],
            "requests": list(requests.filter(organisation=self.organisation)),
            "is_verified": self.organisation.standing == Standing.VERIFIED,
        }


class RecordView(ManagerPage):
    """Each change of role, and of the organisation's own standing."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        entries = Paginator(history_of(self.organisation), PER_PAGE)
        page = entries.get_page(request.GET.get("page"))
        return self.page("desk/record.html", organisation=self.organisation, page=page)


class VerifyOrganisationView(SecretariatView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect("desk:organisation", pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        organisation = get_object_or_404(Organisation, pk=pk)
        try:
            verify_organisation(organisation=organisation, by=self.user)
        except RefusalError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("%(name)s is verified.") % {"name": organisation})
        return redirect("desk:organisation", pk)
