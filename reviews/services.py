"""Verbs of a review: begin it, hand a section over, mark it complete."""

from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from compact.models import Country, Cycle
from notices.services import queue
from publication.choices import State
from reviews.models import Extension, Questionnaire, Review, ReviewSection, Section
from reviews.problems import problems_of
from reviews.rules import is_focal_point, may_begin, may_write_section
from reviews.writers import NOBODY, Writer, by_fields
from stakeholders.choices import Role
from stakeholders.models import Membership, User


class ReviewError(Exception):
    """The verb was refused, and nothing was written."""


class NotAllowedError(ReviewError):
    """This person may not do that."""


class NotOpenError(ReviewError):
    """No reviews are taken for that forum now, or there is no questionnaire."""


class AlreadyBegunError(ReviewError):
    """The State has a review for that forum; `review` is it."""

    def __init__(self, review: Review) -> None:
        super().__init__(review.code)
        self.review = review


class NotCompleteError(ReviewError):
    """The section cannot be called complete: some answers have problems."""


def begin_review(*, country: Country, cycle: Cycle, language: str, by: User) -> Review:
    """Begin a State's review for a forum, with a row for each section of the questionnaire."""
    if not may_begin(by, country.pk):
        raise NotAllowedError
    if not Cycle.objects.open_for_reviews(timezone.now()).filter(pk=cycle.pk).exists():
        raise NotOpenError
    questionnaire = current_questionnaire(cycle, country)
    if questionnaire is None:
        raise NotOpenError
    try:
        with transaction.atomic():
            return _create(country, cycle, questionnaire, language)
    except IntegrityError as error:
        raise AlreadyBegunError(Review.objects.get(country=country, cycle=cycle)) from error


def current_questionnaire(cycle: Cycle, country: Country) -> Questionnaire | None:
    """The newest published version for that forum: one of the State's region goes first."""
    published = Questionnaire.objects.filter(cycle=cycle, published_at__isnull=False)
    own = published.filter(region__in=country.regions.all()).order_by("-version").first()
    return own or published.filter(region__isnull=True).order_by("-version").first()


def _create(country: Country, cycle: Cycle, questionnaire: Questionnaire, language: str) -> Review:
    review = Review.objects.create(
        code=f"REV-{cycle.year}-{country.iso3}",
        country=country,
        cycle=cycle,
        questionnaire=questionnaire,
        language=language,
        extended_until=extended_until(country, cycle),
    )
    sections = Section.objects.filter(questionnaire=questionnaire)
    ReviewSection.objects.bulk_create(
        ReviewSection(review=review, section=section) for section in sections
    )
    return review


def extended_until(country: Country, cycle: Cycle) -> datetime | None:
    """Until when the State was given more time: the latest that was granted."""
    granted = Extension.objects.filter(country=country, cycle=cycle, granted_until__isnull=False)
    latest: datetime | None = granted.aggregate(latest=Max("granted_until"))["latest"]
    return latest


@transaction.atomic
def hand_over_section(
    *, section: ReviewSection, to: User | None, due_on: date | None, by: User
) -> ReviewSection:
    """Hand a section to a contributor of the State, or take it back (`to=None`)."""
    review = section.review
    if not is_focal_point.test(by, review) or review.state != State.DRAFT:
        raise NotAllowedError
    if to is not None and to not in contributors_of(review):
        raise NotAllowedError
    # Asked of the database: a form has already put the new one on the object.
    before = ReviewSection.objects.select_for_update().get(pk=section.pk).assignee_id
    section.assignee, section.due_on = to, due_on
    section.save(update_fields=["assignee", "due_on"])
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


@transaction.atomic
def mark_section(*, section: ReviewSection, complete: bool, by: Writer) -> ReviewSection:
    """Say that a section is complete, or is not after all."""
    if not may_write_section(by, section):
        raise NotAllowedError
    if complete and any(problems_of(section.review, section.section)):
        raise NotCompleteError
    section.completed_at = timezone.now() if complete else None
    who = by_fields(by) if complete else NOBODY
    section.completed_by, section.completed_by_link = who["by"], who["by_link"]
    section.save(update_fields=["completed_at", "completed_by", "completed_by_link"])
    return section
