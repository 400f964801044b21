"""The recording of a session, and an upload that is under way."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.choices import RecordingKind
from dialogues.models.sessions import Session


class Recording(models.Model):
    """A file in the portal, or a link to a video host. `number` counts within the session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="recordings")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=RecordingKind)
    title = models.CharField(_("title"), max_length=200, blank=True)
    language = models.CharField(
        _("language spoken"), max_length=10, choices=settings.LANGUAGES, blank=True
    )
    file = models.FileField(upload_to="recordings/%Y/", max_length=200, blank=True)
    address = models.URLField(_("address"), max_length=500, blank=True)
    media_type = models.CharField(_("type"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    milliseconds = models.PositiveBigIntegerField(_("length"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    at = models.DateTimeField(_("added"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        ordering = ["session", "number"]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="one_recording_per_number"),
            models.CheckConstraint(
                condition=models.Q(kind=RecordingKind.FILE, address="") & ~models.Q(file="")
                | models.Q(kind=RecordingKind.LINK, file="") & ~models.Q(address=""),
                name="recording_is_a_file_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.session_id}/{self.number}"

    @property
    def is_audio(self) -> bool:
        return self.media_type.startswith("audio/")


class Upload(models.Model):
    """A file that comes in parts and goes on where it stopped: `received` bytes are there.

    `modified` is when the sender's own file was last changed, as the browser tells it: a file that
    was mended is another one. Once it is whole the row stays for some days and says what became
    of it, for whoever did not get the answer.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="uploads")
    name = models.CharField(_("name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    modified = models.CharField(max_length=20, blank=True)
    received = models.PositiveBigIntegerField(_("received"), default=0)
    begun_at = models.DateTimeField(_("begun"), default=timezone.now)
    touched_at = models.DateTimeField(_("last part"), default=timezone.now)
    recording = models.ForeignKey(Recording, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["begun_at"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received__lte=models.F("size")),
                name="upload_is_not_longer_than_said",
            )
        ]

    def __str__(self) -> str:
        return self.name
