"""An answer as a person reads it, in the language that is active."""

from django.utils.translation import gettext as _

from reviews import answer_kinds
from reviews.answer_kinds import YES_NO, offered
from reviews.choices import QuestionKind
from reviews.offline.pieces import NOT_APPLICABLE, REASON, Piece
from reviews.offline.texts import ONE, SEVERAL, value_of


def in_words(piece: Piece, text: str) -> str:
    """What is no choice of the list stands there as it was typed."""
    question = piece.question
    if piece.part == NOT_APPLICABLE:
        return str(YES_NO["yes" if text else "no"])
    if piece.part == REASON or not text:
        return text
    if question.kind in ONE | SEVERAL:
        labels = offered(question)
        return "\n".join(labels.get(key, key) for key in text.split("\n"))
    if question.kind == QuestionKind.TABLE:
        return answer_kinds.of(question).words(question, value_of(question, text))
    return text


def label_of(piece: Piece) -> str:
    label = str(piece.question.label)
    if piece.part == NOT_APPLICABLE:
        return _("%(question)s – not applicable") % {"question": label}
    if piece.part == REASON:
        return _("%(question)s – why it does not apply") % {"question": label}
    return label
