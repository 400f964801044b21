"""Bringing in the past: a file of pledges made before the portal, and what became of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pledges.choices import ImportState
from pledges.models.pledges import Pledge


class ImportRun(models.Model):
    """One file, checked as often as one likes, brought in once, in one transaction."""

    file = models.FileField(upload_to="imports/%Y/", max_length=200)
    name = models.CharField(_("name"), max_length=150)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    takes_updates = models.BooleanField(_("changed rows are updates"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=ImportState, default=ImportState.CHECKING
    )
    # How often a worker began with what the state asks for; it says when to give up.
    attempts = models.PositiveSmallIntegerField(default=0)
    report = models.JSONField(default=dict)
    at = models.DateTimeField(_("uploaded"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="imports", verbose_name=_("by")
    )
    checked_at = models.DateTimeField(_("checked"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    done_at = models.DateTimeField(_("brought in"), null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="import_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state=ImportState.DONE, done_at__isnull=False)
                | ~models.Q(state=ImportState.DONE) & models.Q(done_at__isnull=True),
                name="import_done_says_when",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[ImportState.BRINGING_IN, ImportState.DONE])
                | models.Q(decided_by__isnull=False),
                name="import_brought_in_says_by_whom",
            ),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="import_has_its_digest"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pledge_desk:import", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in {ImportState.CHECKING, ImportState.BRINGING_IN}

    @property
    def is_ready(self) -> bool:
        """Checked, without an error, and there is something to bring in."""
        count: dict[str, Any] = self.report.get("count", {})
        return (
            self.state == ImportState.CHECKED
            and not count.get("errors")
            and bool(count.get("new") or count.get("changed"))
        )


class ImportedRow(models.Model):
    """Where a pledge came from: the file, the row, and the digest of what the row said."""

    pledge = models.OneToOneField(Pledge, models.CASCADE, related_name="imported")
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    digest = models.CharField(_("SHA-256 of the row"), max_length=64)
    # The pledge as it stood then: a later one was corrected here since.
    revision = models.PositiveIntegerField()

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="a_row_is_one_pledge")
        ]

    def __str__(self) -> str:
        return f"{self.run}, {self.number}"
