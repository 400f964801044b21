"""What people make of an answer in a document, read back: in any language, and in any way."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from publication.offline import Unread
from publication.offline.controls import NOTHING
from reviews.choices import QuestionKind
from reviews.models import Question
from reviews.offline.names import (
    BULLET,
    NOT_TICKED,
    NUMBERED,
    TICKED,
    Names,
    folded,
    names_of,
)
from reviews.offline.pieces import NOT_APPLICABLE, REASON, YES, Piece
from reviews.offline.returning_tables import table_from
from reviews.offline.texts import ONE, SEVERAL, in_order

NO_SUCH_CHOICE = _("There is no such choice in the list.")
# What people put between names in a line, in whichever script.
BETWEEN = re.compile("[;\u061b\uff1b]")
LONGEST_NAME = 500  # with what stands before it


def text_from(piece: Piece, said: str, kept: Iterable[str] = ()) -> tuple[str | None, list[Unread]]:
    """The text, or None where it cannot be read; and what of it could not be read.

    `kept` are texts that this answer has or had: what stands there is known, whatever it is.
    """
    question = piece.question
    if piece.part == NOT_APPLICABLE:
        return _is_ticked(said), []
    if piece.part == REASON:
        return said, []
    if question.kind == QuestionKind.TABLE:
        return table_from(question, piece.key, said)
    if question.kind in ONE:
        return _one(piece, said, _names(question, kept))
    if question.kind in SEVERAL:
        return _several(piece, said, _names(question, kept))
    return said, []


def _names(question: Question, kept: Iterable[str]) -> Names:
    return names_of(question, (key for text in kept for key in text.split("\n") if key))


def _is_ticked(said: str) -> str:
    """A sign before it, or a word in place of it; an empty box is none."""
    text = said.strip()
    return "" if not text or NOT_TICKED.match(text) else YES


def _one(piece: Piece, said: str, names: Names) -> tuple[str | None, list[Unread]]:
    text = TICKED.sub("", said.strip())
    if not text.strip(f"{NOTHING}-\u2013 "):
        return "", []
    key = names.get(folded(text))
    return (key, []) if key else (None, [Unread(piece.key, NO_SUCH_CHOICE, text)])


def _several(piece: Piece, said: str, names: Names) -> tuple[str, list[Unread]]:
    """Where all have numbers, these are the order; else they stand in order."""
    found = [one for line in said.split("\n") for one in _in_a_line(line.strip(), names)]
    if found and all(number for number, _key, _text in found):
        found.sort(key=lambda one: one[0])
    unread = [Unread(piece.key, NO_SUCH_CHOICE, text) for _n, key, text in found if not key]
    keys = in_order(piece.question, [key for _number, key, _text in found if key])
    return "\n".join(keys), unread


Found = tuple[int, str, str]
"""The number before it, if any; the key, if there is such a choice; and the words."""


def _in_a_line(line: str, names: Names) -> Iterator[Found]:
    if not line.strip(NOTHING) or NOT_TICKED.match(line):
        return
    whole = _named(line, names)
    if whole[1] or not BETWEEN.search(line):
        yield whole
    else:
        pieces = (piece.strip() for piece in BETWEEN.split(line))
        yield from (_named(piece, names) for piece in pieces if piece)


def _named(words: str, names: Names) -> Found:
    """A name may begin with a number itself, as those of objectives do."""
    text, number = TICKED.sub("", words), 0
    if len(text) > LONGEST_NAME:
        return 0, "", words
    while folded(text) not in names:
        if match := NUMBERED.match(text):
            number = number or int(match[1])
        elif not (match := BULLET.match(text)):
            break
        text = text[match.end() :]
    return number, names.get(folded(text), ""), words
