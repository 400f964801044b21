"""What of an answer has a text of its own: the answer, that it does not apply, and why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from publication.offline import sheets
from reviews.choices import QuestionKind
from reviews.entries import Written
from reviews.models import Question
from reviews.models.answers import Entry
from reviews.offline.texts import text_of, value_of

NOT_APPLICABLE, REASON = ".na", ".why"
YES = "yes"


@dataclass(frozen=True)
class Piece:
    """`key` tells it in a document; `part` says which piece of its question it is."""

    question: Question
    part: str = ""

    @property
    def key(self) -> str:
        return f"{_stem(self.question)}{self.part}"


def _stem(question: Question) -> str:
    """The key of the question, or its number where a document could not carry that key."""
    fits = sheets.KEY.fullmatch(question.key)
    return question.key if fits else f"question.{question.pk}"


def pieces_of(question: Question) -> Iterator[Piece]:
    """A file stays in the portal; that it does not apply can be said."""
    if question.kind != QuestionKind.FILE:
        yield Piece(question)
    if question.may_not_apply:
        yield Piece(question, NOT_APPLICABLE)
        yield Piece(question, REASON)


def texts_in(question: Question, entry: Entry | None) -> dict[str, str]:
    """Each piece as text, by its key."""
    return {piece.key: _text(piece, entry) for piece in pieces_of(question)}


def _text(piece: Piece, entry: Entry | None) -> str:
    if entry is None:
        return ""
    match piece.part:
        case "":
            return text_of(piece.question, entry.value)
        case part if part == NOT_APPLICABLE:
            return YES if entry.not_applicable else ""
        case _reason:
            return entry.reason


def written_with(question: Question, entry: Entry | None, texts: Mapping[str, str]) -> Written:
    """The answer as it stands, with these pieces in place of its own."""
    now = Written() if entry is None else Written(entry.value, entry.not_applicable, entry.reason)
    given = {piece.part: texts[piece.key] for piece in pieces_of(question) if piece.key in texts}
    return Written(
        value=value_of(question, given[""]) if "" in given else now.value,
        not_applicable=bool(given[NOT_APPLICABLE])
        if NOT_APPLICABLE in given
        else now.not_applicable,
        reason=given[REASON].strip() if REASON in given else now.reason,
    )
