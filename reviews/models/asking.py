"""What belongs to a question: the lines of its table, when it is asked, what it comes from."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from reviews import choices
from reviews.choices import QuestionKind
from reviews.models import frozen
from reviews.models.questionnaires import Question, Questionnaire, Section

CELL_KINDS = (
    QuestionKind.SHORT_TEXT,
    QuestionKind.LONG_TEXT,
    QuestionKind.NUMBER,
    QuestionKind.DATE,
    QuestionKind.YES_NO,
)


class TableColumn(models.Model):
    """A column of a question's table; every cell in it is answered as a question of that kind."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="columns")
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("label"), max_length=200)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=[(kind.value, kind.label) for kind in CELL_KINDS],
        default=QuestionKind.SHORT_TEXT,
    )

    class Meta:
        ordering = ["order"]
        verbose_name = _("column of a table")
        verbose_name_plural = _("columns of a table")
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="one_column_per_key")
        ]
        triggers = [frozen.LINE]

    def __str__(self) -> str:
        return self.label


class TableRow(models.Model):
    """A fixed row of a question's table. A table without any is open: rows are added as needed."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="rows")
    key = models.SlugField(_("key"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    label = models.CharField(_("label"), max_length=200)

    class Meta:
        ordering = ["order"]
        verbose_name = _("row of a table")
        verbose_name_plural = _("rows of a table")
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="one_row_per_key")]
        triggers = [frozen.LINE]

    def __str__(self) -> str:
        return self.label


class Condition(models.Model):
    """Asked only where `on` was answered with one of `values`. Of several, all must hold.

    It holds for a question or for a whole section. Sections for chosen objectives are conditions
    on a question of the kind “objectives”. What is not asked keeps its answer, unpublished.
    """

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="conditions", null=True, blank=True
    )
    section = models.ForeignKey(
        Section, models.CASCADE, related_name="conditions", null=True, blank=True
    )
    on = models.ForeignKey(Question, models.CASCADE, related_name="decides")
    values = ArrayField(models.CharField(max_length=60), verbose_name=_("answers"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(question__isnull=True) ^ models.Q(section__isnull=True),
                name="condition_of_a_question_or_a_section",
            ),
            models.CheckConstraint(
                condition=~models.Q(values=[]), name="condition_names_an_answer"
            ),
        ]
        triggers = [frozen.CONDITION]

    def __str__(self) -> str:
        return f"{self.on_id}: {self.values}"


class Succession(models.Model):
    """What became of an earlier question in this version: so answers carry over, trends survive."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="successions")
    earlier = models.ForeignKey(Question, models.PROTECT, related_name="successors")
    later = models.ForeignKey(
        Question, models.CASCADE, related_name="predecessors", null=True, blank=True
    )
    how = models.CharField(_("what became of it"), max_length=10, choices=choices.Succession)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "earlier", "later"],
                nulls_distinct=False,
                name="one_succession_per_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(how=choices.Succession.RETIRES, later__isnull=True)
                | (
                    models.Q(how__in=[choices.Succession.CONTINUES, choices.Succession.SPLITS])
                    & models.Q(later__isnull=False)
                ),
                name="retired_question_has_no_successor",
            ),
        ]
        triggers = [frozen.SUCCESSION]

    def __str__(self) -> str:
        return f"{self.earlier_id} → {self.later_id}: {self.how}"
