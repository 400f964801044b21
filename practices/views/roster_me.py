"""One's own place on the roster: to apply, to answer an invitation, to keep it up to date."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from practices.choices import RosterState
from practices.models import Reviewer
from practices.roster.deciding import decide
from practices.roster.errors import NotAllowedError, RosterError
from practices.roster.forms import AbsenceForm, ApplicationForm, LeaveForm, ProfileForm, profile_of
from practices.roster.joining import accept_invitation, apply, refuse_invitation
from practices.roster.keeping import add_absence, remove_absence, save_profile
from practices.roster.load import loads_of
from practices.roster.rules import may_apply, may_keep, organisations_of
from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID, SignedInView
from stakeholders.models import User
from stakeholders.rules import is_secretariat


def entry_of(user: User) -> Reviewer | None:
    return Reviewer.objects.with_names().filter(user=user).first()


@method_decorator(never_cache, name="dispatch")
class ApplyView(SignedInView):
    """Whoever takes part for a verified organisation may apply; the Secretariat may not."""

    def find(self, **_kwargs: Any) -> None:
        self.reviewer = entry_of(self.user)
        if is_secretariat(self.user):
            raise Http404

    def get(self, _request: HttpRequest) -> HttpResponseBase:
        if not may_apply(self.user, self.reviewer):
            return redirect("practice_desk:roster_me")
        before = profile_of(self.reviewer) if self.reviewer else {"languages": [self.user.language]}
        return self._page(ApplicationForm(self.typed(), user=self.user, initial=before))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        form = ApplicationForm(request.POST, user=self.user)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            reviewer = apply(
                user=self.user,
                organisation=form.cleaned_data["organisation"],
                profile=form.profile,
            )
        except RosterError as error:
            form.add_error(None, str(error))
            return self._page(form, CONFLICT)
        kept_forms.forget(request)
        is_on_it = reviewer.state == RosterState.ACTIVE
        told = _("You are on the roster.") if is_on_it else _("Your application is on its way.")
        messages.success(request, told)
        return redirect("practice_desk:roster_me")

    def _page(self, form: ApplicationForm, status: int = 200) -> HttpResponse:
        has_organisation = bool(organisations_of(self.user))
        context = {"form": form, "has_organisation": has_organisation}
        return self.page("practices/roster/apply.html", status, **context)


@method_decorator(never_cache, name="dispatch")
class RosterMeView(SignedInView):
    """Each part of the page is a form of its own; `do` says which was sent."""

    reviewer: Reviewer

    def find(self, **_kwargs: Any) -> None:
        found = entry_of(self.user)
        if found is None and is_secretariat(self.user):
            raise Http404
        self.entry = found

    def get(self, _request: HttpRequest) -> HttpResponseBase:
        if self.entry is None:
            return redirect("practice_desk:roster_apply")
        self.reviewer = self.entry
        return self._page(**self._kept())

    def _kept(self) -> dict[str, Any]:
        """The form that was being sent when the session ran out, as it was typed."""
        typed = self.typed()
        match typed.get("do") if typed else None:
            case "save" | "accept":
                return {"form": ProfileForm(typed)}
            case "away":
                return {"away": AbsenceForm(typed)}
            case "leave":
                return {"leaving": LeaveForm(typed)}
        return {}

    def post(self, request: HttpRequest) -> HttpResponseBase:
        if self.entry is None:
            raise Http404
        self.reviewer = self.entry
        verbs: dict[str, Callable[[], HttpResponse]] = {
            "accept": self._accept,
            "refuse": self._refuse,
            "save": self._save,
            "away": self._away,
            "back": self._back,
            "leave": self._leave,
        }
        verb = verbs.get(request.POST.get("do", ""))
        if verb is None:
            raise BadRequest
        try:
            return verb()
        except NotAllowedError as error:
            raise Http404 from error
        except RosterError as error:
            self.reviewer = entry_of(self.user) or self.reviewer
            return self._page(CONFLICT, refused=str(error))

    def _accept(self) -> HttpResponse:
        form = ProfileForm(self.request.POST)
        if not form.is_valid():
            return self._page(INVALID, form=form)
        accept_invitation(reviewer=self.reviewer, profile=form.profile, by=self.user)
        return self._done(_("Welcome. You are on the roster."))

    def _refuse(self) -> HttpResponse:
        refuse_invitation(reviewer=self.reviewer, by=self.user)
        return self._done(_("You said no. You can apply later, if you want."))

    def _save(self) -> HttpResponse:
        form = ProfileForm(self.request.POST)
        if not form.is_valid():
            return self._page(INVALID, form=form)
        save_profile(reviewer=self.reviewer, profile=form.profile, by=self.user)
        return self._done(_("Saved."))

    def _away(self) -> HttpResponse:
        form = AbsenceForm(self.request.POST)
        if not form.is_valid():
            return self._page(INVALID, away=form)
        add_absence(reviewer=self.reviewer, by=self.user, **form.cleaned_data)
        return self._done(_("Saved. You are not asked for a review that falls into this time."))

    def _back(self) -> HttpResponse:
        number = self.request.POST.get("absence", "")
        mine = self.reviewer.absences.all()
        absence = get_object_or_404(mine, pk=int(number) if number.isdecimal() else 0)
        remove_absence(absence=absence, by=self.user)
        return self._done(_("The absence is taken away."))

    def _leave(self) -> HttpResponse:
        form = LeaveForm(self.request.POST)
        if not form.is_valid():
            return self._page(INVALID, leaving=form)
        note = form.cleaned_data["note"]
        decide(reviewer=self.reviewer, step="retire", by=self.user, note=note)
        return self._done(_("You are no longer on the roster. Thank you for your work."))

    def _done(self, words: str) -> HttpResponse:
        kept_forms.forget(self.request)
        messages.success(self.request, words)
        return redirect("practice_desk:roster_me")

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        now = timezone.now()
        forms = {
            "form": ProfileForm(initial=profile_of(self.reviewer)),
            "away": AbsenceForm(),
            "leaving": LeaveForm(),
        }
        return self.page(
            "practices/roster/me.html",
            status,
            reviewer=self.reviewer,
            keeps=may_keep(self.user, self.reviewer),
            may_apply=may_apply(self.user, self.reviewer),
            absences=self.reviewer.absences.filter(ends_on__gte=timezone.localdate(now)),
            taken=loads_of([self.reviewer], now)[self.reviewer.pk],
            **{**forms, **context},
        )
