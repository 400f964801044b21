"""Which version of a note is in force, and where the notes in force cite a contribution."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from dialogues.models import BackgroundNote, Post
from dialogues.notes.content import paragraphs_by_ref
from dialogues.notes.refs import Ref
from publication.choices import State
from publication.models import Citation, Publishable, StateChange


@dataclass(frozen=True)
class CitedAt:
    """A paragraph of a published note that cites a contribution: “paragraph 3”."""

    code: str
    title: str
    language: str
    paragraph: int
    address: str


def in_force(notes: Collection[BackgroundNote]) -> Mapping[int, StateChange]:
    """By the number of the note what was published of it last: one query for them all."""
    published = StateChange.objects.filter(
        item_type=ContentType.objects.get_for_model(BackgroundNote),
        item_id__in=[note.pk for note in notes],
        to_state=State.PUBLISHED,
        content__isnull=False,
    )
    newest = published.order_by("item_id", "-sequence").distinct("item_id")
    return {change.item_id: change for change in newest}


def cited_posts(posts: Collection[Post]) -> Mapping[int, list[CitedAt]]:
    """By the primary key of the contribution, where notes cite it: two queries for them all.

    While a note is revised, what is published of it counts. One that was withdrawn does not.
    """
    if not posts:
        return {}
    notes = {note.pk: note for note in BackgroundNote.objects.readable()}
    wanted = {post.pk for post in posts}
    found: dict[int, list[CitedAt]] = {}
    for change in in_force(list(notes.values())).values() if notes else ():
        for ref, places in paragraphs_by_ref(change.content or {"paragraphs": []}).items():
            if ref.kind == "post" and ref.number in wanted:
                cited = _cited_at(notes[change.item_id], change, places)
                found.setdefault(ref.number, []).extend(cited)
    return found


def citations_in_force(target: Publishable) -> list[Citation]:
    """Where notes that are being revised cite the item, by what is published of them.

    None of these is a row: a row says what the version that is written cites.
    """
    revised = BackgroundNote.objects.readable().exclude(state=State.PUBLISHED)
    notes = {note.pk: note for note in revised}
    found = []
    for change in in_force(list(notes.values())).values() if notes else ():
        content, note = change.content or {"title": "", "paragraphs": []}, notes[change.item_id]
        note.title = content["title"]  # nobody is to read the new one yet
        for ref, places in paragraphs_by_ref(content).items():
            if ref == Ref.of(target, ref.part):
                made = {"source": note, "target": target, "target_part": ref.part}
                found += [Citation(source_part=key, **made) for key, _number in places]
    return found


def _cited_at(
    note: BackgroundNote, change: StateChange, places: list[tuple[str, int]]
) -> list[CitedAt]:
    content = change.content or {}
    address = note.get_absolute_url()
    return [
        CitedAt(note.code, content["title"], content["language"], number, f"{address}#{key}")
        for key, number in places
    ]
