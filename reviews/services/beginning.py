"""Beginning a State's review for a forum."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from compact.models import Country, Cycle
from reviews.carrying.sources import Source
from reviews.deadlines import cycles_open_to, extended_until
from reviews.in_force import current_questionnaire
from reviews.models import Questionnaire, Review, ReviewSection, Section
from reviews.rules import may_begin
from reviews.services.carrying import carry_over
from reviews.services.errors import AlreadyBegunError, NotAllowedError, NotOpenError
from stakeholders.models import User


def begin_review(
    *, country: Country, cycle: Cycle, language: str, by: User, updates: Source | None = None
) -> Review:
    """Begin a State's review for a forum, with a row for each section of the questionnaire.

    It starts from nothing, or brings up to date what the State said before.
    """
    if not may_begin(by, country.pk):
        raise NotAllowedError
    if not cycles_open_to(country, timezone.now()).filter(pk=cycle.pk).exists():
        raise NotOpenError
    questionnaire = current_questionnaire(cycle, country)
    if questionnaire is None:
        raise NotOpenError
    try:
        with transaction.atomic():
            # More time may be granted at this moment: it waits here, or this for it.
            Country.objects.select_for_update(no_key=True).get(pk=country.pk)
            review = _create(country, cycle, questionnaire, language)
            if updates is not None:
                carry_over(review=review, source=updates, by=by)
            return review
    except IntegrityError as error:
        raise AlreadyBegunError(Review.objects.get(country=country, cycle=cycle)) from error


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
