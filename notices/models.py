"""The outbox: a message is a row before it is a mail."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notices.choices import NoticeState
from notices.querysets import NoticeQuerySet


class Notice(models.Model):
    """One message to one person. Its unique key is what makes a repeated job harmless."""

    key = models.CharField(_("key"), max_length=250, unique=True)
    kind = models.CharField(_("kind"), max_length=80)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", null=True, blank=True
    )
    # For those without an account, or where another address than the recipient's own is meant.
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    item_type = models.ForeignKey(ContentType, models.PROTECT, null=True, blank=True)
    item_id = models.CharField(max_length=40, blank=True)
    item = GenericForeignKey("item_type", "item_id")
    context = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=NoticeState, default=NoticeState.QUEUED, editable=False
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    try_at = models.DateTimeField(_("to be tried"), default=timezone.now)
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recipient__isnull=False) | ~models.Q(email=""),
                name="notice_has_someone_to_go_to",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=NoticeState.values), name="notice_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=NoticeState.SENT) | models.Q(sent_at__isnull=False),
                name="sent_notice_says_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "try_at"],
                condition=~models.Q(state=NoticeState.SENT),
                name="notices_that_have_not_left",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.address}"

    @property
    def address(self) -> str:
        return self.email or (self.recipient.email if self.recipient else "")

    @property
    def reading_language(self) -> str:
        """The language that the recipient reads in."""
        if self.language:
            return self.language
        return self.recipient.language if self.recipient else settings.LANGUAGE_CODE
