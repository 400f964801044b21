"""The background note of a debate, in paragraphs that cite what is behind them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from dialogues.choices import ParagraphKind
from dialogues.models.debates import CoChair, Debate
from dialogues.querysets import NoteQuerySet
from publication.choices import State
from publication.models import Publishable
from stakeholders.record import kept_for_good


def new_key() -> str:
    return get_random_string(8, "abcdefghijkmnpqrstuvwxyz23456789")


class BackgroundNote(Publishable):
    """Coded BGN-2022-1. What a paragraph cites stands in `publication.Citation`, by its key."""

    debate = models.OneToOneField(Debate, models.PROTECT, related_name="note")
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["code"]
        verbose_name = _("background note")
        verbose_name_plural = _("background notes")

    def __str__(self) -> str:
        return self.title or self.code

    def get_absolute_url(self) -> str:
        return reverse("dialogues:note", args=[self.code])

    @property
    def desk_address(self) -> str:
        return reverse("dialogue_desk:note", args=[self.code])

    @property
    def is_readable(self) -> bool:
        """By everybody: while a new version is written, the one before it stays."""
        return self.published_at is not None and self.state != State.ARCHIVED


@kept_for_good
class Paragraph(models.Model):
    """`key` stays with it through all versions; `revision` counts its saves."""

    note = models.ForeignKey(BackgroundNote, models.CASCADE, related_name="paragraphs")
    key = models.SlugField(max_length=12, default=new_key, editable=False)
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(
        _("kind"), max_length=10, choices=ParagraphKind, default=ParagraphKind.TEXT
    )
    text = models.TextField(_("text"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    removed_at = models.DateTimeField(_("taken out"), null=True)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        constraints = [
            models.UniqueConstraint(fields=["note", "key"], name="one_paragraph_per_key")
        ]

    def __str__(self) -> str:
        return self.text[:80]


@kept_for_good
class Clearance(models.Model):
    """A co-chair agrees to the note as it says now: `digest` is that of its content."""

    note = models.ForeignKey(BackgroundNote, models.CASCADE, related_name="clearances")
    co_chair = models.ForeignKey(CoChair, models.PROTECT, related_name="clearances")
    digest = models.CharField(_("SHA-256 of the content"), max_length=64)
    remark = models.CharField(_("remark"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        verbose_name = _("clearance of a note")
        verbose_name_plural = _("clearances of notes")
        constraints = [
            models.UniqueConstraint(
                fields=["note", "co_chair", "digest"], name="cleared_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.note_id}: {self.co_chair_id}"
