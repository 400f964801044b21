"""Why a verb of the roster was refused. Nothing was written."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RosterError(Exception):
    """The words are for the person who asked."""

    words: str | Promise = _("This cannot be done.")

    def __str__(self) -> str:
        return str(self.words)


class NotAllowedError(RosterError):
    words = _("This is not yours to do.")


class AlreadyThereError(RosterError):
    words = _("This person is on the roster, or has asked to be, or was invited already.")


class ChangedMeanwhileError(RosterError):
    words = _("This was changed in the meantime. Look at it again.")


class NoReasonError(RosterError):
    words = _("Say why.")


class BadAbsenceError(RosterError):
    words = _("An absence ends on the day it begins or later, and not in the past.")
