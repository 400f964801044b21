"""Roles are code: what each may do is in the rules of the app that it concerns."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from stakeholders.models import Organisation

# A State speaks with one voice or two, and never with a crowd.
MOST_FOCAL_POINTS = 2


class Role(models.TextChoices):
    REPRESENTATIVE = "representative", _("Representative")
    FOCAL_POINT = "focal-point", _("Focal point")
    CONTRIBUTOR = "contributor", _("Contributor")
    REVIEWER = "reviewer", _("Reviewer")
    MODERATOR = "moderator", _("Moderator")
    SECRETARIAT = "secretariat", _("Secretariat")

    def fits(self, organisation: "Organisation") -> bool:
        """Focal points speak for States, representatives for others, the Secretariat is UN."""
        match self:
            case Role.FOCAL_POINT:
                return organisation.is_member_state
            case Role.REPRESENTATIVE:
                return not organisation.is_member_state
            case Role.SECRETARIAT:
                return organisation.is_un_entity
            case _:
                return True


# Who speaks for an organisation, and lets others in.
SPEAKERS = (Role.REPRESENTATIVE, Role.FOCAL_POINT)


class Standing(models.TextChoices):
    PENDING = "pending", _("Waiting to be verified")
    VERIFIED = "verified", _("Verified")
    DECLINED = "declined", _("Declined")
