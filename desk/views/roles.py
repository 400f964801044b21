"""A role ends, or passes to somebody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from desk import services
from desk.views.access import INVALID, DeskView
from publication import kept_forms
from stakeholders import rules
from stakeholders.choices import Role
from stakeholders.forms import EndRoleForm, HandOverRoleForm
from stakeholders.models import Membership
from stakeholders.services import RefusalError


class MembershipPage(DeskView):
    """A page about one role of one person, for those who may end it."""

    membership: Membership

    def find(self, **kwargs: Any) -> None:
        self.membership = get_object_or_404(
            Membership.objects.active().with_names(), pk=kwargs["pk"]
        )
        if not rules.may_end(self.user, self.membership):
            raise Http404

    def done(self, words: str) -> HttpResponse:
        kept_forms.forget(self.request)
        messages.success(self.request, words)
        self.user.forget_roles()
        if rules.may_see(self.user, self.membership.organisation):
            return redirect("desk:organisation", self.membership.organisation_id)
        return redirect("desk:home")


class EndRoleView(MembershipPage):
    """End somebody's role, or leave one's own."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(EndRoleForm(self.typed()))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = EndRoleForm(request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            services.end_role(membership=self.membership, by=self.user, **form.cleaned_data)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, INVALID)
        return self.done(_("The role has ended. What was done in it stays."))

    def _page(self, form: EndRoleForm, status: int = 200) -> HttpResponse:
        is_mine = self.membership.user_id == self.user.pk
        context = {"membership": self.membership, "form": form, "is_mine": is_mine}
        return self.page("desk/end_role.html", status, **context)


class HandOverView(MembershipPage):
    """A focal point's role passes to a colleague at once, or to the invited when they accept."""

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        is_focal_point = self.membership.role == Role.FOCAL_POINT
        if not (is_focal_point and rules.is_secretariat(self.user)):
            raise Http404

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page(HandOverRoleForm(self.typed(), membership=self.membership))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = HandOverRoleForm(request.POST, membership=self.membership)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            words = self._hand_over(form)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, INVALID)
        return self.done(words)

    def _hand_over(self, form: HandOverRoleForm) -> str:
        given = form.cleaned_data
        if given["colleague"]:
            services.hand_over(membership=self.membership, to=given["colleague"], by=self.user)
            return _("Handed over to %(name)s.") % {"name": given["colleague"]}
        services.invite(
            email=given["email"],
            organisation=self.membership.organisation,
            role=Role.FOCAL_POINT,
            by=self.user,
            unit=self.membership.unit,
            language=given["language"],
            succeeds=self.membership,
        )
        return _("The invitation is on its way. The role passes when it is accepted.")

    def _page(self, form: HandOverRoleForm, status: int = 200) -> HttpResponse:
        return self.page("desk/hand_over.html", status, membership=self.membership, form=form)
