"""A State's voluntary review for one forum, and where each of its sections stands."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Cycle
from publication.models import Publishable
from reviews.choices import SectionState
from reviews.models.questionnaires import Questionnaire, Section
from reviews.querysets import ReviewQuerySet


def title_of(country: str, year: int | str) -> str:
    """A review is called by its country and its forum, in the reader's language."""
    return _("Voluntary review of %(country)s, %(year)s") % {"country": country, "year": year}


class Review(Publishable):
    country = models.ForeignKey(Country, models.PROTECT, related_name="reviews")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reviews")
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="reviews")
    language = models.CharField(
        _("language of the answers"), max_length=10, choices=settings.LANGUAGES
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["code"]
        verbose_name = _("voluntary review")
        verbose_name_plural = _("voluntary reviews")
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["country", "cycle"], name="one_review_per_forum"),
        ]

    def __str__(self) -> str:
        return title_of(str(self.country), self.cycle_id)

    def get_absolute_url(self) -> str:
        return reverse("reviews:detail", args=[self.code])

    @property
    def desk_address(self) -> str:
        return reverse("review_desk:tasks", args=[self.code])

    @property
    def is_late(self) -> bool:
        return self.submitted_at is not None and self.cycle.is_late(self.submitted_at)


class ReviewSection(models.Model):
    """A section of one review: to whom it is handed over, and whether it is complete."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="sections")
    section = models.ForeignKey(Section, models.PROTECT, related_name="review_sections")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="review_sections",
        null=True,
        blank=True,
        verbose_name=_("handed over to"),
    )
    due_on = models.DateField(_("internal due date"), null=True, blank=True)
    started_at = models.DateTimeField(null=True, editable=False)
    completed_at = models.DateTimeField(null=True, editable=False)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        ordering = ["section__order"]
        verbose_name = _("section of a review")
        verbose_name_plural = _("sections of a review")
        constraints = [
            models.UniqueConstraint(fields=["review", "section"], name="one_row_per_section"),
            models.CheckConstraint(
                condition=models.Q(completed_at__isnull=True)
                | models.Q(completed_by__isnull=False),
                name="completed_section_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return str(self.section)

    @property
    def state(self) -> SectionState:
        if self.completed_at:
            return SectionState.COMPLETE
        return SectionState.IN_PROGRESS if self.started_at else SectionState.NOT_STARTED
