"""The implementer answers from the mail, without an account. To look is not yet to answer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from practices.choices import ConfirmationState
from practices.consent import BadTokenError, confirmation_of
from practices.forms.others import ConsentForm
from practices.models import Confirmation
from practices.services import AlreadyAnsweredError, answer_for_implementer
from practices.views.access import INVALID, read

ANSWERS = {"agree": True, "refuse": False}


@method_decorator(never_cache, name="dispatch")
class ConfirmView(View):
    """One page with two buttons, for whoever the mail was written to. GET changes nothing."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self._page(request, self._asked(token), ConsentForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        asked, form = self._asked(token), ConsentForm(request.POST)
        agrees = ANSWERS.get(request.POST.get("answer", ""))
        if agrees is None or not form.is_valid():
            return self._page(request, asked, form, INVALID)
        try:
            note = form.cleaned_data["note"]
            answer_for_implementer(confirmation=asked, agrees=agrees, note=note)
        except AlreadyAnsweredError:
            pass  # a second click: the page says what was answered
        asked.refresh_from_db(fields=["state", "decided_at", "note"])
        return self._page(request, asked, form)

    def _asked(self, token: str) -> Confirmation:
        try:
            return confirmation_of(token)
        except BadTokenError as error:
            raise Http404 from error

    def _page(
        self, request: HttpRequest, asked: Confirmation, form: ConsentForm, status: int = 200
    ) -> HttpResponse:
        context = {
            **read(asked.practice),
            "asked": asked,
            "form": form,
            "is_open": asked.state == ConfirmationState.ASKED,
            "agreed": asked.state == ConfirmationState.CONFIRMED,
        }
        response = render(request, "practices/confirm.html", context, status=status)
        # The address is a key: no page that this one links to learns it.
        response["Referrer-Policy"] = "no-referrer"
        return response
