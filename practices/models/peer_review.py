"""The peer review of a practice: rounds, assignments, reviews with their scores, what to revise.

Nothing here is ever public. What an author learns of it is written in the letter of the decision.
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compact.models import GuidingPrinciple
from practices.choices import AssignmentState, Recommendation
from practices.models.calls import HIGHEST_SCORE, LOWEST_SCORE, Criterion
from practices.models.practices import Practice
from practices.models.roster import Reviewer
from practices.querysets import AssignmentQuerySet
from stakeholders.record import kept_for_good


class Round(models.Model):
    """One round of peer review, from when it is handed in to the decision."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("number"))
    began_at = models.DateTimeField(_("began"), default=timezone.now)
    further_called_at = models.DateTimeField(_("further reviewer called"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    # Blank while it is open, and where it was withdrawn instead of decided.
    decision = models.CharField(_("decision"), max_length=10, choices=Recommendation, blank=True)
    letter = models.TextField(pgettext_lazy("of a decision", "letter"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["practice", "number"]
        verbose_name = _("round of review")
        verbose_name_plural = _("rounds of review")
        constraints = [
            models.UniqueConstraint(fields=["practice", "number"], name="one_round_per_number"),
            models.UniqueConstraint(
                fields=["practice"],
                condition=models.Q(ended_at__isnull=True),
                name="one_round_at_once",
            ),
            models.CheckConstraint(
                condition=models.Q(decision="") | models.Q(ended_at__isnull=False),
                name="round_decided_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.number}"


@kept_for_good
class Assignment(models.Model):
    """A reviewer asked to review a practice in one round.

    `invitation` counts how often the token was renewed: a token of before is worth nothing.
    `is_further` marks the one more that diverging scores called for.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="assignments")
    state = models.CharField(
        _("state"), max_length=12, choices=AssignmentState, default=AssignmentState.INVITED
    )
    invitation = models.PositiveSmallIntegerField(default=1, editable=False)
    is_further = models.BooleanField(_("called for by diverging scores"), default=False)
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    # Null where the portal itself invited.
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    answer_due_at = models.DateTimeField(_("answer due"))
    review_due_at = models.DateTimeField(_("review due"))
    no_conflict_at = models.DateTimeField(_("declared to have no conflict of interest"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    reviewed_at = models.DateTimeField(_("reviewed"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    # A conflict that the reviewer told of, a reason to refuse or to step down. For the Secretariat.
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    reasons_to_ask = models.JSONField(_("why this reviewer"), default=list, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["invited_at", "pk"]
        verbose_name = _("assignment of a reviewer")
        verbose_name_plural = _("assignments of reviewers")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "reviewer"], name="reviewer_is_asked_once_a_round"
            ),
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(is_further=True)
                & ~models.Q(
                    state__in=[
                        AssignmentState.DECLINED,
                        AssignmentState.LAPSED,
                        AssignmentState.CALLED_OFF,
                    ]
                ),
                name="one_further_reviewer_at_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=AssignmentState.values),
                name="assignment_state_is_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[AssignmentState.ACCEPTED, AssignmentState.REVIEWED])
                | models.Q(no_conflict_at__isnull=False),
                name="reviewer_declared_before_reading",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=AssignmentState.REVIEWED)
                | models.Q(reviewed_at__isnull=False),
                name="assignment_reviewed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.reviewer_id}"

    @property
    def practice(self) -> Practice:
        return self.round.practice


class PeerReview(models.Model):
    """What a reviewer writes. The draft saves whatever it holds; it counts once it is handed in."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="review")
    recommendation = models.CharField(
        _("recommendation"), max_length=10, choices=Recommendation, blank=True
    )
    for_author = models.TextField(_("comments for the author"), blank=True)
    for_secretariat = models.TextField(_("comments for the Secretariat alone"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    # What has no row yet: a comment on a line that is not scored. By the name of its field.
    rough = models.JSONField(default=dict, blank=True, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("peer review")
        verbose_name_plural = _("peer reviews")

    def __str__(self) -> str:
        return f"{self.assignment_id}"

    @property
    def mean(self) -> Decimal | None:
        """The mean of the scores, each by the weight of its criterion; a principle weighs one."""
        scores = [(score.weight, score.value) for score in self.scores.all() if score.value]
        if not scores:
            return None
        total = sum(weight * value for weight, value in scores)
        return Decimal(total) / sum(weight for weight, _value in scores)


class Score(models.Model):
    """1 to 5 by a criterion or by a guiding principle; null is “does not apply”."""

    review = models.ForeignKey(PeerReview, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", null=True)
    principle = models.ForeignKey(GuidingPrinciple, models.PROTECT, related_name="+", null=True)
    value = models.PositiveSmallIntegerField(_("score"), null=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="one_score_per_criterion"),
            models.UniqueConstraint(fields=["review", "principle"], name="one_score_per_principle"),
            models.CheckConstraint(
                condition=models.Q(criterion__isnull=False, principle__isnull=True)
                | models.Q(criterion__isnull=True, principle__isnull=False),
                name="score_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True)
                | models.Q(value__range=(LOWEST_SCORE, HIGHEST_SCORE)),
                name="score_is_1_to_5",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id or self.principle_id}: {self.value}"

    @property
    def weight(self) -> int:
        return self.criterion.weight if self.criterion else 1


class RevisionPoint(models.Model):
    """A point that the author is asked to work in, and the author's answer to it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("point"))
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        ordering = ["round", "number"]
        verbose_name = _("point to revise")
        verbose_name_plural = _("points to revise")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="one_point_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
