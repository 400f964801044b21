"""When a note can go to the co-chairs."""

from django.utils.translation import gettext as _

from dialogues.choices import ParagraphKind
from dialogues.models import BackgroundNote
from publication.workflow import Attempt, Problems


def has_text(note: BackgroundNote, _attempt: Attempt) -> Problems:
    """It has a title and something to read."""
    if not note.title:
        yield _("Give the note a title.")
    written = note.paragraphs.filter(removed_at=None, kind=ParagraphKind.TEXT).exclude(text="")
    if not written.exists():
        yield _("Write at least one paragraph.")
