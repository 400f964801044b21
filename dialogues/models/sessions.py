"""A session of a series of dialogues, its agenda, its speakers and its materials."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltranslation.manager import MultilingualManager

from compact.models import Country, Cycle, Objective, Region
from compact.models.forum import check_time_zone
from dialogues.choices import MaterialKind, Reach, SpeakerRole
from dialogues.models.debates import Debate
from dialogues.querysets import SessionQuerySet
from publication.choices import State
from publication.models import Publishable
from stakeholders.models import Organisation


class Series(models.Model):
    """Sessions that belong together: the global Dialogue Series, a region's round tables."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="series", verbose_name=_("forum"))
    reach = models.CharField(_("reach"), max_length=10, choices=Reach)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects: ClassVar[MultilingualManager["Series"]] = MultilingualManager()

    class Meta:
        ordering = ["-cycle", "code"]
        verbose_name = _("series of dialogues")
        verbose_name_plural = _("series of dialogues")

    def __str__(self) -> str:
        return self.title


class Session(Publishable):
    """Announced by being published; its recording and what came of it are added later."""

    series = models.ForeignKey(
        Series, models.PROTECT, related_name="sessions", verbose_name=_("series")
    )
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="sessions", verbose_name=_("forum")
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    about = models.TextField(_("what it is about"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    key_messages = models.TextField(_("key messages"), blank=True)
    language = models.CharField(
        _("main language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        default=list,
        blank=True,
        verbose_name=_("interpretation in"),
    )
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", validators=[check_time_zone]
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    joining = models.TextField(
        _("how to join"), blank=True, help_text=_("Only those who are registered read it.")
    )
    organisers = models.ManyToManyField(
        Organisation, related_name="sessions", blank=True, verbose_name=_("organised by")
    )
    objectives = models.ManyToManyField(
        Objective, related_name="sessions", blank=True, verbose_name=_("objectives")
    )
    countries = models.ManyToManyField(
        Country, related_name="sessions", blank=True, verbose_name=_("countries")
    )
    regions = models.ManyToManyField(
        Region, related_name="sessions", blank=True, verbose_name=_("regions")
    )
    debates = models.ManyToManyField(
        Debate, related_name="sessions", blank=True, verbose_name=_("feeds")
    )
    takes_registrations = models.BooleanField(_("takes registrations"), default=False)
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave it blank where there is no limit."),
    )
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    # What was typed into a field that cannot hold it, by the field's name.
    rough = models.JSONField(default=dict, blank=True, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = MultilingualManager.from_queryset(SessionQuerySet)()

    class Meta(Publishable.Meta):
        ordering = ["code"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True)
                | models.Q(starts_at__isnull=True)
                | models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | models.Q(starts_at__isnull=False, ends_at__isnull=False),
                name="session_announced_says_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    def get_absolute_url(self) -> str:
        return reverse("dialogues:detail", args=[self.code])

    @property
    def is_readable(self) -> bool:
        """One that was called off stays, and says so."""
        return self.state in {State.PUBLISHED, State.ARCHIVED}

    @property
    def desk_address(self) -> str:
        return reverse("dialogue_desk:session", args=[self.code])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_over(self, moment: datetime) -> bool:
        return self.ends_at is not None and self.ends_at < moment


class AgendaItem(models.Model):
    """`minutes` after the start of the session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(_("order"))
    minutes = models.PositiveSmallIntegerField(_("minutes after the start"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)

    objects: ClassVar[MultilingualManager["AgendaItem"]] = MultilingualManager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("item of an agenda")
        verbose_name_plural = _("items of agendas")
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="one_agenda_item_per_place")
        ]

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    role = models.CharField(
        _("role"), max_length=20, choices=SpeakerRole, default=SpeakerRole.SPEAKER
    )

    class Meta:
        ordering = ["order"]
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="one_speaker_per_place")
        ]

    def __str__(self) -> str:
        return self.name


class Material(models.Model):
    """A concept note, a presentation or a report: a file in the portal, or a link."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="materials")
    kind = models.CharField(_("kind"), max_length=20, choices=MaterialKind)
    title = models.CharField(pgettext_lazy("document", "title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    address = models.URLField(_("address"), max_length=500, blank=True)
    file = models.FileField(upload_to="dialogues/%Y/", max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    media_type = models.CharField(_("type"), max_length=100, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(_("added"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        ordering = ["kind", "at", "pk"]
        verbose_name = _("material of a session")
        verbose_name_plural = _("materials of sessions")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(address="") & models.Q(file="")
                | models.Q(address="") & ~models.Q(file=""),
                name="material_is_a_file_or_a_link",
            )
        ]

    def __str__(self) -> str:
        return self.title
