"""A State's voluntary review for one forum, and where each of its sections stands."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Cycle
from publication.models import Publishable
from reviews.choices import SectionState
from reviews.models.questionnaires import Questionnaire, Section
from reviews.models.writers import WritingLink
from reviews.querysets import ReviewQuerySet, ReviewSectionQuerySet


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
    # Written by the one service that grants an extension, which keeps the record of it.
    extended_until = models.DateTimeField(_("extended until"), null=True, editable=False)
    # The review, or the report of the regional round, that this one brings up to date.
    updates = models.ForeignKey(
        "self", models.PROTECT, related_name="later_updates", null=True, editable=False
    )
    updates_report = models.ForeignKey(
        "reviews.EarlierReport", models.PROTECT, related_name="reviews", null=True, editable=False
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
            models.CheckConstraint(
                condition=models.Q(updates__isnull=True) | models.Q(updates_report__isnull=True),
                name="review_updates_one_thing",
            ),
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
        """Marked for good: submitted after its own deadline, an extension included."""
        due_at = self.due_at
        return self.submitted_at is not None and due_at is not None and self.submitted_at > due_at

    @property
    def due_at(self) -> datetime | None:
        """The forum's date, or that of the extension which the State was granted, if later."""
        granted = [self.extended_until] if self.extended_until else []
        return max([*granted, self.cycle.reviews_due_at]) if self.cycle.reviews_due_at else None


class ReviewSection(models.Model):
    """A section of one review: whose it is, to whom it is handed over, and how far it is.

    `cleared` is the highest step of the State's own ladder that it has reached, if any.
    """

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
    ministry = models.CharField(_("ministry or office"), max_length=160, blank=True)
    due_on = models.DateField(_("internal due date"), null=True, blank=True)
    cleared = models.ForeignKey(
        "reviews.ClearanceStep", models.PROTECT, related_name="+", null=True, editable=False
    )
    started_at = models.DateTimeField(null=True, editable=False)
    completed_at = models.DateTimeField(null=True, editable=False)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    completed_by_link = models.ForeignKey(
        WritingLink, models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = ReviewSectionQuerySet.as_manager()

    class Meta:
        ordering = ["section__order"]
        verbose_name = _("section of a review")
        verbose_name_plural = _("sections of a review")
        constraints = [
            models.UniqueConstraint(fields=["review", "section"], name="one_row_per_section"),
            models.CheckConstraint(
                condition=models.Q(completed_at__isnull=True)
                | models.Q(completed_by__isnull=False)
                | models.Q(completed_by_link__isnull=False),
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
