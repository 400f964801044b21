"""The link of who has no account: it confirms the address, and later leads to the place."""

from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse

from dialogues.choices import RegistrationState
from dialogues.models import Registration

SALT = "dialogues.registration"
CONFIRM_WITHIN = timedelta(days=3)
# For so long after the session the place can still be looked at.
LOOKED_AT = timedelta(days=30)


class BadTokenError(Exception):
    """Nobody here has signed this, or what it was made for is gone."""


class ExpiredError(Exception):
    """It was a link of ours, and works no longer."""


def token_of(registration: Registration) -> str:
    signed = [registration.pk, registration.asked_at.isoformat()]
    return signing.dumps(signed, salt=SALT)


def address_of(registration: Registration) -> str:
    """The page of the place, for whoever has the link."""
    where = [registration.session.code, token_of(registration)]
    return reverse("dialogues:place", args=where)


def registration_of(token: str, *, code: str, now: datetime) -> Registration:
    """What the token was made for. Raises BadTokenError or ExpiredError."""
    try:
        pk, asked_at = signing.loads(token, salt=SALT)
        found = Registration.objects.select_related("session__series", "user").get(
            pk=pk, session__code=code
        )
    except (signing.BadSignature, ValueError, TypeError, Registration.DoesNotExist) as error:
        raise BadTokenError from error
    if found.asked_at.isoformat() != asked_at or _is_too_old(found, now):
        raise ExpiredError
    return found


def _is_too_old(registration: Registration, now: datetime) -> bool:
    if registration.state == RegistrationState.ASKED:
        return now > registration.asked_at + CONFIRM_WITHIN
    ends_at = registration.session.ends_at
    return ends_at is not None and now > ends_at + LOOKED_AT
