"""Earlier reviews and reports, and reviews that bring them up to date."""

from typing import Any

from publication.choices import State
from reviews.carrying.sources import Source
from reviews.carrying.standing import Beside, besides_in
from reviews.choices import Stamp
from reviews.entries import Written
from reviews.models import EarlierAnswer, EarlierReport, Questionnaire, Review
from reviews.models.asking import Succession
from reviews.services import begin_review
from reviews.services.carrying import stamp_answer
from stakeholders.models import User
from tests.factories.compact import CountryFactory
from tests.factories.publication import moved
from tests.factories.reviews import (
    begun,
    filled,
    focal_point_of,
    forum,
    not_frozen,
    section_of,
)


def earlier(iso3: str = "CRI", year: int = 2026, language: str = "en", **answers: Any) -> Review:
    """A published review of a forum before."""
    review = filled(begun(iso3, cycle=forum(year), language=language), **answers)
    return moved(review, to=State.PUBLISHED)


def updating(source: Source, year: int = 2030, language: str = "en") -> Review:
    """The State's new draft, which brings the source up to date."""
    return begin_review(
        country=source.country,
        cycle=forum(year),
        language=language,
        updates=source,
        by=focal_point_of(source.country_id),
    )


def report(iso3: str = "CRI", year: int = 2024, **fields: Any) -> EarlierReport:
    """A report of a regional round. Answers are given by `said`."""
    values = {
        "title": "Regional review",
        "language": "en",
        "entered_by": focal_point_of(iso3),
        **fields,
    }
    return EarlierReport.objects.create(country=CountryFactory(iso3=iso3), year=year, **values)


def said(of: EarlierReport, questionnaire: Questionnaire, **answers: Any) -> EarlierReport:
    for name, value in answers.items():
        question = questionnaire.sections.get(questions__key=name.replace("_", "-")).questions.get(
            key=name.replace("_", "-")
        )
        EarlierAnswer.objects.create(report=of, question=question, value=value)
    return of


def succeeds(
    later: Questionnaire, earlier: Questionnaire, key: str, *became: str, how: str
) -> None:
    """Say what became of a question of the earlier questionnaire."""
    with not_frozen():
        Questionnaire.objects.filter(pk=later.pk).update(made_from=earlier)
        for name in became or (None,):
            Succession.objects.create(
                questionnaire=later,
                earlier=question_in(earlier, key),
                later=question_in(later, name) if name else None,
                how=how,
            )


def question_in(questionnaire: Questionnaire, key: str) -> Any:
    return questionnaire.sections.get(questions__key=key).questions.get(key=key)


def beside(review: Review, key: str) -> Beside:
    """The one earlier answer at a question, as it stands."""
    (found,) = besides_in(review, question__key=key)
    return found


def stamp(review: Review, key: str, value: Stamp, by: User | None = None) -> None:
    one = beside(review, key)
    stamp_answer(
        carried=one.carried,
        section=section_of(review, one.question.section.key),
        stamp=value,
        by=by or focal_point_of(review.country_id),
    )


def statement(value: Any = "", **more: Any) -> Written:
    return Written(value, **more)
