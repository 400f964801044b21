"""The parts of a practice: partners, links, files, answers to criteria, the implementer's word."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.choices import ConfirmationState
from practices.models.calls import Criterion
from practices.models.practices import Practice
from stakeholders.models import Organisation
from stakeholders.record import kept_for_good


class PracticePartner(models.Model):
    """Who takes part in the practice, by name; and by organisation where it is in the portal."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="partners")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="practice_partnerships", null=True, blank=True
    )

    class Meta:
        ordering = ["order"]
        verbose_name = _("partner of a practice")
        verbose_name_plural = _("partners of practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "order"], name="one_partner_per_place")
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.name)


class PracticeLink(models.Model):
    practice = models.ForeignKey(Practice, models.CASCADE, related_name="links")
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=200)
    address = models.URLField(_("address"), max_length=500)

    class Meta:
        ordering = ["order"]
        verbose_name = _("link of a practice")
        verbose_name_plural = _("links of practices")
        constraints = [
            models.UniqueConstraint(fields=["practice", "order"], name="one_link_per_place")
        ]

    def __str__(self) -> str:
        return self.title


class PracticeFile(models.Model):
    """An image, which says in words what it shows, or a document.

    `names_found` is what its metadata says of people: told to the author where reviews are blind.
    """

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="files")
    file = models.FileField(upload_to="practices/%Y/", max_length=200)
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    alternative_text = models.CharField(_("what the image shows"), max_length=300, blank=True)
    names_found = models.JSONField(default=list, blank=True, editable=False)
    at = models.DateTimeField(_("uploaded"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("file of a practice")
        verbose_name_plural = _("files of practices")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "sha256"],
                condition=models.Q(removed_at__isnull=True),
                name="one_practice_file_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


class CriterionAnswer(models.Model):
    """The answer to a criterion that has no field of its own on the form."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"))

    class Meta:
        ordering = ["criterion__order"]
        verbose_name = _("answer to a criterion")
        verbose_name_plural = _("answers to criteria")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "criterion"], name="criterion_is_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.criterion_id}"


@kept_for_good
class Confirmation(models.Model):
    """The consent of an implementer that is not the organisation that submits."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="confirmations")
    email = models.EmailField(_("e-mail address"))
    state = models.CharField(
        _("state"), max_length=10, choices=ConfirmationState, default=ConfirmationState.ASKED
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    decided_at = models.DateTimeField(_("answered"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ["asked_at"]
        verbose_name = _("consent of an implementer")
        verbose_name_plural = _("consents of implementers")
        constraints = [
            models.UniqueConstraint(fields=["practice", "email"], name="implementer_is_asked_once"),
            models.CheckConstraint(
                condition=models.Q(state=ConfirmationState.ASKED, decided_at__isnull=True)
                | models.Q(decided_at__isnull=False) & ~models.Q(state=ConfirmationState.ASKED),
                name="implementer_answered_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.get_state_display()}"
