"""What a form said when it left the portal as a document: the answers come back to be compared."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.models.practices import Practice


class OfflineCopy(models.Model):
    """The answers of a practice at a revision, as a document took them along."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="offline_copies")
    revision = models.PositiveIntegerField(_("revision"))
    answers = models.JSONField(_("answers"), default=dict)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["practice", "revision"]
        verbose_name = _("copy of a form")
        verbose_name_plural = _("copies of forms")
        constraints = [
            models.UniqueConstraint(fields=["practice", "revision"], name="one_copy_per_revision")
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.revision}"
