"""The states that an item of any room goes through."""

from enum import Enum

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under-review", _("Under review")
    SCHEDULED = "scheduled", _("Publication scheduled")
    PUBLISHED = "published", _("Published")


class Audience(Enum):
    """Who is told of a move."""

    AUTHOR = "author"
    SECRETARIAT = "secretariat"


AUTHOR = Audience.AUTHOR
SECRETARIAT = Audience.SECRETARIAT
