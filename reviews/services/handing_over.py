"""Handing a section over to somebody of the State who has an account."""

from datetime import date
from uuid import uuid4

from django.db import transaction

from notices.services import queue
from reviews.models import Review, ReviewSection
from reviews.rules import may_lead
from reviews.services.errors import NotAllowedError
from reviews.services.holding import hold_draft
from stakeholders.choices import Role
from stakeholders.models import Membership, User


@transaction.atomic
def hand_over_section(
    *,
    section: ReviewSection,
    to: User | None,
    due_on: date | None,
    ministry: str = "",
    by: User,
) -> ReviewSection:
    """Say whose the section is: a ministry's, a contributor's of the State, or nobody's."""
    review = section.review
    if not may_lead(by, review):
        raise NotAllowedError
    if to is not None and to not in contributors_of(review):
        raise NotAllowedError
    hold_draft(review)
    # Asked of the database: a form has already put the new one on the object.
    before = ReviewSection.objects.select_for_update().get(pk=section.pk).assignee_id
    section.assignee, section.due_on, section.ministry = to, due_on, ministry
    section.save(update_fields=["assignee", "due_on", "ministry"])
    if to is not None and to.pk != before:
        _tell_of_hand_over(section, by)
    return section


def _tell_of_hand_over(section: ReviewSection, by: User) -> None:
    queue(
        kind="reviews.handed-over",
        key=f"reviews.handed-over:{uuid4()}",
        recipient=section.assignee,
        item=section.review,
        context={
            "by": str(by),
            "section": section.section.key,
            "due_on": section.due_on.isoformat() if section.due_on else "",
        },
    )


def contributors_of(review: Review) -> list[User]:
    """Whom a section may be handed to."""
    memberships = Membership.objects.in_states().filter(
        role=Role.CONTRIBUTOR, organisation__country=review.country_id, user__is_active=True
    )
    return list(User.objects.filter(memberships__in=memberships).distinct().order_by("name"))
