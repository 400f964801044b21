"""The text of the Compact: objectives, lettered actions, guiding principles (A/RES/73/195)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from compact.models.reference import ReferenceRow


class Objective(ReferenceRow):
    number = models.PositiveSmallIntegerField(
        _("number"), primary_key=True, validators=[MinValueValidator(1), MaxValueValidator(23)]
    )
    title = models.CharField(_("title"), max_length=300)
    short_label = models.CharField(_("short label"), max_length=80)

    objects: ClassVar[MultilingualManager["Objective"]] = MultilingualManager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 23)), name="objective_number_1_to_23"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.short_label}"

    def get_absolute_url(self) -> str:
        return reverse("explore:objective", args=[self.number])


class Action(ReferenceRow):
    """One lettered action of an objective, named by number and letter: `5(a)`."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="actions")
    letter = models.CharField(_("letter"), max_length=1)

    class Meta:
        ordering = ["objective", "letter"]
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        constraints = [
            models.UniqueConstraint(fields=["objective", "letter"], name="one_action_per_letter"),
            models.CheckConstraint(
                condition=models.Q(letter__regex=r"^[a-z]$"), name="action_letter_a_to_z"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        return f"{self.objective_id}({self.letter})"


class GuidingPrinciple(ReferenceRow):
    number = models.PositiveSmallIntegerField(_("number"), primary_key=True)
    title = models.CharField(_("title"), max_length=120)

    objects: ClassVar[MultilingualManager["GuidingPrinciple"]] = MultilingualManager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("guiding principle")
        verbose_name_plural = _("guiding principles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 10)), name="principle_number_1_to_10"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"
