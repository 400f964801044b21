"""What the forum debates: one of its four round tables, or its policy debate."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from compact.models import Cycle, RoundTable
from dialogues.querysets import DebateQuerySet
from stakeholders.models import Organisation

POLICY_DEBATE = "policy-debate"


class Debate(models.Model):
    """A round table, with its theme and objectives in `compact`; without one, the policy debate."""

    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="debates", verbose_name=_("forum")
    )
    round_table = models.OneToOneField(
        RoundTable, models.PROTECT, related_name="debate", null=True, blank=True
    )
    description = models.TextField(_("description"), blank=True)

    objects = MultilingualManager.from_queryset(DebateQuerySet)()

    class Meta:
        ordering = ["cycle", models.F("round_table__number").asc(nulls_last=True)]
        verbose_name = _("debate of the forum")
        verbose_name_plural = _("debates of the forum")
        constraints = [
            models.UniqueConstraint(
                fields=["cycle"],
                condition=models.Q(round_table__isnull=True),
                name="one_policy_debate_per_forum",
            )
        ]

    def __str__(self) -> str:
        if self.round_table is None:
            return _now("Policy debate")
        return str(self.round_table)

    def get_absolute_url(self) -> str:
        return reverse("explore:round_table", args=[self.cycle_id, self.slug])

    @property
    def slug(self) -> str:
        """In addresses and codes: the number of the round table, or that it is the debate."""
        return str(self.round_table.number) if self.round_table else POLICY_DEBATE

    @property
    def objectives(self) -> list[int]:
        """The numbers of those that it takes up or carries. The policy debate is on all: none."""
        if self.round_table is None:
            return []
        return [link.objective_id for link in self.round_table.objective_links.all()]


class CoChair(models.Model):
    """A Member State, or another organisation, whose people chair and clear the note."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="co_chairs")
    order = models.PositiveSmallIntegerField(_("order"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="chairs", verbose_name=_("organisation")
    )
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("Of the person, where it is known.")
    )

    class Meta:
        ordering = ["order"]
        verbose_name = _("co-chair")
        verbose_name_plural = _("co-chairs")
        constraints = [
            models.UniqueConstraint(
                fields=["debate", "organisation"], name="co_chair_is_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class DebateModerator(models.Model):
    """Who moderates the debate, and its discussion space where they have an account."""

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="moderators")
    order = models.PositiveSmallIntegerField(_("order"))
    name = models.CharField(_("name"), max_length=200)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )

    objects: ClassVar[models.Manager["DebateModerator"]] = models.Manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("moderator of a debate")
        verbose_name_plural = _("moderators of debates")

    def __str__(self) -> str:
        return self.name
