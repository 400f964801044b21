"""The form of a note that is sent: all that it says is saved, as far as nobody was quicker."""

from dataclasses import dataclass, field

from django.http import QueryDict

from dialogues.choices import ParagraphKind
from dialogues.models import BackgroundNote
from dialogues.notes.arranging import add_paragraph
from dialogues.notes.editing import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    one_line,
    read_base,
    read_text,
)
from dialogues.notes.errors import FullNoteError, StaleParagraphError, StaleTitleError
from dialogues.notes.saving import said_at, save_head, save_paragraph
from stakeholders.models import User


@dataclass
class Refused:
    """The keys of the paragraphs that were not saved, and why; `title` is what another gave it.

    `is_full` says that one of the conflicts stays because there is no place for another paragraph.
    """

    conflicts: set[str] = field(default_factory=set)
    too_long: set[str] = field(default_factory=set)
    title: str | None = None
    long_title: bool = False
    is_full: bool = False

    def __bool__(self) -> bool:
        return bool(self.conflicts or self.too_long or self.title is not None or self.long_title)

    @property
    def is_conflict(self) -> bool:
        return bool(self.conflicts) or self.title is not None


def save_all(*, note: BackgroundNote, typed: QueryDict, by: User) -> Refused:
    """Raises ClosedNoteError. What is refused is not written; everything else is.

    With the button `theirs-<key>` the writer does without the own text of a paragraph, with
    `both-<key>` it becomes a paragraph of its own below the other's.
    """
    refused = Refused()
    _save_head(note, typed, by, refused)
    choice, _dash, chosen = typed.get("do", "").partition("-")
    for key, saved in list(note.paragraphs.values_list("key", "text")):
        text = read_text(typed, key)
        if text is None or text == saved or (choice, chosen) == ("theirs", key):
            continue
        if len(text) > LONGEST_TEXT:
            refused.too_long.add(key)
        elif (choice, chosen) == ("both", key):
            _keep_both(note, key, text, by, refused)
        elif not _is_saved(note, key, typed, by):
            refused.conflicts.add(key)
    return refused


def _keep_both(note: BackgroundNote, key: str, text: str, by: User, refused: Refused) -> None:
    try:
        add_paragraph(note=note, after=key, kind=ParagraphKind.TEXT, text=text, by=by)
    except FullNoteError:
        refused.is_full = True
        refused.conflicts.add(key)


def _is_saved(note: BackgroundNote, key: str, typed: QueryDict, by: User) -> bool:
    """A text that its writer left as it was gives way to what another made of it."""
    text, base = read_text(typed, key) or "", read_base(typed, key)
    try:
        save_paragraph(note=note, key=key, text=text, base=base, by=by)
    except StaleParagraphError as error:
        return said_at(error.current, base) == text
    return True


def _save_head(note: BackgroundNote, typed: QueryDict, by: User, refused: Refused) -> None:
    if "title" not in typed or typed.get("do") == "theirs-title":
        return
    title = one_line(typed.get("title", ""))
    if len(title) > LONGEST_TITLE:
        refused.long_title = True
        return
    seen, language = typed.get("title-seen", ""), typed.get("language", "")
    try:
        save_head(note=note, title=title, seen=seen, language=language, by=by)
    except StaleTitleError as error:
        refused.title = error.current.title
