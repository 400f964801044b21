"""How people come in: invited by those who may, or by asking to take part."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stakeholders.choices import Role, Standing
from stakeholders.models.memberships import Membership
from stakeholders.models.organisations import Organisation
from stakeholders.querysets import InvitationQuerySet, JoinRequestQuerySet


class Invitation(models.Model):
    """An offer of a role to an address. Its signed token is in the mail alone, and never stored."""

    email = models.EmailField(_("e-mail address"))
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    unit = models.CharField(_("ministry or unit"), max_length=200, blank=True)
    # A handover to someone new: that role ends in the moment in which this invitation is accepted.
    succeeds = models.ForeignKey(
        Membership, models.PROTECT, related_name="successions", null=True, blank=True
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "organisation",
                "role",
                condition=models.Q(
                    accepted_at__isnull=True, declined_at__isnull=True, revoked_at__isnull=True
                ),
                name="one_open_invitation",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="accepted_invitation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}, {self.organisation}"

    def is_open(self, now: datetime) -> bool:
        settled = self.accepted_at or self.declined_at or self.revoked_at
        return settled is None and self.expires_at > now


class JoinRequest(models.Model):
    """A person asks to take part for an organisation; it, or the Secretariat, verifies them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="join_requests")
    message = models.TextField(_("what you do there"), max_length=2000, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.PENDING
    )
    created_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("request to take part")
        verbose_name_plural = _("requests to take part")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(standing=Standing.PENDING),
                name="one_open_request",
            ),
            models.CheckConstraint(
                condition=models.Q(standing=Standing.PENDING, decided_at__isnull=True)
                | (~models.Q(standing=Standing.PENDING) & models.Q(decided_at__isnull=False)),
                name="decided_request_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.organisation}"
