"""Reminders of the State's own dates: to each who has a section that is due, never twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from notices.models import Notice
from notices.services import queue_all
from publication.choices import State
from reviews.delegation.owing import holders_of, open_links
from reviews.delegation.telling import notice_to
from reviews.models import Review, ReviewSection
from reviews.writers import Writer, key_of
from stakeholders.choices import Role
from stakeholders.models import Membership, User

MORNING = time(8)
MADE_UP_FOR = timedelta(days=2)
Due = dict[tuple[int, str, date], list[ReviewSection]]


def queue_section_reminders(now: datetime, days_before: Sequence[int]) -> int:
    """Queue each that should have been queued by now; how many were new.

    One message for all sections of a writer that are due on one day, at eight in the morning: of
    the reader's own zone, or of the forum's for a link. Of several missed the latest is made up.
    """
    return queue_all(_due(now, days_before))


def _due(now: datetime, days_before: Sequence[int]) -> Iterator[Notice]:
    due, writers = _sections_due()
    for (_review, key, due_on), sections in due.items():
        review, writer = sections[0].review, writers[key]
        offset = latest_due(due_on, _zone(writer, review), now, days_before)
        if offset is None:
            continue
        keys = " ".join(section.section.key for section in sections)
        yield notice_to(
            writer,
            "reviews.section-due",
            review=review,
            about=f"{due_on:%Y-%m-%d}:{offset}",
            context={"due_on": due_on.isoformat(), "sections": keys},
        )


def latest_due(due_on: date, zone: tzinfo, now: datetime, days_before: Sequence[int]) -> int | None:
    """The number of days before the date whose morning came last; None if none has come.

    What is older than two days is not made up for.
    """
    nearest = timedelta(max(map(abs, days_before), default=0)) + MADE_UP_FOR
    if abs(due_on - now.date()) > nearest + timedelta(days=2):  # that of a far zone
        return None
    mornings = {
        datetime.combine(due_on - timedelta(days), MORNING, tzinfo=zone): days
        for days in days_before
    }
    past = [moment for moment in mornings if now - MADE_UP_FOR <= moment <= now]
    return mornings[max(past)] if past else None


def _sections_due() -> tuple[Due, dict[str, Writer]]:
    """By review, writer and day: the sections that are open, in reviews that are drafts."""
    sections = (
        ReviewSection.objects.asked()
        .filter(review__state=State.DRAFT, completed_at=None, due_on__isnull=False)
        .select_related("review__cycle", "section__objective", "assignee")
    )
    contributors = _contributors()
    due: Due = defaultdict(list)
    writers: dict[str, Writer] = {}
    for section in sections.prefetch_related(open_links()).order_by("section__order"):
        for writer in holders_of(section):
            is_gone = isinstance(writer, User) and (
                (writer.pk, section.review.country_id) not in contributors
            )
            if section.due_on is not None and not is_gone:
                writers[key_of(writer)] = writer
                due[section.review_id, key_of(writer), section.due_on].append(section)
    return due, writers


def _contributors() -> set[tuple[int, str]]:
    """Person and State of each contributor there is."""
    memberships = Membership.objects.in_states().filter(role=Role.CONTRIBUTOR, user__is_active=True)
    pairs = memberships.values_list("user_id", "organisation__country_id")
    return {(person, str(country)) for person, country in pairs}


def _zone(writer: Writer, review: Review) -> tzinfo:
    return writer.zone if isinstance(writer, User) else review.cycle.zone
