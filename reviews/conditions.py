"""Which questions and sections a review is asked, by what was answered so far.

A condition counts only an answer that is itself asked and that applies. What is not asked keeps its
answer: it is neither required nor published, and comes back when it is asked again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, TypeVar

from reviews.models import Answer, Condition, Question, Review, Section


class Said(Protocol):
    """An answer, saved or made up: what it says, and to which question."""

    question_id: int
    value: Any
    not_applicable: bool


Given = TypeVar("Given", bound=Answer)
Test = tuple[int, frozenset[str]]
"""The question that decides, and any of the answers that do."""


@dataclass(frozen=True)
class Asked:
    """The primary keys of what is asked."""

    questions: frozenset[int]
    sections: frozenset[int]

    def asks(self, question: Question) -> bool:
        return question.pk in self.questions


@dataclass(frozen=True)
class Conditions:
    """When each question and section of a questionnaire is asked."""

    sections: frozenset[int]
    section_of: Mapping[int, int]
    of_questions: Mapping[int, list[Test]]
    of_sections: Mapping[int, list[Test]]

    @cached_property
    def deciding(self) -> frozenset[int]:
        """The questions on whose answers something depends."""
        tests = [*self.of_questions.values(), *self.of_sections.values()]
        return frozenset(on for of_one in tests for on, _values in of_one)

    def given(self, said: Iterable[Said]) -> "Decision":
        chosen = {one.question_id: _chosen(one) for one in said}
        return Decision(self, chosen)


@dataclass
class Decision:
    """Conditions, met by what was said."""

    conditions: Conditions
    chosen: Mapping[int, frozenset[str]]
    _known: dict[int, bool] = field(default_factory=dict)

    def asks(self, question: int) -> bool:
        if question not in self._known:
            # Questions that wait for each other are never asked.
            self._known[question] = False
            section = self.conditions.section_of.get(question)
            self._known[question] = (section is None or self.asks_section(section)) and self._meets(
                self.conditions.of_questions.get(question, [])
            )
        return self._known[question]

    def asks_section(self, section: int) -> bool:
        return self._meets(self.conditions.of_sections.get(section, []))

    def _meets(self, tests: list[Test]) -> bool:
        return all(
            self.chosen.get(on, frozenset()) & values and self.asks(on) for on, values in tests
        )


def conditions_of(questionnaire: int, questions: Iterable[Question] | None = None) -> Conditions:
    """The conditions of a questionnaire, by its primary key: two queries.

    One, with all its `questions` at hand.
    """
    if questions is None:
        places = Section.objects.filter(questionnaire=questionnaire).order_by()
        pairs = list(places.values_list("pk", "questions"))
    else:
        pairs = [(question.section_id, question.pk) for question in questions]
    conditions = Condition.objects.filter(on__section__questionnaire=questionnaire)
    section_of = {question: section for section, question in pairs if question is not None}
    return _gathered(frozenset(section for section, _question in pairs), section_of, conditions)


def asked_of(questionnaire: int, said: Iterable[Said]) -> Asked:
    """What a questionnaire asks of somebody who said that: two queries."""
    conditions = conditions_of(questionnaire)
    decision = conditions.given(said)
    return Asked(
        questions=frozenset(filter(decision.asks, conditions.section_of)),
        sections=frozenset(filter(decision.asks_section, conditions.sections)),
    )


def asked_in(review: Review) -> Asked:
    """What is asked of the State now: three queries."""
    return asked_of(review.questionnaire_id, Answer.objects.filter(review=review).order_by())


def asked_by_key(review: Review, section: Section) -> dict[str, bool]:
    """Of the questions of a section that are not always asked, whether they are now."""
    asked = asked_in(review)
    questions = section.questions.filter(conditions__isnull=False).distinct()
    return {key: pk in asked.questions for pk, key in questions.values_list("pk", "key")}


def decisions_of(reviews: list[Review]) -> dict[int, Decision]:
    """What each of the reviews is asked, by primary key: three queries for them all."""
    of = {review.questionnaire_id for review in reviews}
    conditions = Condition.objects.filter(on__section__questionnaire__in=of)
    places = Question.objects.filter(section__questionnaire__in=of).order_by()
    together = _gathered(frozenset(), dict(places.values_list("pk", "section")), conditions)
    said: dict[int, list[Answer]] = {review.pk: [] for review in reviews}
    deciding = Answer.objects.filter(review__in=reviews, question__in=together.deciding)
    for answer in deciding.order_by():
        said[answer.review_id].append(answer)
    return {review: together.given(answers) for review, answers in said.items()}


def asked_among(answers: Iterable[Given]) -> list[Given]:
    """The answers of one review without those that are not asked (any more).

    For lists: fetch the answers with `question` and prefetch `CONDITIONS_OF_ANSWERS`.
    """
    answers = list(answers)
    questions = [answer.question for answer in answers]
    conditions = [
        *(one for question in questions for one in question.conditions.all()),
        *(one for question in questions for one in question.section.conditions.all()),
    ]
    section_of = {question.pk: question.section_id for question in questions}
    decision = _gathered(frozenset(), section_of, conditions).given(answers)
    return [answer for answer in answers if decision.asks(answer.question_id)]


CONDITIONS_OF_ANSWERS = ("question__conditions", "question__section__conditions")


def _gathered(
    sections: frozenset[int], section_of: dict[int, int], conditions: Iterable[Condition]
) -> Conditions:
    of_questions: dict[int, list[Test]] = defaultdict(list)
    of_sections: dict[int, list[Test]] = defaultdict(list)
    for one in conditions:
        test = (one.on_id, frozenset(one.values))
        if one.question_id is not None:
            of_questions[one.question_id].append(test)
        elif one.section_id is not None:
            of_sections[one.section_id].append(test)
    return Conditions(sections, section_of, of_questions, of_sections)


def _chosen(said: Said) -> frozenset[str]:
    """What can meet a condition: the one thing that was chosen, or any of several."""
    if said.not_applicable:
        return frozenset()
    value = said.value
    several = value if isinstance(value, list) else [value]
    return frozenset(one for one in several if isinstance(one, str))
