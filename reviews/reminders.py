"""Reminders of a review's deadline: to each who still owes, never twice, made up when missed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models

from compact.choices import DeadlinePolicy
from compact.models import Cycle
from notices.models import Notice
from notices.services import queue_all
from publication.choices import State
from reviews.deadlines import cycles_with_deadline_ahead, later_of
from reviews.models import Extension, Review, ReviewSection
from stakeholders.choices import Role
from stakeholders.models import Membership, User

MORNING = time(8)


def queue_reminders(now: datetime, days_before: Sequence[int]) -> int:
    """Queue each reminder that should have been queued by now; return how many were new.

    `days_before` counts from the deadline (-1 is the day after). A reminder falls due at eight
    in the morning of the reader's own zone. Of several missed ones only the latest is made up.
    A date that was moved, for all or for one State, is reminded of anew; one after which nothing
    is taken, no longer.
    """
    cycles = cycles_with_deadline_ahead(now)
    return queue_all(notice for cycle in cycles for notice in _due(cycle, now, days_before))


def _due(cycle: Cycle, now: datetime, days_before: Sequence[int]) -> Iterator[Notice]:
    is_hard = cycle.deadline_policy == DeadlinePolicy.HARD
    for owing in _who_owes(cycle):
        due_at, person = later_of(cycle, owing.extended_until), owing.person
        offset = latest_due(cycle, person, now, days_before, due_at=due_at)
        if due_at is None or offset is None or (is_hard and now > due_at):
            continue
        yield Notice(
            key=f"{owing.kind}:{owing.item.pk}:{due_at:%Y-%m-%d}:{offset}:{person.pk}",
            kind=owing.kind,
            recipient=person,
            item_type=ContentType.objects.get_for_model(owing.item),
            item_id=str(owing.item.pk),
            context={"due": str(due_at), "year": str(cycle.year)},
        )


def latest_due(
    cycle: Cycle,
    person: User,
    now: datetime,
    days_before: Sequence[int],
    *,
    due_at: datetime | None = None,
) -> int | None:
    """The offset whose morning came last, if it came after the opening; None if none has come.

    `due_at` is the State's own date, where it was given more time.
    """
    due_at = due_at or cycle.reviews_due_at
    if due_at is None or cycle.reviews_open_at is None:
        return None
    due_day = due_at.astimezone(person.zone).date()
    mornings = {
        datetime.combine(due_day - timedelta(days), MORNING, tzinfo=person.zone): days
        for days in days_before
    }
    past = [moment for moment in mornings if cycle.reviews_open_at <= moment <= now]
    if not past:
        return None
    days = mornings[max(past)]
    # "3 days left" would be untrue once the date has passed.
    return None if days >= 0 and now > due_at else days


@dataclass(frozen=True)
class Owing:
    """Who is to be reminded, and of what: the draft, or that none was begun."""

    person: User
    kind: str
    item: models.Model
    extended_until: datetime | None


def _who_owes(cycle: Cycle) -> Iterator[Owing]:
    reviews = Review.objects.filter(cycle=cycle).select_related("country", "cycle")
    drafts = {review.country_id: review for review in reviews if review.state == State.DRAFT}
    begun = {review.country_id for review in reviews}
    focal_points = Membership.objects.in_states().filter(
        role=Role.FOCAL_POINT, user__is_active=True
    )
    granted = Extension.objects.filter(
        cycle=cycle, country=models.OuterRef("organisation__country")
    )
    with_time = focal_points.annotate(
        extended_until=models.Subquery(
            granted.filter(granted_until__isnull=False)
            .order_by("-granted_until")
            .values("granted_until")[:1]
        )
    )
    for membership in with_time.select_related("user", "organisation"):
        country = str(membership.organisation.country_id)
        if country in drafts:
            yield _of_draft(membership.user, drafts[country])
        elif country not in begun:
            until: datetime | None = membership.extended_until  # type: ignore[attr-defined]
            yield Owing(membership.user, "reviews.not-begun", cycle, until)
    yield from _contributors(drafts)


def _of_draft(person: User, draft: Review) -> Owing:
    return Owing(person, "reviews.reminder", draft, draft.extended_until)


def _contributors(drafts: dict[str, Review]) -> Iterator[Owing]:
    """Who was handed a section that is not complete, and is still a contributor of that State."""
    owed = ReviewSection.objects.asked().filter(completed_at=None, review__in=drafts.values())
    contributors = Membership.objects.in_states().filter(
        role=Role.CONTRIBUTOR,
        user__is_active=True,
        user__review_sections__in=owed,
        organisation__country=models.F("user__review_sections__review__country"),
    )
    for membership in contributors.select_related("user", "organisation").distinct():
        yield _of_draft(membership.user, drafts[str(membership.organisation.country_id)])
