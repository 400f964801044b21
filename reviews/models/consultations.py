"""Who was consulted, and what stakeholders said when they were asked: the annex of a review."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from compact.models import StakeholderType
from compact.models.forum import check_time_zone
from publication.choices import State
from reviews.models.reviews import Review, ReviewSection
from stakeholders.models import Organisation


class Consultation(models.Model):
    """A meeting or a round of consultation that the review draws on.

    The log is a draft as the answers are: it may lack anything, and keeps whatever was typed. What
    it lacks is asked when the review is submitted.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="consultations")
    held_on = models.DateField(_("date"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    groups = models.ManyToManyField(
        StakeholderType,
        related_name="consultations",
        blank=True,
        verbose_name=_("groups that took part"),
    )
    people = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    who = models.TextField(_("who took part"), blank=True)
    consents_to_be_named = models.BooleanField(_("they consent to be named"), default=False)
    said = models.TextField(_("what was said"), blank=True)
    use = models.TextField(_("how the input was used"), blank=True)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)
    # What was typed into a field that cannot hold it (“some forty”), by the field's name.
    rough = models.JSONField(default=dict, blank=True, editable=False)
    # Taken out of the log; the record keeps it, and it can be put back.
    removed_at = models.DateTimeField(_("taken out"), null=True, editable=False)

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("held_on")),
                name="consultation_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title or gettext("Consultation without a title")

    @property
    def desk_address(self) -> str:
        return reverse("review_desk:consultation", args=[self.review.code, self.pk])


class InputCall(models.Model):
    """A public call for input on a State's review, open between two moments."""

    review = models.OneToOneField(Review, models.CASCADE, related_name="input_call")
    introduction = models.TextField(_("what the State asks"))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="UTC", validators=[check_time_zone]
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["closes_at"]
        verbose_name = _("call for input")
        verbose_name_plural = _("calls for input")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="input_call_closes_after_it_opens",
            )
        ]

    def __str__(self) -> str:
        return str(self.review)

    def get_absolute_url(self) -> str:
        return reverse("reviews:call", args=[self.review.code])

    def is_open(self, now: datetime) -> bool:
        """While the State writes: what has been submitted takes no more."""
        is_time = self.withdrawn_at is None and self.opens_at <= now < self.closes_at
        return is_time and self.review.state == State.DRAFT

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Input(models.Model):
    """What a stakeholder says to a call. The State notes how it was used."""

    call = models.ForeignKey(InputCall, models.PROTECT, related_name="inputs")
    section = models.ForeignKey(
        ReviewSection, models.PROTECT, related_name="inputs", null=True, blank=True
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    text = models.TextField(_("input"))
    consents_to_be_named = models.BooleanField(_("the sender consents to be named"), default=False)
    at = models.DateTimeField(_("sent"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    use = models.TextField(_("how it was used"), blank=True)
    use_noted_at = models.DateTimeField(null=True, editable=False)
    use_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("input")
        verbose_name_plural = _("inputs")

    def __str__(self) -> str:
        return f"{self.call_id}: {self.pk}"
