"""How a State shares the work: its ladder of clearance, and what is said about a question."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.questionnaires import Question
from reviews.models.reviews import Review, ReviewSection
from reviews.models.writers import ByWriter


class ClearanceStep(models.Model):
    """A step of the State's own ladder: “drafted”, “cleared by the Minister”, in this order."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="ladder")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("step"), max_length=120)

    class Meta:
        ordering = ["order"]
        verbose_name = _("step of clearance")
        verbose_name_plural = _("steps of clearance")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "order"],
                name="one_step_per_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(fields=["review", "name"], name="one_step_per_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Clearance(models.Model):
    """A section moved on the ladder, up or down: never changed, never deleted.

    The step is kept as text, so that a ladder may be changed later; blank is below the first.
    """

    section = models.ForeignKey(ReviewSection, models.PROTECT, related_name="clearances")
    step = models.CharField(_("step"), max_length=120, blank=True)
    on_behalf_of = models.CharField(_("cleared by"), max_length=160, blank=True)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.section_id}: {self.step}"


class Comment(ByWriter):
    """What is said inside the Government about a question. It stays internal for ever."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="comments")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    in_reply_to = models.ForeignKey(
        "self", models.PROTECT, related_name="replies", null=True, blank=True
    )
    text = models.TextField(_("comment"))
    at = models.DateTimeField(_("written"), default=timezone.now)
    resolved_at = models.DateTimeField(_("resolved"), null=True, editable=False)
    resolved_by = models.CharField(_("resolved by"), max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = ByWriter.Meta.constraints

    def __str__(self) -> str:
        return f"{self.review_id}: {self.question_id}"


class Note(models.Model):
    """What the Secretariat notes at one answer, for the State, when it returns a review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="notes")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    text = models.TextField(_("note"))
    at = models.DateTimeField(_("written"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # Told to the State with the return; a draft of the Secretariat until then.
    told_at = models.DateTimeField(_("told"), null=True, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("note at an answer")
        verbose_name_plural = _("notes at answers")

    def __str__(self) -> str:
        return f"{self.review_id}: {self.question_id}"
