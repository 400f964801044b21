"""Why a note was not changed."""

from dialogues.models import BackgroundNote, Paragraph


class NoteError(Exception):
    """Nothing was written."""


class ClosedNoteError(NoteError):
    """The note is not being written, or not by this person."""


class StaleParagraphError(NoteError):
    """Another saved it in between; `current` is what stands."""

    def __init__(self, current: Paragraph) -> None:
        super().__init__("Another saved this paragraph in between.")
        self.current = current


class StaleTitleError(NoteError):
    """Another changed the title in between."""

    def __init__(self, current: BackgroundNote) -> None:
        super().__init__("Another changed the title in between.")
        self.current = current


class FullNoteError(NoteError):
    """It has as many paragraphs as a note can have."""


class CannotCiteError(NoteError):
    """There is no such thing that everybody can read."""


class CannotClearError(NoteError):
    """It is not before the co-chairs, it has changed, or this person speaks for none of them."""
