"""The forum: its cycles, milestones, round tables and documents."""

from collections.abc import Collection
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.manager import MultilingualManager

from compact.choices import DeadlinePolicy, DocumentKind, MilestoneKind
from compact.models.reference import KeyedRow, ReferenceRow
from compact.models.text import Objective
from compact.querysets import CycleQuerySet, RoundTableObjectiveQuerySet


def check_time_zone(value: str) -> None:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise ValidationError(
            _("“%(zone)s” is not a time zone."), params={"zone": value}
        ) from error


class Cycle(ReferenceRow):
    """The four years that lead to one International Migration Review Forum."""

    year = models.PositiveSmallIntegerField(_("year of the forum"), primary_key=True)
    forum_starts_on = models.DateField(_("forum starts on"), null=True, blank=True)
    forum_ends_on = models.DateField(_("forum ends on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    reviews_open_at = models.DateTimeField(_("reviews open"), null=True, blank=True)
    reviews_due_at = models.DateTimeField(_("reviews due"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone of the deadline"),
        max_length=60,
        default="America/New_York",
        validators=[check_time_zone],
    )
    deadline_policy = models.CharField(
        _("what the deadline means"),
        max_length=10,
        choices=DeadlinePolicy,
        default=DeadlinePolicy.SOFT,
    )

    objects = MultilingualManager.from_queryset(CycleQuerySet)()

    class Meta:
        ordering = ["year"]
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(forum_starts_on__isnull=True, forum_ends_on__isnull=True)
                | models.Q(
                    forum_starts_on__isnull=False,
                    forum_ends_on__isnull=False,
                    forum_ends_on__gte=models.F("forum_starts_on"),
                ),
                name="forum_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(reviews_due_at__isnull=True)
                | models.Q(reviews_open_at__isnull=True)
                | models.Q(reviews_due_at__gt=models.F("reviews_open_at")),
                name="reviews_due_after_they_open",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("explore:forum", args=[self.year])

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def round_tables_on(self, objectives: Collection[int]) -> list[int]:
        """The numbers of the round tables that take one of the objectives up."""
        return [
            table.number
            for table in self.round_tables.all()
            if any(link.objective_id in objectives for link in table.objective_links.all())
        ]

    def is_late(self, moment: datetime) -> bool:
        return self.reviews_due_at is not None and moment > self.reviews_due_at

    def is_over(self, moment: datetime) -> bool:
        """True once the last day of the forum has passed where the deadline is kept."""
        ends = self.forum_ends_on
        return ends is not None and moment.astimezone(self.zone).date() > ends

    def takes_reviews(self, moment: datetime) -> bool:
        """As `CycleQuerySet.open_for_reviews`, for one cycle."""
        if self.reviews_open_at is None or moment < self.reviews_open_at:
            return False
        if self.reviews_due_at is not None and moment <= self.reviews_due_at:
            return True
        closes_on_its_date = self.reviews_due_at and self.deadline_policy == DeadlinePolicy.HARD
        return not closes_on_its_date and not self.is_over(moment)


class Milestone(KeyedRow):
    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="milestones")
    kind = models.CharField(_("kind"), max_length=20, choices=MilestoneKind)
    title = models.CharField(_("title"), max_length=200)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)

    objects: ClassVar[MultilingualManager["Milestone"]] = MultilingualManager()

    class Meta:
        ordering = ["starts_on", "ends_on", "key"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="milestone_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def is_past(self, day: date) -> bool:
        return self.ends_on < day

    def is_now(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class RoundTable(ReferenceRow):
    """One of the four round tables of a forum. Which objectives it takes up, the forum decides."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="round_tables")
    number = models.PositiveSmallIntegerField(_("number"))
    theme = models.CharField(_("theme"), max_length=200)
    note_by = models.CharField(_("background note by"), max_length=200, blank=True)
    objectives = models.ManyToManyField(
        Objective, through="RoundTableObjective", related_name="round_tables"
    )

    objects: ClassVar[MultilingualManager["RoundTable"]] = MultilingualManager()

    class Meta:
        ordering = ["cycle", "number"]
        verbose_name = _("round table")
        verbose_name_plural = _("round tables")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="one_round_table_per_number"),
            models.CheckConstraint(
                condition=models.Q(number__range=(1, 4)), name="round_table_number_1_to_4"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.theme}"


class RoundTableObjective(models.Model):
    """An objective at a round table; `cross_cutting` where it is carried there, not listed."""

    round_table = models.ForeignKey(RoundTable, models.CASCADE, related_name="objective_links")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="round_table_links")
    cross_cutting = models.BooleanField(_("cross-cutting"), default=False)

    objects = RoundTableObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ["round_table", "objective"]
        verbose_name = _("objective of a round table")
        verbose_name_plural = _("objectives of round tables")
        constraints = [
            models.UniqueConstraint(
                fields=["round_table", "objective"], name="objective_once_per_round_table"
            )
        ]

    def __str__(self) -> str:
        return f"{self.round_table_id}: {self.objective_id}"

    def clean(self) -> None:
        """Two tables of one forum cannot both list an objective; a second may carry it."""
        if self.cross_cutting or self.round_table_id is None or self.objective_id is None:
            return
        elsewhere = RoundTableObjective.objects.filter(
            objective=self.objective_id,
            cross_cutting=False,
            round_table__cycle=self.round_table.cycle_id,
        ).exclude(round_table=self.round_table_id)
        if link := elsewhere.select_related("round_table").first():
            raise ValidationError(
                _("Objective %(objective)s is already listed at round table %(table)s."),
                params={"objective": self.objective_id, "table": link.round_table.number},
            )


class Document(KeyedRow):
    cycle = models.ForeignKey(
        Cycle, models.CASCADE, related_name="documents", null=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=300)
    symbol = models.CharField(_("symbol"), max_length=60, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    address = models.URLField(_("address"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects: ClassVar[MultilingualManager["Document"]] = MultilingualManager()

    class Meta:
        ordering = ["published_on", "key"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title
