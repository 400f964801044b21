"""What a State said before: reports of the regional round, and answers carried over from them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Region
from reviews.choices import Stamp
from reviews.models.answers import Entry
from reviews.models.questionnaires import Question
from reviews.models.reviews import Review


class EarlierReport(models.Model):
    """A State's report to a regional review round, entered or attached after the event."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="earlier_reports")
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="earlier_reports", null=True, blank=True
    )
    year = models.PositiveSmallIntegerField(_("year"))
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    address = models.URLField(_("address where it was published"), blank=True)
    file = models.FileField(upload_to="reports/%Y/", max_length=200, blank=True)
    name = models.CharField(_("name of the file"), max_length=150, blank=True)
    media_type = models.CharField(_("type"), max_length=100, blank=True)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-year", "title"]
        verbose_name = _("earlier report")
        verbose_name_plural = _("earlier reports")
        constraints = [
            models.UniqueConstraint(
                fields=["country", "year", "title"], name="one_earlier_report_of_a_title"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.year}"


class EarlierAnswer(Entry):
    """What the report said, put to a question of a questionnaire by whoever entered it."""

    report = models.ForeignKey(EarlierReport, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["question__section__order", "question__order"]
        verbose_name = _("answer of an earlier report")
        verbose_name_plural = _("answers of earlier reports")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "question"], name="one_earlier_answer_per_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.question_id}"


class CarriedAnswer(Entry):
    """An answer of before beside the new one, as it stood when it was carried over.

    Every one is to be stamped before the review is submitted. Two earlier questions may have
    become one: then there are two.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="carried")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    from_key = models.SlugField(_("key of the earlier question"), max_length=60)
    from_label = models.TextField(_("the earlier question"), blank=True)
    stamp = models.CharField(_("stamp"), max_length=12, choices=Stamp, blank=True)
    stamped_at = models.DateTimeField(_("stamped"), null=True, editable=False)
    stamped_by = models.CharField(_("stamped by"), max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["question__section__order", "question__order", "pk"]
        verbose_name = _("answer carried over")
        verbose_name_plural = _("answers carried over")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "question", "from_key"], name="carried_over_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stamp="", stamped_at__isnull=True)
                | (models.Q(stamp__in=Stamp.values) & models.Q(stamped_at__isnull=False)),
                name="stamp_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.question_id}"
