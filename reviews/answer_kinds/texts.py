"""Texts, short and long."""

from django.utils.translation import gettext_lazy as _

from publication.text import count_words
from reviews.answer_kinds.values import AnswerKind, Problems, Value, as_typed, read_text
from reviews.models import Question

SHORT_TEXT_LENGTH = 300


def _check_short(question: Question, value: Value) -> Problems:
    if len(value) > SHORT_TEXT_LENGTH:
        yield _("This is longer than %(limit)s characters.") % {"limit": SHORT_TEXT_LENGTH}
    yield from _check_words(question, value)


def _check_words(question: Question, value: Value) -> Problems:
    words = count_words(str(value))
    if question.word_limit and words > question.word_limit:
        yield _("This has %(words)s words; the limit is %(limit)s.") % {
            "words": words,
            "limit": question.word_limit,
        }


SHORT_TEXT = AnswerKind(read_text, _check_short, as_typed)
LONG_TEXT = AnswerKind(read_text, _check_words, as_typed)
