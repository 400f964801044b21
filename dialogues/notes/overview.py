"""The notes of a forum on the desk: how far each is, in a fixed number of queries for them all."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from dialogues.models import BackgroundNote, Debate, Paragraph, Post
from dialogues.notes.contributions import Tally
from dialogues.querysets import DebateQuerySet
from dialogues.rules import may_see_note_on_desk
from publication.models import Citation
from publication.text import count_words
from stakeholders.choices import SPEAKERS
from stakeholders.models import User
from stakeholders.rules import is_secretariat


@dataclass(frozen=True)
class NoteRow:
    debate: Debate
    note: BackgroundNote | None
    words: int
    sources: int
    tally: Tally


def is_of_the_notes(user: User) -> bool:
    """The Secretariat, or somebody who speaks for a co-chair of any debate."""
    return bool(is_secretariat(user)) or _chaired_by(user).exists()


def rows_for(user: User) -> list[NoteRow]:
    """The newest forum first. Co-chairs see theirs once they have come to them."""
    if is_secretariat(user):
        debates = list(Debate.objects.with_names().select_related("note"))
    else:
        debates = [d for d in _chaired_by(user) if _is_sent(user, d)]
    debates.sort(key=lambda debate: -debate.cycle_id)
    return _rows(debates)


def _chaired_by(user: User) -> DebateQuerySet:
    speaks_for = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
    chaired = Debate.objects.with_names().select_related("note")
    return chaired.filter(co_chairs__organisation__in=speaks_for).distinct()


def _is_sent(user: User, debate: Debate) -> bool:
    note = _note_of(debate)
    return note is not None and bool(may_see_note_on_desk.test(user, note))


def _note_of(debate: Debate) -> BackgroundNote | None:
    note: BackgroundNote | None = getattr(debate, "note", None)
    if note is not None:
        note.debate = debate
    return note


def _rows(debates: list[Debate]) -> list[NoteRow]:
    notes = [note for debate in debates if (note := _note_of(debate))]
    words, cited = _words(notes), _cited(notes)
    said = _said(debates)
    rows = []
    for debate in debates:
        note = _note_of(debate)
        sources = cited.get(note.pk, set()) if note else set[tuple[str, int]]()
        posts = {number for kind, number in sources if kind == "post"}
        ours = said.get(debate.pk, set())
        count = words.get(note.pk, 0) if note else 0
        rows.append(NoteRow(debate, note, count, len(sources), Tally(len(ours), len(ours & posts))))
    return rows


def _words(notes: Collection[BackgroundNote]) -> Mapping[int, int]:
    words: dict[int, int] = defaultdict(int)
    live = Paragraph.objects.filter(note__in=notes, removed_at=None)
    for pk, text in live.values_list("note_id", "text"):
        words[pk] += count_words(text)
    return words


def _cited(notes: Collection[BackgroundNote]) -> Mapping[int, set[tuple[str, int]]]:
    """What each note cites, by kind and number."""
    citations = Citation.objects.filter(
        source_type=ContentType.objects.get_for_model(BackgroundNote),
        source_id__in=[note.pk for note in notes],
        source_part__in=Paragraph.objects.filter(note__in=notes, removed_at=None).values("key"),
    )
    cited: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for pk, kind, number in citations.values_list("source_id", "target_type__model", "target_id"):
        cited[pk].add((kind, number))
    return cited


def _said(debates: Collection[Debate]) -> Mapping[int, set[int]]:
    """The published contributions to each debate, in its own space and its sessions' spaces."""
    said: dict[int, set[int]] = defaultdict(set)
    published = Post.objects.published().order_by()
    for way in ("space__debate", "space__session__debates"):
        pairs = published.filter(**{f"{way}__in": debates}).values_list(way, "pk")
        for debate, post in pairs:
            said[debate].add(post)
    return said
