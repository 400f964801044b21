"""The note held while it is changed: nobody sends it to the co-chairs half-way."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from dialogues.models import BackgroundNote
from dialogues.notes.errors import ClosedNoteError
from dialogues.rules import may_write_note
from stakeholders.models import User
from stakeholders.record import acting


@contextmanager
def held(note: BackgroundNote, by: User, verb: str) -> Iterator[BackgroundNote]:
    """The note as it is now, locked, while `by` changes it; the record says so."""
    with transaction.atomic(), acting(by, verb):
        current = BackgroundNote.objects.select_for_update().get(pk=note.pk)
        if not may_write_note(by, current):
            raise ClosedNoteError
        yield current
        BackgroundNote.objects.filter(pk=note.pk).update(saved_at=timezone.now())
