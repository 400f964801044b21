"""The closed vocabularies that the rooms share: states, audiences, scopes."""

from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under-review", _("Under review")
    SCHEDULED = "scheduled", _("Publication scheduled")
    PUBLISHED = "published", _("Published")
    REVISING = "revising", _("To be revised")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    APPEALED = "appealed", _("Appealed against")
    ARCHIVED = "archived", _("Archived")


# Where its authors write: what leaves these states is handed in.
WRITABLE = (State.DRAFT, State.REVISING)


class Scope(models.TextChoices):
    """How far a pledge or a practice reaches."""

    LOCAL = "local", _("Local")
    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Regional")
    INTERNATIONAL = "international", _("International")


class Audience(Enum):
    """Who is told of a move."""

    AUTHOR = "author"
    SECRETARIAT = "secretariat"


AUTHOR = Audience.AUTHOR
SECRETARIAT = Audience.SECRETARIAT
