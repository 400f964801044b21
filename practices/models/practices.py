"""The practice itself. A draft may lack anything; what it needs is asked at submission."""

from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compact.models import Country, Cycle, GuidingPrinciple, Objective
from practices.choices import Progress
from practices.models.calls import Call
from practices.querysets import PracticeQuerySet
from publication.choices import Scope, State
from publication.models import Publishable
from stakeholders.models import Organisation

# The long texts of a practice in the order of its pages, each with the most characters it may have.
NARRATIVE = {
    "summary": 1500,
    "description": 6000,
    "beneficiaries": 3000,
    "impact": 4000,
    "evidence": 4000,
    "lessons": 4000,
    "replication": 4000,
    "innovation": 3000,
    "cost_note": 1500,
}


class Practice(Publishable):
    call = models.ForeignKey(Call, models.PROTECT, related_name="practices", verbose_name=_("call"))
    cycle = models.ForeignKey(
        Cycle, models.PROTECT, related_name="practices", verbose_name=_("forum")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="practices", verbose_name=_("submitted by")
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    description = models.TextField(_("what is done, and how"), blank=True)
    beneficiaries = models.TextField(_("who benefits"), blank=True)
    impact = models.TextField(_("impact"), blank=True)
    evidence = models.TextField(_("evidence of the impact"), blank=True)
    lessons = models.TextField(_("lessons learned"), blank=True)
    replication = models.TextField(_("how to replicate it"), blank=True)
    innovation = models.TextField(_("what is new in it"), blank=True)
    cost_note = models.TextField(_("what it costs"), blank=True)
    amount = models.DecimalField(
        _("cost"),
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    primary_objective = models.ForeignKey(
        Objective,
        models.PROTECT,
        related_name="primary_practices",
        null=True,
        blank=True,
        verbose_name=_("primary objective"),
    )
    objectives = models.ManyToManyField(
        Objective, related_name="practices", blank=True, verbose_name=_("further objectives")
    )
    principles = models.ManyToManyField(GuidingPrinciple, related_name="practices", blank=True)
    countries = models.ManyToManyField(Country, related_name="practices", blank=True)
    scope = models.CharField(_("scope"), max_length=20, choices=Scope, blank=True)
    starts_on = models.DateField(pgettext_lazy("date", "from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    progress = models.CharField(_("how far it is"), max_length=20, choices=Progress, blank=True)
    implementer = models.CharField(_("implemented by"), max_length=200, blank=True)
    is_own = models.BooleanField(_("we implement it ourselves"), default=True)
    implementer_email = models.EmailField(
        _("e-mail address of the implementer"),
        blank=True,
        help_text=_("To ask for its consent. It is never published."),
    )
    contact = models.TextField(
        _("contact"),
        max_length=500,
        blank=True,
        help_text=_("For the Secretariat. It is never published, and no reviewer sees it."),
    )
    also_in = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES),
        default=list,
        blank=True,
        verbose_name=_("materials exist in"),
    )
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    # What was typed into a field that cannot hold it (“about five million”), by the field's name.
    rough = models.JSONField(default=dict, blank=True, editable=False)
    reviewed_at = models.DateTimeField(_("peer reviewed"), null=True, editable=False)
    confirmed_at = models.DateTimeField(_("last said to be still true"), null=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="practices", editable=False
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = PracticeQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["code"]
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="practice_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True)
                | models.Q(state__in=[State.DRAFT, State.REVISING], amount__gte=0)
                | models.Q(amount__gte=0, currency__regex=r"^[A-Z]{3}$"),
                name="cost_has_its_currency",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[State.PUBLISHED, State.SCHEDULED])
                | models.Q(reviewed_at__isnull=False),
                name="practice_published_after_review",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code

    def get_absolute_url(self) -> str:
        return reverse("practices:detail", args=[self.code])

    @property
    def desk_address(self) -> str:
        return reverse("practice_desk:practice", args=[self.code])

    @property
    def is_readable(self) -> bool:
        """By everybody: published, or published once and archived since."""
        return self.state in {State.PUBLISHED, State.ARCHIVED}

    @property
    def implemented_by(self) -> str:
        return str(self.organisation) if self.is_own else self.implementer
