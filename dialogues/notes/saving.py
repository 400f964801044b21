"""Saving the words of a note: never on top of words that their writer has not seen."""

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dialogues.models import BackgroundNote, Debate, Paragraph
from dialogues.notes.errors import ClosedNoteError, StaleParagraphError, StaleTitleError
from dialogues.notes.holding import held
from dialogues.numbering import code_of_note
from dialogues.rules import may_prepare
from stakeholders.models import User
from stakeholders.record import acting


@transaction.atomic
def begin_note(*, debate: Debate, language: str, by: User) -> BackgroundNote:
    """An empty draft with its code. A debate has one note: whoever comes second gets the first."""
    if not may_prepare.test(by, debate):
        raise ClosedNoteError
    with acting(by, "begin"):
        note, is_new = BackgroundNote.objects.get_or_create(
            debate=debate, defaults={"code": code_of_note(debate), "language": language}
        )
        if is_new:
            Paragraph.objects.create(note=note, order=1, saved_by=by)
    return note


def save_paragraph(*, note: BackgroundNote, key: str, text: str, base: int, by: User) -> Paragraph:
    """Save the text, if nobody has saved the paragraph since `base`. Saying the same is no change.

    What was taken out meanwhile is saved as well, and stays out. Raises StaleParagraphError or
    ClosedNoteError, with nothing written; Paragraph.DoesNotExist where there is none of that key.
    """
    with held(note, by, "write"):
        current = note.paragraphs.get(key=key)
        if current.text == text:
            return current
        changed = Paragraph.objects.filter(pk=current.pk, revision=base).update(
            text=text, revision=F("revision") + 1, saved_at=timezone.now(), saved_by=by
        )
        current = note.paragraphs.select_related("saved_by").get(key=key)
        if changed != 1:
            raise StaleParagraphError(current)
        return current


def save_head(*, note: BackgroundNote, title: str, seen: str, language: str, by: User) -> None:
    """Save the title, if it is still the one that its writer has seen; and the language."""
    with held(note, by, "write") as current:
        if language in dict(settings.LANGUAGES) and language != current.language:
            BackgroundNote.objects.filter(pk=note.pk).update(language=language)
        if current.title == title:
            return
        if current.title != seen:
            raise StaleTitleError(current)
        BackgroundNote.objects.filter(pk=note.pk).update(title=title)


def said_at(paragraph: Paragraph, revision: int) -> str | None:
    """What the paragraph said at an earlier revision, by the record; None where there was none."""
    events = paragraph.events.filter(revision=revision)  # type: ignore[attr-defined]  # by pghistory
    text: str | None = events.order_by("pgh_id").values_list("text", flat=True).last()
    return text
