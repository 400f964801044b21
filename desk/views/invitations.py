"""Inviting people, and what the invited see. The link of the mail is the only way in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.utils import filter_users_by_email
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from desk import services
from desk.views.access import INVALID, DeskView
from desk.views.people import ManagerPage
from publication import kept_forms
from stakeholders import rules
from stakeholders.choices import Role
from stakeholders.forms import InvitationForm
from stakeholders.models import Invitation, User
from stakeholders.services import RefusalError, decline_invitation, revoke_invitation
from stakeholders.tokens import ForgedTokenError, invitation_of

GONE = 410


class InviteView(ManagerPage):
    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.roles = rules.roles_to_hand_out(self.user, self.organisation)
        if not self.roles:
            raise Http404

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        initial = {"role": request.GET.get("role", ""), "language": request.LANGUAGE_CODE}
        return self._page(InvitationForm(self.typed(), roles=self.roles, initial=initial))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        form = InvitationForm(request.POST, roles=self.roles)
        if not form.is_valid():
            return self._page(form, INVALID)
        given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        try:
            services.invite(organisation=self.organisation, by=self.user, **given)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
            return self._page(form, INVALID)
        kept_forms.forget(request)
        words = _("The invitation to %(email)s is on its way.") % {"email": given["email"]}
        messages.success(request, words)
        return redirect("desk:organisation", self.organisation.pk)

    def _page(self, form: InvitationForm, status: int = 200) -> HttpResponse:
        return self.page("desk/invite.html", status, organisation=self.organisation, form=form)


class RevokeView(DeskView):
    invitation: Invitation

    def find(self, **kwargs: Any) -> None:
        invitations = Invitation.objects.select_related("organisation")
        self.invitation = get_object_or_404(invitations, pk=kwargs["pk"])
        organisation = self.invitation.organisation
        if not rules.may_grant(self.user, organisation, self.invitation.role):
            raise Http404

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return redirect("desk:organisation", self.invitation.organisation_id)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        try:
            revoke_invitation(invitation=self.invitation, by=self.user)
        except RefusalError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("The invitation is withdrawn. Its link no longer works."))
        return redirect("desk:organisation", self.invitation.organisation_id)


@method_decorator(never_cache, name="dispatch")
class InvitationView(View):
    """Accept or decline, signed in as the one who was invited, or register as that one."""

    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.invitation = invitation_of(kwargs["token"])
        except ForgedTokenError as error:
            raise Http404 from error
        if not self.invitation.is_open(timezone.now()):
            return self._closed()
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self._is_for_another():
            return render(request, "desk/invitation_other.html", status=404)
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if self._is_for_another():
            return render(request, "desk/invitation_other.html", status=404)
        answer = request.POST.get("answer")
        if answer == "decline":
            return self._decline()
        if answer != "accept":
            return self._page(problem=_("Choose whether to accept."), status=INVALID)
        return self._accept() if self._person else self._let_in()

    @property
    def _person(self) -> User | None:
        return self.request.user if isinstance(self.request.user, User) else None

    def _is_for_another(self) -> bool:
        return self._person is not None and not rules.is_invited(self._person, self.invitation)

    def _accept(self) -> HttpResponse:
        assert self._person is not None  # noqa: S101  (narrows the type)
        try:
            services.accept_invitation(invitation=self.invitation, by=self._person)
        except RefusalError as refusal:
            return self._page(problem=str(refusal), status=INVALID)
        names = {"role": Role(self.invitation.role).label, "name": self.invitation.organisation}
        messages.success(self.request, _("Welcome. You are now %(role)s of %(name)s.") % names)
        return redirect("desk:home")

    def _decline(self) -> HttpResponse:
        try:
            decline_invitation(invitation=self.invitation, by=self._person)
        except RefusalError:
            return self._closed()
        messages.success(self.request, _("The invitation is declined."))
        return redirect("explore:home")

    def _let_in(self) -> HttpResponse:
        """Sign in, or register with the address that the mail has shown to be theirs."""
        if filter_users_by_email(self.invitation.email):
            return redirect_to_login(self.request.path)
        get_adapter(self.request).stash_verified_email(self.request, self.invitation.email)
        signup = urlencode({"next": self.request.path})
        return redirect(f"{reverse('account_signup')}?{signup}")

    def _page(self, problem: str = "", status: int = 200) -> HttpResponse:
        context = {"invitation": self.invitation, "problem": problem}
        return render(self.request, "desk/invitation.html", context, status=status)

    def _closed(self) -> HttpResponse:
        """Nothing is told of whom it was for or what it offered."""
        return render(self.request, "desk/invitation_closed.html", status=GONE)
