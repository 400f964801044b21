"""Answers, every revision of them, texts that wait to be merged, and files."""

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.questionnaires import Question
from reviews.models.reviews import Review
from reviews.models.writers import ByWriter


class Entry(models.Model):
    """What somebody wrote in answer to a question: a value, or that it does not apply and why.

    The value of a text, number, date, yes/no or one-of question is a string, as typed; of an any-of
    question, a list of option keys; of an order, that list with the most important first; of
    objectives, a list of their numbers as strings; of a table, a list of rows, each a mapping of
    column keys to what was typed, with the key of a fixed row as "row".
    It may be invalid: a draft keeps whatever was written.
    """

    value = models.JSONField(_("value"), default=str, blank=True)
    not_applicable = models.BooleanField(_("not applicable"), default=False)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True

    @property
    def is_blank(self) -> bool:
        return not self.value and not self.not_applicable and not self.reason


class Answer(Entry, ByWriter):
    """The present answer. `revision` grows by one with each save, and a stale save is refused."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    revision = models.PositiveIntegerField(_("revision"), default=1)
    updated_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        ordering = ["question__section__order", "question__order"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            *ByWriter.Meta.constraints,
            models.UniqueConstraint(fields=["review", "question"], name="one_answer_per_question"),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.question_id}"


class AnswerRevision(Entry, ByWriter):
    """One saved revision of an answer: never changed, never deleted."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        ordering = ["answer", "number"]
        verbose_name = _("revision of an answer")
        verbose_name_plural = _("revisions of answers")
        constraints = [
            *ByWriter.Meta.constraints,
            models.UniqueConstraint(fields=["answer", "number"], name="one_revision_per_number"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.answer_id}: {self.number}"


class UnmergedText(Entry, ByWriter):
    """A save that came too late: another had saved in between. Kept until its writer settles it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="unmerged_texts")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    based_on = models.PositiveIntegerField(_("based on revision"))
    at = models.DateTimeField(_("written"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        ordering = ["at"]
        verbose_name = _("text to merge")
        verbose_name_plural = _("texts to merge")
        constraints = ByWriter.Meta.constraints

    def __str__(self) -> str:
        return f"{self.review_id}: {self.question_id}"


class Attachment(ByWriter):
    """A file in answer to a question. Taking it back hides it; the record keeps it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="attachments")
    question = models.ForeignKey(Question, models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="reviews/%Y/", max_length=200)
    name = models.CharField(_("name"), max_length=150)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(_("uploaded"), default=timezone.now)
    removed_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        ordering = ["at"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = ByWriter.Meta.constraints

    def __str__(self) -> str:
        return self.name
