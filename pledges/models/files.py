"""Attachments of a pledge."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pledges.models.pledges import Pledge


class PledgeFile(models.Model):
    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="files")
    file = models.FileField(upload_to="pledges/%Y/", max_length=200)
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("uploaded"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        ordering = ["at"]
        verbose_name = _("file of a pledge")
        verbose_name_plural = _("files of pledges")
        constraints = [
            models.UniqueConstraint(
                fields=["pledge", "sha256"],
                condition=models.Q(removed_at__isnull=True),
                name="one_file_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
