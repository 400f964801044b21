"""The closed vocabularies of a pledge."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PledgeKind(models.TextChoices):
    INDIVIDUAL = "individual", _("Individual pledge")
    COMMON = "common", _("Common pledge")
    PARTNERSHIP = "partnership", _("Pledge in partnership")
    MATCHING = "matching", _("Matching pledge")


class Nature(models.TextChoices):
    FINANCIAL = "financial", _("Financial")
    MATERIAL = "material", _("Material")
    TECHNICAL = "technical", _("Technical")
    POLICY_OR_LEGAL = "policy-legal", _("Policy or legal")


class Side(models.TextChoices):
    """What a pledge offers to others, or needs from them."""

    NONE = "", _("Neither")
    OFFER = "offer", _("An offer to others")
    NEED = "need", _("A need that others can meet")


class Stage(models.TextChoices):
    PLANNING = "planning", _("Planning")
    IN_PROGRESS = "in-progress", _("In progress")
    FULFILLED = "fulfilled", _("Fulfilled")
    DISCONTINUED = "discontinued", _("Discontinued")


class PartnerState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    LEFT = "left", _("Left")


class Freshness(models.TextChoices):
    """How old the last news is: 12 and 24 months are the borders."""

    FRESH = "fresh", _("News within 12 months")
    AGEING = "ageing", _("No news for 12 months")
    STALE = "stale", _("No news for 24 months")


class ImportState(models.TextChoices):
    """Where an import stands. The first and the third are a worker's to do."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked")
    BRINGING_IN = "bringing-in", _("Being brought in")
    DONE = "done", _("Brought in")
    FAILED = "failed", _("Stopped")
