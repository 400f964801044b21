"""The roster: who reviews practices, in what, in which languages, and when not."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compact.models import Country, Objective
from practices.choices import Belonging, Gender, RosterState
from practices.querysets import ReviewerQuerySet
from stakeholders.models import Organisation
from stakeholders.record import kept_for_good


@kept_for_good
class Reviewer(models.Model):
    """A person on the roster, or who applied or was invited to be on it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviewer", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="reviewers", verbose_name=_("organisation")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RosterState, default=RosterState.APPLIED
    )
    belonging = models.CharField(_("United Nations or external"), max_length=10, choices=Belonging)
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="reviewers", verbose_name=_("country")
    )
    gender = models.CharField(
        _("gender"), max_length=10, choices=Gender, default=Gender.UNSAID, blank=True
    )
    languages = ArrayField(
        models.CharField(max_length=10, choices=settings.LANGUAGES), verbose_name=_("languages")
    )
    objectives = models.ManyToManyField(
        Objective, related_name="reviewers", verbose_name=_("objectives")
    )
    years = models.PositiveSmallIntegerField(
        _("years of experience"), validators=[MaxValueValidator(60)]
    )
    most_a_semester = models.PositiveSmallIntegerField(
        _("most reviews a semester"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )
    about = models.TextField(_("experience"), max_length=2000, blank=True)
    applied_at = models.DateTimeField(_("applied"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "pk"]
        verbose_name = _("reviewer")
        verbose_name_plural = _("reviewers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=RosterState.values),
                name="reviewer_state_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(most_a_semester__range=(1, 30)),
                name="reviewer_takes_1_to_30",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    def is_away(self, day: date) -> bool:
        """Within one of the absences; reads them prefetched where they are."""
        return any(absence.starts_on <= day <= absence.ends_on for absence in self.absences.all())


class Absence(models.Model):
    reviewer = models.ForeignKey(Reviewer, models.CASCADE, related_name="absences")
    starts_on = models.DateField(pgettext_lazy("date", "from"))
    ends_on = models.DateField(_("until"))

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("absence of a reviewer")
        verbose_name_plural = _("absences of reviewers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="absence_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} – {self.ends_on}"
