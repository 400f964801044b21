"""What can be cited, found by its words: the side panel of a note that is being written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dialogues.models import BackgroundNote, Post
from dialogues.notes.contributions import posts_for
from dialogues.notes.excerpts import excerpt, has_all
from dialogues.notes.refs import Ref
from dialogues.notes.seconds import seconds_with
from dialogues.notes.sources import Source, shortened, source_of_part, source_of_post
from publication import rooms
from publication.browsing.search import matching_numbers
from publication.models import ListedItem, Publishable

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

CONTRIBUTIONS, TRANSCRIPTS = "contributions", "transcripts"
OWN = "dialogues"
MOST = 20
# So many items are opened at most to look for a part of them.
MOST_OPENED = 12


@dataclass(frozen=True)
class Found:
    """The first ones, and whether there are more."""

    sources: Sequence[Source]
    has_more: bool = False


def places() -> Mapping[str, "Text"]:
    """Where can be searched, and how it is called."""
    others = {
        room.name: room.listing.title
        for room in rooms.every_room()
        if room.listing is not None and room.name != OWN
    }
    return {CONTRIBUTIONS: _("Contributions"), **others, TRANSCRIPTS: _("Transcripts")}


def find(*, place: str, words: str, note: BackgroundNote, cited: set[Ref]) -> Found:
    """Without words: contributions that nothing cites yet, items on the debate's objectives."""
    if item := rooms.find_published(words.strip()) if words else None:
        return Found([_whole(item)])
    if place == TRANSCRIPTS:
        language = get_language() or "en"
        found = seconds_with(words, language, most=MOST + 1) if words else iter(())
    elif place == CONTRIBUTIONS:
        found = _contributions(words, note, cited)
    else:
        found = _in_room(rooms.named(place), words, note)
    first = [source for source, _n in zip(found, range(MOST + 1), strict=False)]
    return Found(first[:MOST], has_more=len(first) > MOST)


def _whole(item: Publishable) -> Source:
    return Source(
        ref=Ref.of(item),
        who=str(item),
        language=getattr(item, "language", ""),
        address=str(item.get_absolute_url()),  # type: ignore[attr-defined]
        code=item.code,
    )


def _contributions(words: str, note: BackgroundNote, cited: set[Ref]) -> Iterator[Source]:
    """Of the whole forum, those to this debate first, and of these what nothing cites yet."""
    own = set(posts_for(note.debate).order_by().values_list("pk", flat=True))
    taken = {ref.number for ref in cited if ref.kind == "post"}
    numbers = [
        pk
        for pk, *said in _posts(note, own, taken)
        if (has_all(words, " ".join(said)) if words else pk in own - taken)
    ][: MOST + 1]
    posts = Post.objects.published().with_names().in_bulk(numbers)
    for post in (posts[pk] for pk in numbers if pk in posts):
        quote = excerpt(post.text, words) if words else post.text
        yield replace(source_of_post(post), quote=shortened(quote))


def _posts(
    note: BackgroundNote, own: set[int], taken: set[int]
) -> Iterable[tuple[int, str, str, str]]:
    """Who said what, and nothing else of them: all are looked through, few are shown."""
    year = note.debate.cycle_id
    of_the_forum = Q(space__debate__cycle=year) | Q(space__session__cycle=year)
    rank = Case(
        When(pk__in=own - taken, then=Value(0)),
        When(pk__in=own, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found = Post.objects.published().filter(of_the_forum).order_by(rank, "-posted_at", "-pk")
    return found.values_list("pk", "text", "author_name", "affiliation")


def _in_room(room: rooms.Room, words: str, note: BackgroundNote) -> Iterator[Source]:
    rows = ListedItem.objects.filter(room=room.name, is_listed=True).defer("vector", "card")
    if words:
        numbers = matching_numbers(room.name, words, get_language() or "en")
        rows = rows.filter(number__in=numbers)
    else:
        rows = rows.filter(_on_objectives(note))
    in_order = rows.order_by("-published_at", "-pk")
    if room.parts_of is None:
        yield from _items(room, list(in_order[: MOST + 1]), words)
    elif words:
        yield from _parts(room, list(in_order[:MOST_OPENED]), words)


def _on_objectives(note: BackgroundNote) -> Q:
    """Any of the objectives of the debate; of the policy debate, anything."""
    on = Q()
    for number in note.debate.objectives:
        on |= Q(facets__objective__contains=[str(number)])
    return on


def _items(room: rooms.Room, rows: Sequence[ListedItem], words: str) -> Iterator[Source]:
    items = room.items.with_names().in_bulk([row.item_id for row in rows])
    for row in rows:
        if item := items.get(row.item_id):
            quote = shortened(excerpt(row.text, words))
            yield replace(_whole(item), quote=quote, language=row.language)


def _parts(room: rooms.Room, rows: Sequence[ListedItem], words: str) -> Iterator[Source]:
    """The parts that hold all the words; an item may hold them only as a whole."""
    items = room.items.with_names().in_bulk([row.item_id for row in rows])
    parts = room.parts_of(items.values()) if room.parts_of else {}
    for row in rows:
        for part in parts.get(row.item_id, ()):
            if has_all(words, f"{part.heading} {part.text}"):
                quote = shortened(excerpt(part.text, words))
                yield replace(source_of_part(items[row.item_id], part), quote=quote)
