"""The closed vocabularies of the forum."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MilestoneKind(models.TextChoices):
    CALL = "call", _("Call for reviews")
    DIALOGUE = "dialogue", _("Dialogue")
    REPORT = "report", _("Report of the Secretary-General")
    DEADLINE = "deadline", _("Deadline")
    ROUND_TABLE = "roundtable", _("Round tables")
    HEARING = "hearing", _("Multistakeholder hearing")
    FORUM = "forum", _("Forum")
    DECLARATION = "declaration", _("Progress Declaration")
    REGIONAL_REVIEW = "regional-review", _("Regional review")


class DocumentKind(models.TextChoices):
    REPORT = "report", _("Report of the Secretary-General")
    RESOLUTION = "resolution", _("Resolution")
    DECLARATION = "declaration", _("Progress Declaration")
    NOTE = "note", _("Background note")
    ROADMAP = "roadmap", _("Roadmap")


class DeadlinePolicy(models.TextChoices):
    SOFT = "soft", _("Preferred date: a later review is accepted and marked late")
    HARD = "hard", _("Closing date: a later review is refused")
