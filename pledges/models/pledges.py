"""The pledge itself. A draft may lack anything; what it needs is asked at submission."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compact.models import Action, Country, Cycle, GuidingPrinciple, Objective
from pledges.choices import Nature, PledgeKind, Side, Stage
from pledges.querysets import PledgeQuerySet
from publication.choices import Scope, State
from publication.models import Publishable
from stakeholders.models import Organisation

MOST_CHARACTERS = 3000
FEWEST_CHARACTERS = 300


class Pledge(Publishable):
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="pledges", verbose_name=_("made by")
    )
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="pledges", verbose_name=_("forum")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    kind = models.CharField(
        _("kind"), max_length=20, choices=PledgeKind, default=PledgeKind.INDIVIDUAL
    )
    side = models.CharField(
        _("need or offer"), max_length=10, choices=Side, default=Side.NONE, blank=True
    )
    answers_to = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="answered_by",
        null=True,
        blank=True,
        verbose_name=_("answers the pledge"),
    )
    title = models.CharField(_("title"), max_length=200, blank=True)
    description = models.TextField(
        _("description"), blank=True, validators=[MaxLengthValidator(MOST_CHARACTERS)]
    )
    natures = ArrayField(
        models.CharField(max_length=20, choices=Nature), default=list, blank=True,
        verbose_name=_("nature"),
    )  # fmt: skip
    scope = models.CharField(_("scope"), max_length=20, choices=Scope, blank=True)
    objectives = models.ManyToManyField(Objective, related_name="pledges", blank=True)
    actions = models.ManyToManyField(Action, related_name="pledges", blank=True)
    principles = models.ManyToManyField(GuidingPrinciple, related_name="pledges", blank=True)
    countries = models.ManyToManyField(Country, related_name="pledges", blank=True)
    starts_on = models.DateField(pgettext_lazy("date", "from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    amount = models.DecimalField(
        _("amount"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    is_about_refugees = models.BooleanField(_("mainly about refugees"), default=False)
    contact = models.TextField(
        _("contact"),
        max_length=500,
        blank=True,
        help_text=_("For the Secretariat and the partners. It is never published."),
    )
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.PLANNING)
    stage_reason = models.TextField(_("why it was discontinued"), max_length=2000, blank=True)
    news_at = models.DateTimeField(_("last news"), null=True, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    external_id = models.CharField(
        _("number elsewhere"), max_length=80, null=True, blank=True, unique=True
    )
    # What was typed into a field that cannot hold it (“about five million”), by the field's name.
    rough = models.JSONField(default=dict, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="pledges", editable=False
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = PledgeQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["code"]
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="pledge_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True)
                | models.Q(state=State.DRAFT, amount__gte=0)
                | models.Q(amount__gte=0, currency__regex=r"^[A-Z]{3}$"),
                name="amount_has_its_currency",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage=Stage.DISCONTINUED) | ~models.Q(stage_reason=""),
                name="discontinued_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(answers_to=models.F("pk")), name="no_pledge_answers_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    def get_absolute_url(self) -> str:
        return reverse("pledges:detail", args=[self.code])

    @property
    def desk_address(self) -> str:
        return reverse("pledge_desk:pledge", args=[self.code])


class SubCommitment(models.Model):
    """A lettered part of a pledge: a, b, c."""

    pledge = models.ForeignKey(Pledge, models.CASCADE, related_name="sub_commitments")
    letter = models.CharField(_("letter"), max_length=1)
    text = models.TextField(_("text"), max_length=1000)

    class Meta:
        ordering = ["letter"]
        verbose_name = _("sub-commitment")
        verbose_name_plural = _("sub-commitments")
        constraints = [
            models.UniqueConstraint(fields=["pledge", "letter"], name="one_commitment_per_letter"),
            models.CheckConstraint(
                condition=models.Q(letter__regex=r"^[a-z]$"), name="commitment_letter_a_to_z"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter}) {self.text}"
