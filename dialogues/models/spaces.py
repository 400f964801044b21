"""A discussion space, tied to a session or to a debate of the forum."""

from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from dialogues.models.debates import Debate
from dialogues.models.sessions import Session
from dialogues.querysets import SpaceQuerySet


class Space(models.Model):
    session = models.OneToOneField(
        Session, models.PROTECT, related_name="space", null=True, blank=True
    )
    debate = models.OneToOneField(
        Debate, models.PROTECT, related_name="space", null=True, blank=True
    )
    code = models.SlugField(_("code"), max_length=40, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    rules = models.TextField(_("rules of the discussion"))
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = MultilingualManager.from_queryset(SpaceQuerySet)()

    class Meta:
        ordering = ["-opens_at", "code"]
        verbose_name = _("discussion space")
        verbose_name_plural = _("discussion spaces")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(session__isnull=False, debate__isnull=True)
                | models.Q(session__isnull=True, debate__isnull=False),
                name="space_belongs_to_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="space_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dialogues:space", args=[self.code])

    @property
    def desk_address(self) -> str:
        return reverse("dialogue_desk:space", args=[self.code])

    @property
    def subject(self) -> Session | Debate:
        """What it is tied to: one of the two, as the database requires."""
        found = self.session or self.debate
        assert found is not None  # noqa: S101 - narrows the type
        return found

    @property
    def time_zone(self) -> str:
        """On whose clock it opens and closes: the session's, or that of the forum's deadlines."""
        return self.session.time_zone if self.session else self.debate.cycle.time_zone  # type: ignore[union-attr]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def is_open(self, moment: datetime) -> bool:
        """As `SpaceQuerySet.open`, for one space."""
        return self.opens_at <= moment < self.closes_at


class GuidingQuestion(models.Model):
    space = models.ForeignKey(Space, models.CASCADE, related_name="questions")
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("question"), max_length=500)

    objects: ClassVar[MultilingualManager["GuidingQuestion"]] = MultilingualManager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("guiding question")
        verbose_name_plural = _("guiding questions")
        constraints = [
            models.UniqueConstraint(
                fields=["space", "order"], name="one_guiding_question_per_place"
            )
        ]

    def __str__(self) -> str:
        return self.text


class SpaceExtension(models.Model):
    """A closing time that was moved: from when to when, by whom and why."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="extensions")
    closed_before = models.DateTimeField(_("closed before"))
    closes_after = models.DateTimeField(_("closes now"))
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        verbose_name = _("extension of a discussion")
        verbose_name_plural = _("extensions of discussions")

    def __str__(self) -> str:
        return f"{self.space_id} → {self.closes_after:%Y-%m-%d}"


class Following(models.Model):
    """Somebody who gets a digest of what is new in a space, once a day at most."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="followings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="followings")
    since = models.DateTimeField(_("since"), default=timezone.now)
    told_until = models.DateTimeField(_("told until"), default=timezone.now)

    class Meta:
        ordering = ["since"]
        verbose_name = _("follower of a discussion")
        verbose_name_plural = _("followers of discussions")
        constraints = [
            models.UniqueConstraint(fields=["space", "user"], name="space_is_followed_once")
        ]

    def __str__(self) -> str:
        return f"{self.space_id}: {self.user_id}"
