"""Calls for practices, and the criteria by which a practice is screened and reviewed."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from compact.models import Cycle, Objective
from compact.models.forum import check_time_zone
from practices.choices import ReviewMode
from practices.querysets import CallQuerySet

LOWEST_SCORE, HIGHEST_SCORE = 1, 5


class Criterion(models.Model):
    """A question that a practice answers, and a line of the rubric by which it is scored.

    `answered_in` is the field of the form beside which the question stands; blank where the
    question has an answer of its own. The anchors say what a low, a middling and a high score mean.
    """

    key = models.SlugField(_("key"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(_("question"), max_length=400)
    help = models.TextField(_("help"), blank=True)
    low = models.CharField(_("what a score of 1 looks like"), max_length=400)
    middle = models.CharField(_("what a score of 3 looks like"), max_length=400)
    high = models.CharField(_("what a score of 5 looks like"), max_length=400)
    answered_in = models.CharField(_("answered in the field"), max_length=40, blank=True)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(9)]
    )
    is_standard = models.BooleanField(_("part of the standing call"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects: ClassVar[MultilingualManager["Criterion"]] = MultilingualManager()

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weight__range=(1, 9)), name="criterion_weight_1_to_9"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Call(models.Model):
    """A call for practices. One call always stands; thematic ones have a deadline of their own."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="calls", verbose_name=_("forum"))
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    is_standing = models.BooleanField(_("always open"), default=False, editable=False)
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone of the deadline"), max_length=60, default="UTC", validators=[check_time_zone]
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    mode = models.CharField(
        _("kind of review"), max_length=20, choices=ReviewMode, default=ReviewMode.SINGLE_BLIND
    )
    objectives = models.ManyToManyField(
        Objective, related_name="calls", blank=True, verbose_name=_("objectives")
    )
    criteria = models.ManyToManyField(
        Criterion, related_name="calls", blank=True, verbose_name=_("criteria")
    )
    divergence = models.DecimalField(
        _("scores diverge from"),
        max_digits=2,
        decimal_places=1,
        default=1.5,
        validators=[MinValueValidator(0.5), MaxValueValidator(4)],
        help_text=_("Difference between the highest and the lowest mean score, from 0.5 to 4."),
    )
    most_rounds = models.PositiveSmallIntegerField(
        _("most rounds"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    days_to_answer = models.PositiveSmallIntegerField(
        _("days to answer an invitation"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    days_to_review = models.PositiveSmallIntegerField(
        _("days to review"), default=21, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = MultilingualManager.from_queryset(CallQuerySet)()

    class Meta:
        ordering = ["-opens_at", "code"]
        verbose_name = _("call for practices")
        verbose_name_plural = _("calls for practices")
        constraints = [
            models.UniqueConstraint(
                fields=["is_standing"],
                condition=models.Q(is_standing=True),
                name="one_call_always_stands",
            ),
            models.CheckConstraint(
                condition=models.Q(is_standing=True, due_at__isnull=True)
                | models.Q(is_standing=False, due_at__gt=models.F("opens_at")),
                name="thematic_call_has_its_deadline",
            ),
            models.CheckConstraint(
                condition=models.Q(most_rounds__range=(1, 5)), name="call_has_1_to_5_rounds"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practices:call", args=[self.code])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_open(self, moment: datetime) -> bool:
        """As `CallQuerySet.open`, for one call."""
        if self.published_at is None or self.closed_at is not None or moment < self.opens_at:
            return False
        return self.due_at is None or moment <= self.due_at


class CallExtension(models.Model):
    """A deadline that was put off: from when to when, by whom and why."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="extensions")
    due_before = models.DateTimeField(_("due before"))
    due_after = models.DateTimeField(_("due now"))
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        verbose_name = _("extension of a call")
        verbose_name_plural = _("extensions of calls")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_after__gt=models.F("due_before")),
                name="extension_puts_deadline_off",
            )
        ]

    def __str__(self) -> str:
        return f"{self.call} → {self.due_after:%Y-%m-%d}"
