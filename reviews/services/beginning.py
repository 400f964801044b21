"""Beginning a State's review for a forum."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from compact.models import Country, Cycle
from reviews.models import Extension, Questionnaire, Review, ReviewSection, Section
from reviews.rules import may_begin
from reviews.services.errors import AlreadyBegunError, NotAllowedError, NotOpenError
from stakeholders.models import User


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
