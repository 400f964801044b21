"""“This cites that”, shown at both ends: the one bridge between the rooms."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Citation(models.Model):
    """A part of one item (`source_part`, say a question's key) cites another item.

    `target_part` names what is meant of it: a question of a review, a second of a recording.
    """

    source_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    source_id = models.BigIntegerField()
    source = GenericForeignKey("source_type", "source_id")
    source_part = models.CharField(_("part"), max_length=80, blank=True)
    target_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    target_id = models.BigIntegerField()
    target = GenericForeignKey("target_type", "target_id")
    target_part = models.CharField(_("cited part"), max_length=80, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    *("source_type", "source_id", "source_part"),
                    *("target_type", "target_id", "target_part"),
                ],
                name="cited_once_in_one_place",
            ),
            models.CheckConstraint(
                condition=~models.Q(
                    source_type=models.F("target_type"), source_id=models.F("target_id")
                ),
                name="nothing_cites_itself",
            ),
        ]
        indexes = [models.Index(fields=["target_type", "target_id"], name="citations_by_target")]

    def __str__(self) -> str:
        return f"{self.source_part or self.source_id} → {self.target_id}"
