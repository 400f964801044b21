"""Reminders of a review's deadline: to each who still owes, never twice, made up when missed."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models

from compact.models import Cycle
from notices.models import Notice
from notices.services import queue_all
from publication.choices import State
from reviews.models import Review
from stakeholders.choices import Role
from stakeholders.models import Membership, User

MORNING = time(8)


def queue_reminders(now: datetime, days_before: Sequence[int]) -> int:
    """Queue each reminder that should have been queued by now; return how many were new.

    `days_before` counts from the deadline (-1 is the day after). A reminder falls due at eight
    in the morning of the reader's own zone. Of several missed ones only the latest is made up.
    A date that was moved is reminded of anew; one after which nothing is taken, no longer.
    """
    cycles = Cycle.objects.with_deadline().open_for_reviews(now)
    return queue_all(notice for cycle in cycles for notice in _due(cycle, now, days_before))


def _due(cycle: Cycle, now: datetime, days_before: Sequence[int]) -> Iterator[Notice]:
    for person, kind, item in _who_owes(cycle):
        offset = latest_due(cycle, person, now, days_before)
        if offset is not None:
            yield Notice(
                key=f"{kind}:{item.pk}:{cycle.reviews_due_at:%Y-%m-%d}:{offset}:{person.pk}",
                kind=kind,
                recipient=person,
                item_type=ContentType.objects.get_for_model(item),
                item_id=str(item.pk),
                context={"due": str(cycle.reviews_due_at), "year": str(cycle.year)},
            )


def latest_due(cycle: Cycle, person: User, now: datetime, days_before: Sequence[int]) -> int | None:
    """The offset whose morning came last, if it came after the opening; None if none has come."""
    if cycle.reviews_due_at is None or cycle.reviews_open_at is None:
        return None
    due_day = cycle.reviews_due_at.astimezone(person.zone).date()
    mornings = {
        datetime.combine(due_day - timedelta(days), MORNING, tzinfo=person.zone): days
        for days in days_before
    }
    past = [moment for moment in mornings if cycle.reviews_open_at <= moment <= now]
    if not past:
        return None
    days = mornings[max(past)]
    # "3 days left" would be untrue once the date has passed.
    return None if days >= 0 and now > cycle.reviews_due_at else days


def _who_owes(cycle: Cycle) -> Iterator[tuple[User, str, models.Model]]:
    """Who is to be reminded, and of what: the draft, or that none was begun."""
    reviews = Review.objects.filter(cycle=cycle).select_related("country", "cycle")
    drafts = {review.country_id: review for review in reviews if review.state == State.DRAFT}
    begun = {review.country_id for review in reviews}
    focal_points = Membership.objects.in_states().filter(
        role=Role.FOCAL_POINT, user__is_active=True
    )
    for membership in focal_points.select_related("user", "organisation"):
        country = str(membership.organisation.country_id)
        if country in drafts:
            yield membership.user, "reviews.reminder", drafts[country]
        elif country not in begun:
            yield membership.user, "reviews.not-begun", cycle
    yield from _contributors(drafts)


def _contributors(drafts: dict[str, Review]) -> Iterator[tuple[User, str, models.Model]]:
    """Who was handed a section that is not complete, and is still a contributor of that State."""
    contributors = Membership.objects.in_states().filter(
        role=Role.CONTRIBUTOR,
        user__is_active=True,
        user__review_sections__completed_at=None,
        user__review_sections__review__in=drafts.values(),
        organisation__country=models.F("user__review_sections__review__country"),
    )
    for membership in contributors.select_related("user", "organisation").distinct():
        yield membership.user, "reviews.reminder", drafts[str(membership.organisation.country_id)]
