"""Answers, every revision of them, texts that wait to be merged, and files."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.questionnaires import Question
from reviews.models.reviews import Review


class Entry(models.Model):
    """What somebody wrote in answer to a question: a value, or that it does not apply and why.

    The value of a text, number, date, yes/no or one-of question is a string, as typed; of an any-of
    question, a list of option keys. It may be invalid: a draft keeps whatever was written.
    """

    value = models.JSONField(_("value"), default=str, blank=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True

    @property
    def is_blank(self) -> bool:
        return not self.value and not self.not_applicable and not self.reason


class Answer(Entry):
    """The present answer. `revision` grows by one with each save, and a stale save is refused."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    revision = models.PositiveIntegerField(_("revision"), default=1)
    updated_at = models.DateTimeField(_("saved"), default=timezone.now)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["question__section__order", "question__order"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["review", "question"], name="one_answer_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.question_id}"


class AnswerRevision(Entry):
    """One saved revision of an answer: never changed, never deleted."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    at = models.DateTimeField(_("saved"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["answer", "number"]
        verbose_name = _("revision of an answer")
        verbose_name_plural = _("revisions of answers")
        constraints = [
            models.UniqueConstraint(fields=["answer", "number"], name="one_revision_per_number")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.number}"


class UnmergedText(Entry):
    """A save that came too late: another had saved in between. Kept until its writer settles it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="unmerged_texts")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    based_on = models.PositiveIntegerField(_("based on revision"))
    at = models.DateTimeField(_("written"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        ordering = ["at"]
        verbose_name = _("text to merge")
        verbose_name_plural = _("texts to merge")

    def __str__(self) -> str:
        return f"{self.review_id}: {self.question_id}"


class Attachment(models.Model):
    """A file in answer to a question. Taking it back hides it; the record keeps it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="attachments")
    question = models.ForeignKey(Question, models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="reviews/%Y/", max_length=200)
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("uploaded"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        ordering = ["at"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
