"""Why a verb refuses. Nothing was written; the words are for the person who asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RefusalError(Exception):
    """What was asked was not done, and nothing was written."""

    words: str | Promise = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.words)


class NotAllowedError(RefusalError):
    words = _("This is not yours to do.")


class RoleDoesNotFitError(RefusalError):
    words = _("An organisation of this type has no such role.")


class NotVerifiedError(RefusalError):
    words = _("This organisation is not verified.")


class AlreadyHeldError(RefusalError):
    words = _("This person holds this role already.")


class AlreadyEndedError(RefusalError):
    words = _("This role has already ended.")


class FocalPointsFullError(RefusalError):
    words = _("This State has two focal points already. End the role of one, or hand it over.")


class LastSecretariatError(RefusalError):
    words = _("This is the last member of the Secretariat. Name another one first.")


class AlreadyInvitedError(RefusalError):
    words = _("This address has an open invitation to this role. Withdraw it to send another.")


class InvitationClosedError(RefusalError):
    words = _("This invitation can no longer be used.")


class AlreadyAskedError(RefusalError):
    words = _("You have already asked to take part for this organisation.")


class AlreadyMemberError(RefusalError):
    words = _("You already take part for this organisation.")


class TooManyRequestsError(RefusalError):
    words = _("You have asked for several organisations already. Wait until one is decided.")


class AlreadyDecidedError(RefusalError):
    words = _("This has been decided already.")


class NoReasonError(RefusalError):
    words = _("Say why.")
