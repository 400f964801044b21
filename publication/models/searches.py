"""A search that somebody keeps, to be told by mail what is new in it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """`query` is what was asked for, in one form; what came until `told_until` has been told."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches"
    )
    room = models.CharField(max_length=20)
    query = models.CharField(_("what is searched for"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("saved"), default=timezone.now)
    told_until = models.DateTimeField(_("told until"), default=timezone.now)

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "room", "query", "language"], name="search_saved_once"
            )
        ]
        indexes = [models.Index(fields=["told_until"], name="searches_by_told_until")]

    def __str__(self) -> str:
        return f"{self.room}?{self.query}"
