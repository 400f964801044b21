"""The call for input on the desk of the State that makes it."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from publication import kept_forms
from publication.drafts.differences import differences
from publication.drafts.saving import ClosedDraftError, StaleSaveError
from publication.drafts.writing import revision_in
from publication.signed_in import CONFLICT, INVALID
from reviews.consulting.call_form import CallForm, form_of_call
from reviews.consulting.calls import call_of, save_call, withdraw_call
from reviews.models import InputCall
from reviews.views.consulting.access import StatePage


@method_decorator(never_cache, name="dispatch")
class CallView(StatePage):
    """Make the call, change it, withdraw it. Everybody sees it as soon as it is saved."""

    call: InputCall | None

    def find(self, **kwargs: Any) -> None:
        super().find(**kwargs)
        self.call = call_of(self.review)
        if self.call is not None:
            self.call.review = self.review

    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        typed = self.typed()
        if typed is None:
            return self._page(self._saved())
        return self._page(CallForm(typed, zone=self._zone), base=typed.get("revision", ""))

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponse:
        form = CallForm(request.POST, zone=self._zone)
        base = revision_in(request)
        try:
            if request.POST.get("step") == "withdraw":
                return self._withdraw()
            if not form.is_valid():
                return self._page(form, INVALID, base=base)
            save_call(review=self.review, asked=form.asked, base=base, by=self.user)
        except StaleSaveError:
            return self._stale(form)
        except ClosedDraftError:
            return self._page(form, CONFLICT, base=base, is_closed=True)
        kept_forms.forget(request)
        messages.success(request, _("Saved. Everybody can read the call."))
        return redirect("review_desk:call", code=self.review.code)

    def _withdraw(self) -> HttpResponse:
        if self.call is not None:
            withdraw_call(call=self.call, by=self.user)
            messages.success(self.request, _("Withdrawn. What was said to it stays with you."))
        return redirect("review_desk:call", code=self.review.code)

    def _stale(self, form: CallForm) -> HttpResponse:
        """Both texts: another focal point has saved it in between."""
        self.find(**self.kwargs)
        conflict = differences(self._saved(), form)
        if not conflict:
            return redirect("review_desk:call", code=self.review.code)
        return self._page(form, CONFLICT, conflict=conflict)

    @property
    def _zone(self) -> ZoneInfo:
        return self.call.zone if self.call else self.user.zone

    def _saved(self) -> CallForm:
        return form_of_call(self.call, self._zone)

    def _page(
        self, form: CallForm, status: int = 200, *, base: int | str | None = None, **context: Any
    ) -> HttpResponse:
        present = self.call.revision if self.call else 0
        return self.page(
            "reviews/consulting/call.html",
            status,
            form=form,
            call=self.call,
            base=present if base is None else base,
            zone=self._zone.key,
            is_open=self.call is not None and self.call.is_open(timezone.now()),
            **context,
        )
