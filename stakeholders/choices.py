"""Roles are code: what each may do is in the rules of the app that it concerns."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REPRESENTATIVE = "representative", _("Representative")
    FOCAL_POINT = "focal-point", _("Focal point")
    CONTRIBUTOR = "contributor", _("Contributor")
    REVIEWER = "reviewer", _("Reviewer")
    MODERATOR = "moderator", _("Moderator")
    SECRETARIAT = "secretariat", _("Secretariat")


class Standing(models.TextChoices):
    PENDING = "pending", _("Waiting to be verified")
    VERIFIED = "verified", _("Verified")
    DECLINED = "declined", _("Declined")
