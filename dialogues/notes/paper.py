"""The note on paper, with its sources as endnotes."""

from dialogues.models import BackgroundNote
from publication.paper.documents import Document


def paper_of_note(note: BackgroundNote, language: str) -> Document:
    return Document(title=note.title, language=language, day=note.saved_at.date())
