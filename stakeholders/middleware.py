"""Where one is signed in, one's own time, and the second factor of those who run the portal."""

from collections.abc import Callable
from time import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from stakeholders.models import User
from stakeholders.rules import is_secretariat

NOTED, NOTE_EVERY = "noted_where", 300
View = Callable[[HttpRequest], HttpResponse]
# What is public stays readable, and so do the pages without a namespace: allauth's own, health.
OPEN_DOORS = {"explore", "opendata"}
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SignedInWhere:
    """Notes where people are signed in, for them to see. Not at every click: that is a write."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and _is_time(request.session):
            UserSession.objects.create_from_request(request)
        return self.get_response(request)


def _is_time(session: SessionBase) -> bool:
    now = int(time())
    if now - session.get(NOTED, 0) < NOTE_EVERY:
        return False
    session[NOTED] = now
    return True


class OwnTimeZone:
    """Shows every time in the zone that the reader has chosen."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = request.user.zone if request.user.is_authenticated else None
        with timezone.override(zone):
            return self.get_response(request)


class SecondFactor:
    """Leads the Secretariat and the staff to set up a second factor before they do anything."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        match = request.resolver_match
        if settings.DEMONSTRATION or match is None or not match.namespaces:
            return None
        if match.namespaces[0] in OPEN_DOORS or not _owes_second_factor(request.user):
            return None
        messages.warning(request, _("Set up a second factor before you go on."))
        return redirect("mfa_index")


def _owes_second_factor(user: Any) -> bool:
    if not isinstance(user, User) or not (user.is_staff or is_secretariat(user)):
        return False
    return not is_mfa_enabled(user, FACTORS)
