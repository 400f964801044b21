"""The closed vocabularies of practices, their calls, their reviewers and their peer review."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReviewMode(models.TextChoices):
    """Who learns whose name. Whatever the mode, nobody learns a reviewer's before the decision."""

    OPEN = "open", _("Open: author and reviewers learn each other's names")
    SINGLE_BLIND = "single-blind", _("Single-blind: the reviewers know the author")
    DOUBLE_BLIND = "double-blind", _("Double-blind: neither knows the other")


class Recommendation(models.TextChoices):
    """What a reviewer advises, and what the Secretariat decides."""

    ACCEPT = "accept", _("Accept")
    REVISE = "revise", _("Revise and resubmit")
    DECLINE = "decline", _("Decline")


class AssignmentState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("person", "Invited")
    ACCEPTED = "accepted", _("Accepted")
    REVIEWED = "reviewed", _("Reviewed")
    DECLINED = "declined", _("Refused")
    LAPSED = "lapsed", _("Not answered in time")
    CALLED_OFF = "called-off", _("Called off")


class Belonging(models.TextChoices):
    """A round needs reviews by both."""

    UN = "un", _("United Nations")
    EXTERNAL = "external", _("External")


class RosterState(models.TextChoices):
    INVITED = "invited", pgettext_lazy("person", "Invited")
    APPLIED = "applied", _("Applied")
    ACTIVE = "active", _("On the roster")
    DECLINED = "declined", _("Not taken")
    RETIRED = "retired", _("Retired")


class Gender(models.TextChoices):
    """Only said by those who want to; it serves the balance of the roster and nothing else."""

    UNSAID = "", _("Rather not say")
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", _("Other")


class ConfirmationState(models.TextChoices):
    """Whether the implementer agrees that another submits its practice."""

    ASKED = "asked", pgettext_lazy("consent", "Asked")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Refused")


class AdaptationState(models.TextChoices):
    TOLD = "told", _("Waiting to be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Not confirmed")


class Progress(models.TextChoices):
    """The Network takes what is completed, or mostly so."""

    COMPLETED = "completed", _("Completed")
    MOSTLY_COMPLETED = "mostly-completed", _("Mostly completed")
    UNDER_WAY = "under-way", _("Under way")
