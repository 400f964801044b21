"""What can be chosen, and what the lines of a table are called, in every language of the portal."""

import re
from collections.abc import Callable, Iterable, Mapping

from django.conf import settings
from django.utils import translation

from reviews.answer_kinds import YES_NO, offered
from reviews.models import Question, TableColumn, TableRow

Names = Mapping[str, str]
"""By folded name: the key."""


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def names_of(question: Question, also: Iterable[str] = ()) -> Names:
    """Of each choice its key, and its name in each language. `also` are keys that were kept."""
    return {**{folded(key): key for key in also}, **_in_every_language(lambda: offered(question))}


def names_of_yes_and_no() -> Names:
    return _in_every_language(lambda: {key: str(label) for key, label in YES_NO.items()})


def names_of_lines(lines: Iterable[TableColumn | TableRow]) -> Names:
    lines = list(lines)
    return _in_every_language(lambda: {line.key: str(line.label) for line in lines})


def _in_every_language(labels: Callable[[], Mapping[str, str]]) -> Names:
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for key, label in labels().items():
                known.setdefault(folded(label), key)
    return known | {folded(key): key for key in labels()}


# Signs that people and word processors put before a name.
TICKED = re.compile(r"^(?:[\u2612\u2611\u2713\u2714\u2717\u2718]|\[\s*[xX]\s*\])\s*")
NOT_TICKED = re.compile(r"^(?:\u2610|\[\s*\])")
NUMBERED = re.compile(r"^([0-9]{1,3})(?:\s*[.)\u3001:]\s*|\s+)")
BULLET = re.compile(r"^[-\u2022*\u2013\u2014\u00b7]\s*")
