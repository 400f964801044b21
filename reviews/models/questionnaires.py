"""The questionnaire as versioned data."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from compact.models import Cycle, Objective, Region
from reviews.choices import QuestionKind
from reviews.models import frozen


class Questionnaire(models.Model):
    """One version of what a cycle asks. A published version does not change; a new one is made.

    With a region it is for the States of that region alone, and goes before the general one.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="questionnaires")
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="questionnaires", null=True, blank=True
    )
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    title = models.CharField(_("title"), max_length=200)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    made_from = models.ForeignKey(
        "self", models.PROTECT, related_name="later_versions", null=True, blank=True
    )

    # Of the form that a draft was read from: where it said what the portal cannot ask.
    not_carried = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        ordering = ["cycle", "version"]
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "region", "version"],
                nulls_distinct=False,
                name="one_questionnaire_per_version",
            )
        ]
        triggers = [frozen.ITSELF]

    def __str__(self) -> str:
        return f"{self.title} ({self.cycle_id}, {self.version})"


class Section(models.Model):
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="sections")
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("introduction"), blank=True)
    objective = models.ForeignKey(
        Objective, models.PROTECT, related_name="sections", null=True, blank=True
    )

    class Meta:
        ordering = ["order"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="one_section_per_key"),
            models.UniqueConstraint(
                fields=["questionnaire", "order"], name="one_section_per_place"
            ),
        ]
        triggers = [frozen.SECTION]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """A question. Its key is stable across versions, so that answers can be carried over."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="questions")
    key = models.SlugField(_("key"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=20, choices=QuestionKind)
    label = models.TextField(_("question"))
    help = models.TextField(_("help"), blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    required = models.BooleanField(_("required at submission"), default=False)
    may_not_apply = models.BooleanField(_("may be answered “not applicable”"), default=False)
    word_limit = models.PositiveIntegerField(_("word limit"), null=True, blank=True)
    # Of a number itself; of a choice, an order or a table, how many.
    minimum = models.DecimalField(
        _("at least"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    maximum = models.DecimalField(
        _("at most"), max_digits=20, decimal_places=6, null=True, blank=True
    )

    class Meta:
        ordering = ["section__order", "order"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(fields=["section", "key"], name="one_question_per_key"),
            models.UniqueConstraint(fields=["section", "order"], name="one_question_per_place"),
            models.CheckConstraint(
                condition=models.Q(kind__in=QuestionKind.values), name="question_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(minimum__isnull=True)
                | models.Q(maximum__isnull=True)
                | models.Q(maximum__gte=models.F("minimum")),
                name="question_limits_are_in_order",
            ),
        ]
        triggers = [frozen.QUESTION]

    def __str__(self) -> str:
        return self.label


class Option(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("label"), max_length=200)

    class Meta:
        ordering = ["order"]
        verbose_name = _("option")
        verbose_name_plural = _("options")
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="one_option_per_key")
        ]
        triggers = [frozen.LINE]

    def __str__(self) -> str:
        return self.label
