"""A file that the worker makes of an item, to be read outside the portal."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RenditionQuerySet(models.QuerySet["Rendition"]):
    def waiting(self) -> "RenditionQuerySet":
        """Asked for, and neither made nor given up."""
        return self.filter(made_at__isnull=True, error="")


class Rendition(models.Model):
    """`what` names the way in which it is made; `digest` is of the content that it is made from.

    An item that changes gets another rendition beside this one, so a file never says what its
    item did not say.
    """

    item_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    item_id = models.BigIntegerField()
    item = GenericForeignKey("item_type", "item_id")
    what = models.CharField(_("what"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(_("error"), blank=True)
    made_at = models.DateTimeField(_("made"), null=True)
    file = models.FileField(upload_to="renditions/%Y/", max_length=200, blank=True)
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)

    objects = RenditionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["item_type", "item_id", "what", "language", "digest"],
                name="one_rendition_of_each_content",
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True)
                | (~models.Q(file="") & ~models.Q(sha256="")),
                name="rendition_made_has_a_file",
            ),
        ]
        indexes = [models.Index(fields=["made_at", "asked_at"], name="renditions_by_made")]

    def __str__(self) -> str:
        return f"{self.item_id}.{self.what} ({self.language})"

    @property
    def is_ready(self) -> bool:
        return self.made_at is not None
