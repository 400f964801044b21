"""Where a practice was taken up elsewhere: “adapted by”, with country and year."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country
from practices.choices import AdaptationState
from practices.models.practices import Practice
from stakeholders.models import Organisation
from stakeholders.record import kept_for_good


@kept_for_good
class Adaptation(models.Model):
    """Told by an organisation that adapted it; shown once the practice's own people confirm it."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="adaptations")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="adaptations", verbose_name=_("adapted by")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="adaptations", verbose_name=_("country")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2018), MaxValueValidator(2100)]
    )
    note = models.CharField(_("what was adapted"), max_length=500, blank=True)
    address = models.URLField(_("link"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AdaptationState, default=AdaptationState.TOLD
    )
    told_at = models.DateTimeField(_("told"), default=timezone.now)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["year", "pk"]
        verbose_name = _("adaptation")
        verbose_name_plural = _("adaptations")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "organisation", "country"], name="adaptation_is_told_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state=AdaptationState.TOLD, decided_at__isnull=True)
                | models.Q(decided_at__isnull=False) & ~models.Q(state=AdaptationState.TOLD),
                name="adaptation_decided_says_when",
            ),
        ]

    def __str__(self) -> str:
        if self.is_at_home:
            return f"{self.organisation}, {self.year}"
        return f"{self.organisation}, {self.country}, {self.year}"

    @property
    def is_at_home(self) -> bool:
        """By a State in its own country, which need not be named twice."""
        return self.organisation.is_member_state and self.organisation.country == self.country
