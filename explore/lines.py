"""What stands on the forum lines: the milestones of a cycle, and what a State said and when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from compact.models import Cycle, Milestone
from compact.pictures import OBJECTIVES, Moment
from reviews.models import Review


def of_milestones(milestones: Iterable[Milestone]) -> list[Moment]:
    return [
        Moment(m.starts_on, m.ends_on, m.title, m.place, note=m.note, source=m.source)
        for m in milestones
    ]


def of_forums(cycles: Iterable[Cycle]) -> list[Moment]:
    return [
        Moment(c.forum_starts_on, c.forum_ends_on, _forum_of(c), c.place, c.get_absolute_url())
        for c in cycles
        if c.forum_starts_on and c.forum_ends_on
    ]


def of_deadlines(cycles: Iterable[Cycle]) -> list[Moment]:
    """When the reviews of cycles are due, as long as that lies ahead."""
    dated = [(cycle, cycle.reviews_due_at) for cycle in cycles if cycle.reviews_due_at]
    return [_due(cycle, at) for cycle, at in dated if at > timezone.now()]


def of_reviews(reviews: Iterable[Review], objectives: Mapping[int, Sequence[int]]) -> list[Moment]:
    return [_of_review(review, len(objectives[review.pk])) for review in reviews]


def _of_review(review: Review, covered: int) -> Moment:
    day = timezone.localdate(review.published_at)
    coverage = {"covered": covered, "all": len(OBJECTIVES)}
    on = _("on %(covered)s of %(all)s objectives") % coverage
    title = _("Voluntary review for %(year)s") % {"year": review.cycle_id}
    return Moment(day, day, title, on, review.get_absolute_url())


def _due(cycle: Cycle, at: datetime) -> Moment:
    day = at.astimezone(cycle.zone).date()
    return Moment(day, day, _("Reviews for %(year)s due") % {"year": cycle})


def _forum_of(cycle: Cycle) -> str:
    return _("Forum of %(year)s") % {"year": cycle}
