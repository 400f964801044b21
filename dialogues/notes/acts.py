"""What the buttons of a note's form do, once all that was typed is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, QueryDict
from django.utils.translation import gettext_lazy as _

from dialogues.choices import ParagraphKind
from dialogues.models import BackgroundNote
from dialogues.notes.arranging import (
    add_paragraph,
    move_paragraph,
    remove_paragraph,
    split_paragraph,
    take_back_paragraph,
)
from dialogues.notes.citing import cite_in, uncite_in
from dialogues.notes.refs import Ref
from stakeholders.models import User

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

MOST_DIGITS = 18
ALONE = _("There is nothing to split at: leave a blank line where a new one begins.")
SPLIT = _("Split. Each part keeps the sources: take away those that are not behind it.")
TAKEN_OUT = _("Taken out. You can take it back at the end of the page.")


@dataclass(frozen=True)
class Done:
    """At which paragraph the page opens again, and what is said."""

    key: str = ""
    words: "Text" = ""


# Of the note, what stands behind the name of the button, the form, and who pressed it.
Act = Callable[[BackgroundNote, str, QueryDict, User], Done]


def _add(kind: ParagraphKind) -> Act:
    def add(note: BackgroundNote, after: str, _typed: QueryDict, by: User) -> Done:
        return Done(add_paragraph(note=note, after=after, kind=kind, by=by).key)

    return add


def _move(*, up: bool) -> Act:
    def move(note: BackgroundNote, key: str, _typed: QueryDict, by: User) -> Done:
        move_paragraph(note=note, key=key, up=up, by=by)
        return Done(key)

    return move


def _split(note: BackgroundNote, key: str, _typed: QueryDict, by: User) -> Done:
    count = split_paragraph(note=note, key=key, by=by)
    return Done(key, ALONE if count == 1 else SPLIT if count else "")


def _take_out(note: BackgroundNote, key: str, _typed: QueryDict, by: User) -> Done:
    remove_paragraph(note=note, key=key, by=by)
    return Done(words=TAKEN_OUT)


def _take_back(note: BackgroundNote, key: str, _typed: QueryDict, by: User) -> Done:
    take_back_paragraph(note=note, key=key, by=by)
    return Done(key)


def _cite(note: BackgroundNote, ref: str, typed: QueryDict, by: User) -> Done:
    key = typed.get("at", "")
    cite_in(note=note, key=key, ref=ref_in(ref), by=by)
    return Done(key)


def _uncite(note: BackgroundNote, about: str, _typed: QueryDict, by: User) -> Done:
    key, _dash, number = about.partition("-")
    uncite_in(note=note, key=key, number=number_in(number), by=by)
    return Done(key)


ACTS: Mapping[str, Act] = {
    "text": _add(ParagraphKind.TEXT),
    "heading": _add(ParagraphKind.HEADING),
    "up": _move(up=True),
    "down": _move(up=False),
    "split": _split,
    "out": _take_out,
    "back": _take_back,
    "cite": _cite,
    "uncite": _uncite,
}


def ref_in(text: str) -> Ref:
    """As our own pages send it. Anything else is not there."""
    try:
        return Ref.read(text)
    except ValueError as error:
        raise Http404 from error


def number_in(text: str) -> int:
    """The number of a row, as our own pages send it. Anything else is not there."""
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise Http404
    return int(text)
