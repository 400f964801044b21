"""Reviews of two forums and several versions, as the tests of versions and changes need them."""

from typing import Any

from compact.models import Cycle
from publication.choices import State
from publication.moves import make_move
from reviews import choices
from reviews.models import Answer, Question, Questionnaire, Review, Succession
from tests.factories.publication import examiner, moved
from tests.factories.reviews import (
    begun,
    filled,
    focal_point_of,
    forum,
    not_frozen,
    question_of,
    questionnaire,
)

FIRST, SECOND = 2026, 2030
NOTE = "A slip of the pen."


def corrected(review: Review, note: str = NOTE, **answers: Any) -> Review:
    """A further version, with these answers in it (`budget="8"`); "" takes one out."""
    for name, value in answers.items():
        question = question_of(review, name.replace("_", "-"))
        present = Answer.objects.filter(review=review, question=question)
        if value == "":
            present.update(value="")
        elif not present.update(value=value):
            by = focal_point_of(review.country_id)
            Answer.objects.create(review=review, question=question, value=value, by=by)
    make_move(review, "correct", by=examiner(), note=note)
    return review


def withdrawn(review: Review, note: str = "The Government asked for it.") -> Review:
    make_move(review, "withdraw", by=examiner(), note=note)
    return review


def published_for(
    year: int, iso3: str = "CRI", *, language: str = "en", **answers: str | list[str]
) -> Review:
    cycle = Cycle.objects.filter(year=year).first() or forum(year)
    review = filled(begun(iso3, cycle=cycle, language=language), **answers)
    return moved(review, to=State.PUBLISHED)


def made_from(earlier: Questionnaire, year: int, *, version: int = 1) -> Questionnaire:
    """The same questions for another forum, as a version that was made from the earlier one."""
    cycle = forum(year) if not Cycle.objects.filter(year=year).exists() else None
    if cycle is not None and version == 1:
        made = cycle.questionnaires.get()
    else:
        made = questionnaire(Cycle.objects.get(year=year), version=version)
    with not_frozen():
        Questionnaire.objects.filter(pk=made.pk).update(made_from=earlier)
    made.refresh_from_db()
    return made


def asked(questionnaire: Questionnaire, key: str) -> Question:
    return Question.objects.get(section__questionnaire=questionnaire, key=key)


def becomes(
    later: Questionnaire, key: str, *became: str, how: str = choices.Succession.CONTINUES
) -> None:
    """Say what became of a question of the version before; of none, that it is retired."""
    earlier = asked(later.made_from, key)  # type: ignore[arg-type]
    with not_frozen():
        if not became:
            Succession.objects.create(
                questionnaire=later, earlier=earlier, how=choices.Succession.RETIRES
            )
        for one in became:
            Succession.objects.create(
                questionnaire=later, earlier=earlier, later=asked(later, one), how=how
            )


def renamed(questionnaire: Questionnaire, key: str, now: str, label: str = "") -> None:
    """The question has another key in this version, and perhaps other words."""
    with not_frozen():
        question = asked(questionnaire, key)
        question.key = now
        if label:
            question.label = label
        question.save()
