"""Who joins in a pledge. Only those who accepted are named."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pledges.choices import PartnerState
from pledges.models.pledges import Pledge
from stakeholders.models import Organisation
from stakeholders.record import kept_for_good


@kept_for_good
class Partner(models.Model):
    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="partnerships", verbose_name=_("organisation")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=PartnerState, default=PartnerState.INVITED
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ["invited_at"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                fields=["pledge", "organisation"], name="partner_is_asked_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state=PartnerState.INVITED, decided_at__isnull=True)
                | models.Q(decided_at__isnull=False) & ~models.Q(state=PartnerState.INVITED),
                name="partner_decided_says_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)
