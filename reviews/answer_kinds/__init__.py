"""How each kind of question is read from a form, checked at submission, and put into words."""

from reviews.answer_kinds import choices, figures, tables, texts
from reviews.answer_kinds.choices import YES_NO, chosen_labels, offered
from reviews.answer_kinds.figures import parse_date, parse_number
from reviews.answer_kinds.tables import lines_of
from reviews.answer_kinds.texts import SHORT_TEXT_LENGTH
from reviews.answer_kinds.values import AnswerKind, Problems, Value, as_typed, check_nothing
from reviews.choices import QuestionKind
from reviews.models import Question

__all__ = [
    "KINDS",
    "SHORT_TEXT_LENGTH",
    "YES_NO",
    "AnswerKind",
    "Problems",
    "Value",
    "chosen_labels",
    "lines_of",
    "of",
    "offered",
    "parse_date",
    "parse_number",
]

KINDS: dict[QuestionKind, AnswerKind] = {
    QuestionKind.SHORT_TEXT: texts.SHORT_TEXT,
    QuestionKind.LONG_TEXT: texts.LONG_TEXT,
    QuestionKind.ONE_OF: choices.ONE_OF,
    QuestionKind.ANY_OF: choices.ANY_OF,
    QuestionKind.YES_NO: choices.YES_OR_NO,
    QuestionKind.NUMBER: figures.NUMBER,
    QuestionKind.DATE: figures.DATE,
    # Files are kept as attachments; the answer itself only says "not applicable", and why.
    QuestionKind.FILE: AnswerKind(lambda _form, _name: "", check_nothing, as_typed),
    QuestionKind.TABLE: tables.TABLE,
    QuestionKind.RANK: choices.RANK,
    QuestionKind.OBJECTIVES: choices.OBJECTIVES,
}


def of(question: Question) -> AnswerKind:
    return KINDS[QuestionKind(question.kind)]
