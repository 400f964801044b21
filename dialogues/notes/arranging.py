"""The paragraphs of a note in their order: added, moved, split, taken out and taken back."""

import re
from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone

from dialogues.choices import ParagraphKind
from dialogues.models import BackgroundNote, Paragraph
from dialogues.notes.citing import copy_sources
from dialogues.notes.errors import FullNoteError
from dialogues.notes.holding import held
from stakeholders.models import User

MOST_PARAGRAPHS = 100
BETWEEN = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def add_paragraph(
    *, note: BackgroundNote, after: str, kind: ParagraphKind, by: User, text: str = ""
) -> Paragraph:
    """A new one below that of the key `after`; without such a one, the first."""
    with held(note, by, "add"):
        in_order = _in_order(note)
        if len(in_order) >= MOST_PARAGRAPHS:
            raise FullNoteError
        place = next((i for i, one in enumerate(in_order, 1) if one.key == after), 0)
        new = Paragraph.objects.create(note=note, order=0, kind=kind, text=text, saved_by=by)
        _put_in_order([*in_order[:place], new, *in_order[place:]])
    return new


def move_paragraph(*, note: BackgroundNote, key: str, up: bool, by: User) -> None:
    """One place up or down; at the end of the way it stays."""
    with held(note, by, "move"):
        in_order = _in_order(note)
        here = next((i for i, one in enumerate(in_order) if one.key == key), None)
        there = None if here is None else here + (-1 if up else 1)
        if here is not None and there is not None and 0 <= there < len(in_order):
            in_order[here], in_order[there] = in_order[there], in_order[here]
            _put_in_order(in_order)


def split_paragraph(*, note: BackgroundNote, key: str, by: User) -> int:
    """Make a paragraph of each part between blank lines. Every part keeps the sources.

    Returns how many there are of it now.
    """
    with held(note, by, "split"):
        in_order = _in_order(note)
        place = next((i for i, one in enumerate(in_order, 1) if one.key == key), None)
        if place is None:
            return 0
        first = in_order[place - 1]
        text, *more = [part.strip() for part in BETWEEN.split(first.text.strip())]
        if not more:
            return 1
        if len(in_order) + len(more) > MOST_PARAGRAPHS:
            raise FullNoteError
        _write(first, text, by)
        new = [_part_of(first, part, by) for part in more]
        for one in new:
            copy_sources(note, first.key, one.key)
        _put_in_order([*in_order[:place], *new, *in_order[place:]])
        return len(more) + 1


def remove_paragraph(*, note: BackgroundNote, key: str, by: User) -> None:
    """Out of the note, not out of the record: it can be taken back, with its sources."""
    with held(note, by, "take out"):
        there = note.paragraphs.filter(key=key, removed_at=None)
        there.update(removed_at=timezone.now(), saved_by=by)


def take_back_paragraph(*, note: BackgroundNote, key: str, by: User) -> None:
    """At the place where it stood, as near as it can be told."""
    with held(note, by, "take back"):
        if len(_in_order(note)) >= MOST_PARAGRAPHS:
            raise FullNoteError
        gone = note.paragraphs.filter(key=key, removed_at__isnull=False)
        gone.update(removed_at=None, saved_by=by)
        _put_in_order(_in_order(note))


def _in_order(note: BackgroundNote) -> list[Paragraph]:
    return list(note.paragraphs.filter(removed_at=None))


def _put_in_order(paragraphs: Iterable[Paragraph]) -> None:
    for order, paragraph in enumerate(paragraphs, 1):
        if paragraph.order != order:
            Paragraph.objects.filter(pk=paragraph.pk).update(order=order)


def _write(paragraph: Paragraph, text: str, by: User) -> None:
    Paragraph.objects.filter(pk=paragraph.pk).update(
        text=text, revision=F("revision") + 1, saved_at=timezone.now(), saved_by=by
    )


def _part_of(first: Paragraph, text: str, by: User) -> Paragraph:
    return Paragraph.objects.create(
        note_id=first.note_id, order=0, kind=first.kind, text=text, saved_by=by
    )
