"""Who writes in a review: people with an account, and those who got a link."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from stakeholders.models import User


class WritingLink(models.Model):
    """A way in for somebody without an account: to the sections named, until it ends.

    The token itself is in the mail alone; here is its SHA-256.
    """

    review = models.ForeignKey("reviews.Review", models.CASCADE, related_name="links")
    sections = models.ManyToManyField("reviews.ReviewSection", related_name="links")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        ordering = ["created_at"]
        verbose_name = _("writing link")
        verbose_name_plural = _("writing links")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="writing_link_ends_after_it_is_made",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


class ByWriter(models.Model):
    """Base of what somebody wrote, with an account (`by`) or through a link (`by_link`)."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    by_link = models.ForeignKey(WritingLink, models.PROTECT, related_name="+", null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(by__isnull=True) ^ models.Q(by_link__isnull=True),
                name="%(class)s_has_one_writer",
            )
        ]

    @property
    def writer(self) -> "User | WritingLink":
        writer = self.by or self.by_link
        assert writer is not None  # noqa: S101  (a constraint says so)
        return writer
