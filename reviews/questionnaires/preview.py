"""A questionnaire as a focal point will see it. Nothing is saved: the answers are made up."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from compact.models import Country
from reviews import entries
from reviews.conditions import Asked, asked_of, conditions_of
from reviews.entries import Written
from reviews.models import Answer, Question, Questionnaire, Review, ReviewSection, Section
from reviews.problems import Problem, problems_with, questions_of
from reviews.rows import QuestionRow

Remembered = dict[str, dict[str, Any]]
"""What was chosen where something depends on it, by the key of the question."""


@dataclass
class PreviewRow(QuestionRow):
    """A question with what is typed in the preview, which is no answer."""

    @property
    def problems(self) -> list[Problem]:
        if not self.is_asked:
            return []
        typed = Answer(question=self.question, **self.shown.fields)
        return problems_with(self.question, typed, has_files=False)


@dataclass
class Preview:
    """A review of no State. `remembered` goes from section to section, so that conditions hold."""

    questionnaire: Questionnaire
    remembered: Remembered = field(default_factory=dict)

    @property
    def review(self) -> Review:
        return Review(
            code="PREVIEW",
            country=Country(name=_("your State")),
            cycle=self.questionnaire.cycle,
            questionnaire=self.questionnaire,
            language=get_language() or "en",
        )

    def address(self, name: str, *places: object) -> str:
        """Where a link of the page leads in a preview: to its sections, and nowhere else."""
        pk = self.questionnaire.pk
        if name == "tasks" or not places:
            return reverse("questionnaire_desk:preview", args=[pk])
        return reverse("questionnaire_desk:preview_of", args=[pk, places[0]])

    def rows_of(self, section: Section, typed: QueryDict | None) -> list[PreviewRow]:
        """The questions of a section with what was typed; what decides something is remembered."""
        questions = questions_of(self.review, section)
        shown = {question.pk: self._shown(question, typed) for question in questions}
        self._remember(questions, shown)
        asked = self.asked()
        return [
            PreviewRow(
                question=question,
                answer=None,
                shown=shown[question.pk],
                base=0,
                is_asked=asked.asks(question),
            )
            for question in questions
        ]

    def section_of(self, section: Section) -> ReviewSection:
        return ReviewSection(review=self.review, section=section)

    def asked(self) -> Asked:
        questions = Question.objects.filter(
            section__questionnaire=self.questionnaire, key__in=self.remembered
        )
        said = [Answer(question=one, **self.remembered[one.key]) for one in questions]
        return asked_of(self.questionnaire.pk, said)

    def _shown(self, question: Question, typed: QueryDict | None) -> Written:
        read = entries.read(typed, question) if typed is not None else None
        if read is not None:
            return read[0]
        return Written(**self.remembered.get(question.key, {}))

    def _remember(self, questions: Iterable[Question], shown: dict[int, Written]) -> None:
        deciding = conditions_of(self.questionnaire.pk).deciding
        for question in questions:
            if question.pk in deciding:
                self.remembered[question.key] = shown[question.pk].fields
