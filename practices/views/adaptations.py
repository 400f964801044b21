"""“Adapted by”: told by an organisation, confirmed by the practice's people or the Secretariat."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from practices.choices import AdaptationState
from practices.forms.adapting import AdaptationForm, organisations_of
from practices.models import Adaptation, Practice
from practices.rules import may_confirm_adaptation
from practices.services.adapting import (
    AlreadyDecidedError,
    CannotTellError,
    Told,
    decide_adaptation,
    tell_adaptation,
)
from publication import kept_forms
from publication.signed_in import CONFLICT, INVALID, SignedInView


class AdaptationsView(SignedInView):
    """What is told of a practice to whom may decide it, and the form to tell of one more."""

    practice: Practice

    def find(self, **kwargs: Any) -> None:
        published = Practice.objects.published().with_names()
        self.practice = get_object_or_404(published, code=kwargs["code"])

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        typed = self.typed()
        form = AdaptationForm(typed, user=self.user) if typed else AdaptationForm(user=self.user)
        return self._page(form)

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = AdaptationForm(request.POST, user=self.user)
        if not form.is_valid():
            return self._page(form, INVALID)
        try:
            tell_adaptation(practice=self.practice, told=Told(**form.cleaned_data), by=self.user)
        except CannotTellError:
            form.add_error("country", _("This organisation has told of this country already."))
            return self._page(form, CONFLICT)
        kept_forms.forget(request)
        words = _("Thank you. It is shown with the practice once it is confirmed.")
        messages.success(request, words)
        return redirect("practices:adaptations", code=self.practice.code)

    def _page(self, form: AdaptationForm, status: int = 200) -> HttpResponse:
        mine = organisations_of(self.user)
        return self.page(
            "practices/adaptations.html",
            status,
            practice=self.practice,
            form=form,
            may_tell=bool(mine),
            told=self._told([organisation.pk for organisation in mine]),
        )

    def _told(self, mine: list[int]) -> list[tuple[Adaptation, bool]]:
        """Those that are this person's own, or this person's to decide: then with True."""
        told = self.practice.adaptations.select_related("organisation__country", "country")
        seen = []
        for adaptation in told:
            adaptation.practice = self.practice
            is_to_decide = may_confirm_adaptation(self.user, adaptation)
            if is_to_decide or adaptation.organisation_id in mine:
                seen.append((adaptation, is_to_decide))
        return seen


class AdaptationView(SignedInView):
    """One that was told, for whom may confirm or decline it."""

    adaptation: Adaptation

    def find(self, **kwargs: Any) -> None:
        known = Adaptation.objects.select_related(
            "practice__organisation__country", "organisation__country", "country", "told_by"
        )
        self.adaptation = get_object_or_404(
            known, pk=kwargs["number"], practice__code=kwargs["code"]
        )
        practice = self.adaptation.practice
        if not (practice.is_readable and may_confirm_adaptation(self.user, self.adaptation)):
            raise Http404

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        answer = request.POST.get("answer", "")
        if answer not in {"confirm", "decline"}:
            return self._page(INVALID, error=_("Confirm it or decline it."))
        try:
            decide_adaptation(adaptation=self.adaptation, confirm=answer == "confirm", by=self.user)
        except AlreadyDecidedError:
            self.find(**self.kwargs)
            return self._page(CONFLICT, was_decided=True)
        messages.success(request, self._words(answer))
        return redirect(self.adaptation.practice)

    def _words(self, answer: str) -> str:
        if answer == "confirm":
            return _("Confirmed: everybody reads it with the practice.")
        return _("Declined: it is not shown.")

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        return self.page(
            "practices/adaptation.html",
            status,
            adaptation=self.adaptation,
            practice=self.adaptation.practice,
            is_open=self.adaptation.state == AdaptationState.TOLD,
            **context,
        )
