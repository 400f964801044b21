"""The packs of debates: one document each, with all that the portal has on its objectives."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from desk.choices import PackFormat
from dialogues.models import Debate


class PackQuerySet(models.QuerySet["Pack"]):
    def waiting(self) -> "PackQuerySet":
        """Asked for, and neither made nor given up."""
        return self.filter(made_at__isnull=True, error="")

    def with_names(self) -> "PackQuerySet":
        return self.select_related("debate__round_table", "debate__cycle", "asked_by")


class Pack(models.Model):
    """Kept with the moment of its data, however much has changed since: a new one stands beside it.

    `step` of `steps` is how far the worker is.
    """

    debate = models.ForeignKey(
        Debate, models.PROTECT, related_name="packs", verbose_name=_("debate")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    format = models.CharField(_("format"), max_length=10, choices=PackFormat)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked for by")
    )
    data_at = models.DateTimeField(_("data as of"), null=True)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(_("error"), blank=True)
    made_at = models.DateTimeField(_("made"), null=True)
    file = models.FileField(upload_to="packs/%Y/", max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("pack of a debate")
        verbose_name_plural = _("packs of debates")
        constraints = [
            models.UniqueConstraint(
                fields=["debate", "language", "format"],
                condition=models.Q(made_at__isnull=True, error=""),
                name="one_pack_in_the_making",
            ),
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True)
                | (~models.Q(file="") & ~models.Q(sha256="") & models.Q(data_at__isnull=False)),
                name="pack_made_has_a_file",
            ),
            models.CheckConstraint(
                condition=models.Q(format__in=PackFormat.values), name="pack_format_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debate} ({self.get_language_display()}, {self.format.upper()})"

    def get_absolute_url(self) -> str:
        return f"{reverse('desk:packs_of', args=[self.debate.cycle_id])}#pack-{self.pk}"

    @property
    def is_made(self) -> bool:
        return self.made_at is not None

    @property
    def is_at_work(self) -> bool:
        return self.made_at is None and not self.error

    @property
    def name(self) -> str:
        """Of the reader's copy: which debate, in which language, with data of which day."""
        day = f"-{self.data_at:%Y-%m-%d}" if self.data_at else ""
        where = f"{self.debate.cycle_id}-{self.debate.slug}"
        return f"pack-{where}-{self.language}{day}.{self.format}"
