"""In a document everything of a section is asked: beside it stands when it counts."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reviews.answer_kinds import offered
from reviews.models import Condition, Question, Review


class When:
    """What is said beside the questions and sections of a review, in the active language."""

    def __init__(self, review: Review, questions: list[Question]) -> None:
        self._questions = {question.pk: question for question in questions}
        self._of_questions: dict[int, list[Condition]] = defaultdict(list)
        self._of_sections: dict[int, list[Condition]] = defaultdict(list)
        for one in Condition.objects.filter(on__section__questionnaire=review.questionnaire_id):
            if one.question_id is not None:
                self._of_questions[one.question_id].append(one)
            elif one.section_id is not None:
                self._of_sections[one.section_id].append(one)

    def of_question(self, question: Question) -> list[str]:
        return [self._words(one) for one in self._of_questions[question.pk]]

    def of_section(self, section: int) -> list[str]:
        return [self._words(one) for one in self._of_sections[section]]

    def _words(self, condition: Condition) -> str:
        on = self._questions[condition.on_id]
        labels = offered(on)
        answers = [labels.get(value, value) for value in condition.values]
        return _("Only where “%(question)s” is answered with: %(answers)s.") % {
            "question": on.label,
            "answers": pgettext("between two names", ", ").join(answers),
        }
