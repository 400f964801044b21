"""Captions of a recording in a language, the transcript that they make, and its chapters."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from dialogues.models.recordings import Recording


class Captions(models.Model):
    """`source` is the file as it came; the cues are what was read from it."""

    recording = models.ForeignKey(Recording, models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    name = models.CharField(_("name"), max_length=150)
    source = models.TextField(_("source"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("added"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        ordering = ["recording", "language"]
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "language"],
                condition=models.Q(removed_at__isnull=True),
                name="captions_once_in_a_language",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} ({self.language})"


class Cue(models.Model):
    """A line of the transcript: from and until in milliseconds, who speaks, and what is said."""

    captions = models.ForeignKey(Captions, models.CASCADE, related_name="cues")
    number = models.PositiveIntegerField(_("number"))
    starts_ms = models.PositiveBigIntegerField(_("from"))
    ends_ms = models.PositiveBigIntegerField(_("until"))
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    vector = SearchVectorField(null=True)

    class Meta:
        ordering = ["captions", "number"]
        verbose_name = _("cue")
        verbose_name_plural = _("cues")
        constraints = [
            models.UniqueConstraint(fields=["captions", "number"], name="one_cue_per_number"),
            models.CheckConstraint(
                condition=models.Q(ends_ms__gt=models.F("starts_ms")),
                name="cue_ends_after_it_begins",
            ),
        ]
        indexes = [GinIndex(fields=["vector"], name="cues_by_words")]

    def __str__(self) -> str:
        return self.text


class Chapter(models.Model):
    recording = models.ForeignKey(Recording, models.CASCADE, related_name="chapters")
    starts_ms = models.PositiveBigIntegerField(_("from"))
    title = models.CharField(_("title"), max_length=200)

    objects: ClassVar[MultilingualManager["Chapter"]] = MultilingualManager()

    class Meta:
        ordering = ["recording", "starts_ms"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [
            models.UniqueConstraint(fields=["recording", "starts_ms"], name="one_chapter_per_time")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def seconds(self) -> int:
        return self.starts_ms // 1000
