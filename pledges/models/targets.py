"""How a pledge is measured, and what has been reported on it."""

from decimal import Decimal

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pledges.choices import Stage
from pledges.models.pledges import Pledge

NEVER_CHANGED = pgtrigger.Update | pgtrigger.Delete


class Target(models.Model):
    """An indicator that goes from a baseline to a value by a day."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    indicator = models.CharField(_("what is measured"), max_length=300)
    baseline = models.DecimalField(_("today"), max_digits=18, decimal_places=2)
    value = models.DecimalField(_("target"), max_digits=18, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=60)
    due_on = models.DateField(_("by"))

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(fields=["pledge", "order"], name="one_target_per_place"),
            models.CheckConstraint(
                condition=~models.Q(value=models.F("baseline")), name="target_differs_from_baseline"
            ),
        ]

    def __str__(self) -> str:
        return self.indicator

    def share_reached(self, value: Decimal) -> int:
        """How much of the way from baseline to target a value is, in per cent from 0 to 100."""
        way = (value - self.baseline) / (self.value - self.baseline)
        return int(min(max(way, Decimal(0)), Decimal(1)) * 100)


class ProgressReport(models.Model):
    """What was reached on a day, as those who made the pledge report it. Never changed."""

    target = models.ForeignKey(Target, models.PROTECT, related_name="reports")
    value = models.DecimalField(_("reached"), max_digits=18, decimal_places=2)
    as_of = models.DateField(_("as of"))
    evidence = models.TextField(_("evidence"), max_length=2000)
    at = models.DateTimeField(_("reported"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["as_of", "pk"]
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        triggers = [pgtrigger.Protect(name="append_only", operation=NEVER_CHANGED)]

    def __str__(self) -> str:
        return f"{self.value} {self.target.unit}"


class News(models.Model):
    """What those who made the pledge say besides figures: a new stage, or that nothing is new."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="news")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    at = models.DateTimeField(_("said"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("news of a pledge")
        verbose_name_plural = _("news of pledges")
        triggers = [pgtrigger.Protect(name="append_only", operation=NEVER_CHANGED)]

    def __str__(self) -> str:
        return self.get_stage_display() or str(_("Nothing new"))
