"""What the verbs of every kind of question share."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils import formats
from django.utils.functional import Promise

from reviews.models import Question

Value = str | list[str] | list[dict[str, str]]
Problems = Iterator[str | Promise]


@dataclass(frozen=True)
class AnswerKind:
    """`read` takes whatever was typed; `check` yields what is wrong with it; `words` shows it."""

    read: Callable[[QueryDict, str], Value]
    check: Callable[[Question, Value], Problems]
    words: Callable[[Question, Value], str]


def read_text(form: QueryDict, name: str) -> str:
    # Browsers send CRLF; one form of line end, so that an untouched text stays the same text.
    return form.get(name, "").replace("\r\n", "\n").strip()


def read_list(form: QueryDict, name: str) -> list[str]:
    return [key for key in form.getlist(name) if key]


def keys_in(value: Value) -> list[str]:
    """What was chosen, one or several, in order."""
    several = [value] if isinstance(value, str) else value
    return [key for key in several if isinstance(key, str)]


def as_typed(_question: Question, value: Value) -> str:
    return ", ".join(keys_in(value))


def check_nothing(_question: Question, _value: Value) -> Problems:
    yield from ()


def figure(number: Decimal) -> str:
    """A number in the reader's own way, without zeros that say nothing."""
    return formats.number_format(number.normalize(), force_grouping=True)
