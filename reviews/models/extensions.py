"""More time: asked for and granted per State, on the record."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Cycle


class Extension(models.Model):
    """A State asks for more time; the Secretariat grants it, perhaps a shorter one, or does not.

    Once decided it is never changed; the State may ask again.
    """

    country = models.ForeignKey(Country, models.PROTECT, related_name="extensions")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="extensions")
    wanted_until = models.DateTimeField(_("asked until"))
    reason = models.TextField(_("reason"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_until = models.DateTimeField(_("granted until"), null=True, editable=False)
    answer = models.TextField(_("answer"), blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        ordering = ["asked_at", "pk"]
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "cycle"],
                condition=models.Q(decided_at__isnull=True),
                name="one_extension_asked_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(granted_until__isnull=True) | models.Q(decided_at__isnull=False),
                name="granted_extension_is_decided",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) ^ models.Q(decided_by__isnull=False),
                name="decided_extension_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.cycle_id}"
