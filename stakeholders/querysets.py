"""Reads over organisations, memberships, invitations and requests."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from stakeholders.choices import Role, Standing

if TYPE_CHECKING:
    # Named in quotes below, where ruff does not look.
    from stakeholders.models import (  # noqa: F401
        Invitation,
        JoinRequest,
        Membership,
        Organisation,
        User,
    )


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def verified(self) -> "OrganisationQuerySet":
        return self.filter(standing=Standing.VERIFIED)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(until__isnull=True)

    def in_force(self) -> "MembershipQuerySet":
        """Roles that give rights: held today, in an organisation that is verified."""
        return self.active().filter(organisation__standing=Standing.VERIFIED)

    def focal_points_of(self, country_id: str) -> "MembershipQuerySet":
        return self.active().filter(role=Role.FOCAL_POINT, organisation__country=country_id)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(
            accepted_at__isnull=True,
            declined_at__isnull=True,
            revoked_at__isnull=True,
            expires_at__gt=now,
        )


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> "JoinRequestQuerySet":
        return self.filter(standing=Standing.PENDING)

    def decidable_by(self, user: "User") -> "JoinRequestQuerySet":
        """What this person may decide: all for the Secretariat, else one's own organisations'."""
        roles = user.roles_held
        if any(role == Role.SECRETARIAT for role, _organisation in roles):
            return self
        own = [org for role, org in roles if role in {Role.REPRESENTATIVE, Role.FOCAL_POINT}]
        return self.filter(Q(organisation__in=own, organisation__standing=Standing.VERIFIED))
