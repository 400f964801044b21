"""Which limits a question of each kind can have."""

from collections.abc import Callable
from dataclasses import dataclass

from publication.translated import in_languages
from reviews.answer_kinds.tables import MOST_ROWS
from reviews.choices import QuestionKind
from reviews.models import Question

OBJECTIVES = 23


@dataclass(frozen=True)
class Measures:
    """Whether words are counted; whether there is a least and a most, and whether these are counts.

    `most` is the number of things that there are to choose from, where that is set.
    """

    words: bool = False
    limits: bool = False
    counts: bool = False
    most: Callable[[Question], int | None] = lambda _question: None


def _options(question: Question) -> int:
    return len(question.options.all())


def _rows(question: Question) -> int:
    """Those that are fixed; of an open table, as many as anybody can be asked for."""
    return len(question.rows.all()) or MOST_ROWS


NONE = Measures()
MEASURES: dict[str, Measures] = {
    QuestionKind.SHORT_TEXT: Measures(words=True),
    QuestionKind.LONG_TEXT: Measures(words=True),
    QuestionKind.NUMBER: Measures(limits=True),
    QuestionKind.ANY_OF: Measures(limits=True, counts=True, most=_options),
    QuestionKind.RANK: Measures(limits=True, counts=True, most=_options),
    QuestionKind.OBJECTIVES: Measures(limits=True, counts=True, most=lambda _q: OBJECTIVES),
    QuestionKind.TABLE: Measures(limits=True, counts=True, most=_rows),
}


def measures_of(kind: str) -> Measures:
    return MEASURES.get(kind, NONE)


def without_others(question: Question) -> Question:
    """Takes out what a question of its kind does not have: of a kind that it was before."""
    measures = measures_of(question.kind)
    if not measures.words:
        question.word_limit = None
    if not measures.limits:
        question.minimum = question.maximum = None
    if question.kind != QuestionKind.NUMBER:
        for name in in_languages("unit"):
            setattr(question, name, "")
    return question
