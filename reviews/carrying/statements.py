"""What was said to a question, then or today, in words and in a language."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from reviews import answer_kinds
from reviews.choices import QuestionKind
from reviews.entries import Written
from reviews.models import Question

TEXTS = {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}
WRITTEN = {*TEXTS, QuestionKind.TABLE}
WITHOUT_ORDER = {QuestionKind.ANY_OF, QuestionKind.OBJECTIVES, QuestionKind.FILE}


@dataclass(frozen=True)
class Statement:
    """`language` is that of the review or report in which it stands."""

    question: Question
    said: Written
    language: str

    @property
    def is_blank(self) -> bool:
        return self.said.is_blank

    @property
    def is_text(self) -> bool:
        """In the words of people; else in those of the questionnaire, in the reader's language."""
        return self.question.kind in WRITTEN or self.said.not_applicable

    @property
    def written_in(self) -> str:
        return self.language if self.is_text else ""

    @cached_property
    def words(self) -> str:
        """As a reader sees it; the reason, where it does not apply."""
        if self.said.not_applicable:
            return f"{_('Not applicable')}. {self.said.reason}".strip()
        kind = answer_kinds.of(self.question)
        return kind.words(self.question, self.said.value) if self.said.value else ""

    def is_comparable_with(self, other: "Statement") -> bool:
        """Texts in two languages, and answers to two kinds of question, may say the same."""
        kinds = {self.question.kind, other.question.kind}
        if len(kinds) > 1 and not kinds <= TEXTS:
            return False
        return self.language == other.language or not (self.is_text or other.is_text)

    def says_the_same_as(self, other: "Statement") -> bool:
        here, there = self.said, other.said
        if here.not_applicable or there.not_applicable or self.question.kind not in WITHOUT_ORDER:
            return here.fields == there.fields or (here.is_blank and there.is_blank)
        return set(here.value) == set(there.value)
