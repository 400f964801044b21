"""The rooms, as the shared machinery knows them: each registers its model and its table."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django.db.models import QuerySet

from publication.browsing.listing import Listing
from publication.choices import Audience
from publication.models import Citation, Publishable
from publication.paper.documents import Document
from publication.parts import PartsAt, PartsOf
from publication.querysets import PublishableQuerySet
from publication.workflow import Attempt, Move, Workflow
from stakeholders.models import User


@dataclass(frozen=True, kw_only=True)
class Room:
    """`may_see` decides who learns that an item exists at all; everyone else gets 404."""

    name: str
    prefix: str
    model: type[Publishable]
    workflow: Workflow
    may_see: Any  # a predicate of `rules`
    audiences: Mapping[Audience, Callable[[Any], QuerySet[User]]]
    content: Callable[[Any], dict[str, Any]]
    desk_address: Callable[[Any], str]
    # The tables of moves of what belongs to an item, by name: shown in docs/ below its own.
    tables: Mapping[str, Workflow] = field(default_factory=dict)
    listing: Listing | None = None  # how it is browsed, once it is published
    # What its PDF says, in a language: how `publication.paper` makes a file of an item.
    paper: Callable[[Any, str], Document] | None = None
    # What else a move changes in the room, in the transaction of the move.
    follow_up: Callable[[Any, Move, Attempt], None] | None = None
    # The organisations that act together with one of these: how a room learns of ties in another.
    allies_of: Callable[[Collection[int]], set[int]] | None = None
    # By primary key the parts of published items that can be cited, in the order of each; and the
    # parts at some places. Both in a fixed number of queries; what cannot be read is left out.
    parts_of: PartsOf | None = None
    parts_at: PartsAt | None = None
    # Where an item is cited by what everybody reads of items that are being revised meanwhile.
    cites_in_force: Callable[[Publishable], list[Citation]] | None = None

    @property
    def items(self) -> PublishableQuerySet[Publishable]:
        return cast("PublishableQuerySet[Publishable]", self.model._default_manager.all())


_rooms: dict[str, Room] = {}


def register(room: Room) -> None:
    _rooms[room.name] = room


def every_room() -> list[Room]:
    return [_rooms[name] for name in sorted(_rooms)]


def named(name: str) -> Room:
    """The room of this name; KeyError if there is none."""
    return _rooms[name]


def of(item: Publishable) -> Room:
    """The room that the item lives in."""
    return next(room for room in _rooms.values() if isinstance(item, room.model))


def find_published(code: str) -> Publishable | None:
    """The published item of this code, in whichever room."""
    prefix = code.split("-", maxsplit=1)[0].upper()
    room = next((room for room in _rooms.values() if room.prefix == prefix), None)
    if room is None:
        return None
    return room.items.published().filter(code=code.upper()).first()


def allies_of(organisations: Collection[int]) -> set[int]:
    """Who acts together with one of these organisations in any room; not they themselves."""
    asked = (room.allies_of for room in every_room() if room.allies_of is not None)
    return set[int]().union(*(ask(organisations) for ask in asked)) - set(organisations)
