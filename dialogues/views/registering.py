"""Registering for a session: with an account by one click, without by a confirmed address."""

from collections.abc import Callable
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache

from dialogues.choices import RegistrationState
from dialogues.forms.others import RegistrationForm
from dialogues.models import Registration
from dialogues.registering.places import NotOpenError, ask, cancel, confirm, register, standing
from dialogues.registering.standing import Standing, standing_of
from dialogues.registering.tokens import BadTokenError, ExpiredError, registration_of
from dialogues.rules import is_open_for_registration
from dialogues.timing import timing_of
from dialogues.views.public import ReadableSession
from publication.signed_in import CONFLICT, INVALID
from stakeholders.models import User

RATE_LIMIT = "register_for_session"
GONE = 410
Verb = Callable[[Registration], Registration]


@method_decorator(never_cache, name="dispatch")
class RegisterView(ReadableSession):
    def get(self, _request: HttpRequest, **_kwargs: str) -> HttpResponse:
        return self._page(RegistrationForm())

    def post(self, request: HttpRequest, **_kwargs: str) -> HttpResponseBase:
        try:
            if isinstance(request.user, User):
                return self._with_account(request.user)
            return self._without_account()
        except NotOpenError:
            return self._closed()

    def _with_account(self, user: User) -> HttpResponse:
        step = self.request.POST.get("step", "")
        if step == "cancel":
            if (mine := standing(self.session, user)) is not None:
                cancel(mine)
            messages.success(self.request, _("You are no longer registered."))
        elif step == "register":
            place = register(session=self.session, by=user)
            messages.success(self.request, told(place))
        else:
            # What was typed before one signed in: the account knows it.
            return redirect("dialogues:register", code=self.session.code)
        return redirect(f"{self.session.get_absolute_url()}#registration")

    def _without_account(self) -> HttpResponse:
        """Each asking sends a mail, so that no one place may ask for many."""
        if "step" in self.request.POST:
            words = _("You are no longer signed in. Sign in again, or register by your address.")
            messages.warning(self.request, words)
            return redirect("dialogues:register", code=self.session.code)
        limited: HttpResponse | None = ratelimit.consume_or_429(self.request, action=RATE_LIMIT)
        if limited is not None:
            return limited
        form = RegistrationForm(self.request.POST)
        if not form.is_valid():
            return self._page(form, INVALID)
        ask(session=self.session, **form.cleaned_data, language=get_language() or "en")
        email = form.cleaned_data["email"]
        return self.page("dialogues/registering/asked.html", email=email)

    def _page(self, form: RegistrationForm, status: int = 200) -> HttpResponse:
        return self.page(
            "dialogues/registering/register.html",
            status,
            form=form,
            timing=timing_of(self.session),
            standing=standing_of(self.session, self.request.user),
        )

    def _closed(self) -> HttpResponse:
        words = _("Registration for this session is closed. Nothing was saved.")
        problems = [("#registration", words)]
        return self.page(
            "dialogues/registering/register.html",
            CONFLICT,
            form=None,
            timing=timing_of(self.session),
            standing=standing_of(self.session, self.request.user),
            problems=problems,
            has_errors=True,
        )


def told(place: Registration) -> str:
    if place.state == RegistrationState.PLACED:
        return _("You are registered. A mail with the date for your calendar is on its way.")
    return _("All places are taken: you are on the waiting list. A mail is on its way.")


@method_decorator(never_cache, name="dispatch")
class PlaceView(View):
    """The page behind the link in the mail. To look is not yet to confirm."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, code: str, token: str) -> HttpResponse:
        return self._answer(request, code, token)

    def post(self, request: HttpRequest, code: str, token: str) -> HttpResponse:
        verb = {"confirm": confirm, "cancel": cancel}.get(request.POST.get("step", ""))
        if verb is None:
            raise BadRequest
        return self._answer(request, code, token, verb)

    def _answer(
        self, request: HttpRequest, code: str, token: str, verb: Verb | None = None
    ) -> HttpResponse:
        status, problems = 200, []
        try:
            place = registration_of(token, code=code, now=timezone.now())
            if verb is not None:
                place = verb(place)
        except (BadTokenError, Registration.DoesNotExist) as error:
            raise Http404 from error
        except ExpiredError:
            return self._shown(request, "dialogues/registering/expired.html", GONE, code=code)
        except NotOpenError:
            status = CONFLICT
            problems = [("#registration", _("Registration for this session is closed."))]
        return self._shown(
            request,
            "dialogues/registering/place.html",
            status,
            session=place.session,
            timing=timing_of(place.session),
            standing=Standing.of(place, place.session),
            place=place,
            is_open=is_open_for_registration(place.session, timezone.now()),
            problems=problems,
            has_errors=bool(problems),
        )

    def _shown(
        self, request: HttpRequest, template: str, status: int, **context: Any
    ) -> HttpResponse:
        response = render(request, template, context, status=status)
        # The address is a key: no page that this one links to learns it.
        response["Referrer-Policy"] = "no-referrer"
        return response
