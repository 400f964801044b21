"""Reads over organisations, memberships, invitations and requests."""

from datetime import datetime
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Count, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname

from compact.models.participation import MEMBER_STATE
from stakeholders.choices import SPEAKERS, Role, Standing
from stakeholders.folding import Folded, folded

if TYPE_CHECKING:
    from stakeholders.models import (
        Invitation,
        JoinRequest,
        Membership,
        Organisation,
        User,
    )


def here(field: str) -> str:
    """The column of a translated field in the reader's language."""
    return str(build_localized_fieldname(field, get_language() or settings.LANGUAGE_CODE))


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def verified(self) -> "OrganisationQuerySet":
        return self.filter(standing=Standing.VERIFIED)

    def not_declined(self) -> "OrganisationQuerySet":
        return self.exclude(standing=Standing.DECLINED)

    def member_states(self) -> "OrganisationQuerySet":
        """In the order of their names in the reader's language."""
        return (
            self.filter(type=MEMBER_STATE)
            .select_related("type", "country")
            .order_by(f"country__{here('sort_key')}")
        )

    def called(self, name: str) -> "OrganisationQuerySet":
        """By the whole name, as the unique key compares it: without regard to case."""
        return self.alias(folded=Lower("name")).filter(folded=Lower(Value(name)))

    def named_like(self, text: str) -> "OrganisationQuerySet":
        """By a part of the name; Member States also by their name in the reader's language."""
        sought = folded(text)
        names = self.alias(as_named=Folded("name"), as_read=Folded(f"country__{here('name')}"))
        return names.filter(
            Q(as_named__contains=sought) | Q(type=MEMBER_STATE, as_read__contains=sought)
        )

    def with_counts(self) -> "OrganisationQuerySet":
        """By name, each with the number of its `people`."""
        today = Q(memberships__until__isnull=True)
        counted = self.annotate(people=Count("memberships__user", filter=today, distinct=True))
        return counted.order_by("name", "pk")

    def visible_to(self, user: "User") -> "OrganisationQuerySet":
        """All for the Secretariat, else those that one belongs to."""
        if any(role == Role.SECRETARIAT for role, _organisation in user.roles_held):
            return self
        return self.filter(pk__in=[organisation for _role, organisation in user.roles_held])


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> "MembershipQuerySet":
        return self.filter(until__isnull=True)

    def with_names(self) -> "MembershipQuerySet":
        names = ("user", "granted_by", "organisation__country", "organisation__type")
        return self.select_related(*names)

    def in_force(self) -> "MembershipQuerySet":
        """Roles that give rights: held today, in an organisation that is verified."""
        return self.active().filter(organisation__standing=Standing.VERIFIED)

    def in_states(self) -> "MembershipQuerySet":
        """In force in a Member State itself, not in an organisation that merely sits there."""
        return self.in_force().filter(organisation__type=MEMBER_STATE)

    def focal_points_of(self, country_id: str) -> "MembershipQuerySet":
        return self.in_states().filter(role=Role.FOCAL_POINT, organisation__country=country_id)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def unanswered(self) -> "InvitationQuerySet":
        return self.filter(accepted_at=None, declined_at=None, revoked_at=None)

    def open(self, now: datetime) -> "InvitationQuerySet":
        """What can still be accepted."""
        return self.unanswered().filter(expires_at__gt=now)

    def addressed_to(self, user: "User") -> "InvitationQuerySet":
        """To any address that the person has shown to be theirs."""
        addresses = EmailAddress.objects.filter(user=user, verified=True)
        return self.alias(address=Lower("email")).filter(
            address__in=addresses.values(folded=Lower("email"))
        )

    def expired(self, now: datetime) -> "InvitationQuerySet":
        """Never answered, and too old to be."""
        return self.unanswered().filter(expires_at__lte=now)


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> "JoinRequestQuerySet":
        return self.filter(standing=Standing.PENDING)

    def with_names(self) -> "JoinRequestQuerySet":
        return self.select_related("user", "organisation__country", "organisation__type")

    def decidable_by(self, user: "User") -> "JoinRequestQuerySet":
        """What this person may decide: all for the Secretariat, else one's own organisations'."""
        roles = user.roles_held
        if any(role == Role.SECRETARIAT for role, _organisation in roles):
            return self
        return self.filter(organisation__in=[org for role, org in roles if role in SPEAKERS])
