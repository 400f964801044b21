"""What stands behind a paragraph, as everybody can read it now; or that it is gone."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from dialogues.models import Post
from dialogues.notes.refs import Ref
from publication import rooms
from publication.models import ListedItem, Publishable
from publication.parts import CitedPart

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

CONTRIBUTION = _("Contribution")
KINDS: Mapping[str, "Text"] = {
    "post": CONTRIBUTION,
    "review": _("Voluntary review"),
    "practice": _("Practice"),
    "pledge": _("Pledge"),
    "session": _("Session"),
    "backgroundnote": _("Background note"),
}
LONGEST_QUOTE = 400


@dataclass(frozen=True, kw_only=True)
class Source:
    """`who` said it, or what it is called; `heading` is the question or the second, of a part."""

    ref: Ref
    who: str = ""
    heading: str = ""
    quote: str = ""
    language: str = ""
    address: str = ""
    code: str = ""
    is_gone: bool = False

    @property
    def kind(self) -> "Text":
        return KINDS.get(self.ref.kind, "")

    @property
    def is_answer(self) -> bool:
        return self.ref.kind == "review" and bool(self.ref.part)


def sources_at(refs: Collection[Ref]) -> Mapping[Ref, Source]:
    """Each of them, whatever became of it: a fixed number of queries for each kind."""
    by_kind: dict[str, list[Ref]] = defaultdict(list)
    for ref in dict.fromkeys(refs):
        by_kind[ref.kind].append(ref)
    found = {source.ref: source for kind, some in by_kind.items() for source in _of(kind, some)}
    return {ref: found.get(ref) or Source(ref=ref, is_gone=True) for ref in refs}


def _of(kind: str, refs: list[Ref]) -> Iterator[Source]:
    if kind == "post":
        posts = Post.objects.published().with_names().in_bulk([ref.number for ref in refs])
        yield from (source_of_post(posts[ref.number]) for ref in refs if ref.number in posts)
        return
    room = next((r for r in rooms.every_room() if r.model._meta.model_name == kind), None)
    if room is not None:
        yield from _in_room(room, refs)


def source_of_post(post: Post) -> Source:
    names = [post.author_name, post.shown_affiliation]
    return Source(
        ref=Ref.of(post),
        who=", ".join(dict.fromkeys(name for name in names if name)),
        quote=shortened(post.text),
        language=post.language,
        address=post.get_absolute_url(),
    )


def _in_room(room: rooms.Room, refs: list[Ref]) -> Iterator[Source]:
    items = room.items.with_names().in_bulk([ref.number for ref in refs])
    places = [(ref.number, ref.part) for ref in refs if ref.part]
    parts = room.parts_at(places) if room.parts_at and places else {}
    whole = [ref.number for ref in refs if not ref.part]
    texts = _texts(room, whole) if room.listing and whole else {}
    for ref in refs:
        item, part = items.get(ref.number), parts.get((ref.number, ref.part))
        if item is None or not item.is_readable or (ref.part and part is None):
            continue
        yield source_of_part(item, part) if part else _of_item(item, ref, texts)


def source_of_part(item: Publishable, part: CitedPart) -> Source:
    return Source(
        ref=Ref.of(item, part.key),
        who=str(item),
        heading=part.heading,
        quote=shortened(part.text),
        language=part.language,
        address=part.address,
        code=item.code,
    )


def _of_item(item: Publishable, ref: Ref, texts: Mapping[int, tuple[str, str]]) -> Source:
    text, language = texts.get(ref.number, ("", ""))
    return Source(
        ref=ref,
        who=str(item),
        quote=shortened(text),
        language=language or getattr(item, "language", ""),
        address=str(item.get_absolute_url()),  # type: ignore[attr-defined]
        code=item.code,
    )


def _texts(room: rooms.Room, numbers: list[int]) -> Mapping[int, tuple[str, str]]:
    rows = ListedItem.objects.filter(room=room.name, item_id__in=numbers, is_listed=True)
    return {
        pk: (text, language)
        for pk, text, language in rows.values_list("item_id", "text", "language")
    }


def shortened(text: str) -> str:
    """The text as one quotes it: whole words, with a sign where more follows."""
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_QUOTE:
        return flat
    cut = flat[:LONGEST_QUOTE]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[LONGEST_QUOTE // 2 :] else cut} …"
