"""A room's table of moves: what may happen to an item, by whom, who is told, and when only."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from publication.choices import Audience, State

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

    from stakeholders.models import User


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """The circumstances of one attempt to move: who, when, and what was said."""

    by: "User | None"
    now: datetime
    note: str = ""
    publish_at: datetime | None = None
    declared: bool = False


Problems = Iterable["str | Promise"]
Ready = Callable[[Any, Attempt], Problems]


def always(_item: Any, _attempt: Attempt) -> Problems:
    return ()


def all_of(*checks: Ready) -> Ready:
    """One check out of several: every problem of each."""

    def check(item: Any, attempt: Attempt) -> Problems:
        return [problem for one in checks for problem in one(item, attempt)]

    check.__name__ = " and ".join(one.__name__ for one in checks)
    return check


@dataclass(frozen=True)
class Move:
    """One row of the table. `may` says who, `ready` says when: it returns what is still missing."""

    name: str
    source: State
    target: State
    may: Any  # a predicate of `rules`
    tells: tuple[Audience, ...] = ()
    ready: Ready = always
    label: "Text" = ""
    done: "Text" = ""
    hint: "Text" = ""
    asks_note: bool = False
    asks_time: bool = False
    asks_declaration: "Text" = ""
    keeps_content: bool = False  # a snapshot of the content goes on the record

    @property
    def slug(self) -> str:
        return self.name.replace(" ", "-")


class UnknownMoveError(LookupError):
    """The table has no such move."""


class Workflow:
    """The moves of one room, in the order in which they are shown."""

    def __init__(self, *moves: Move) -> None:
        self.moves = moves
        if len({(move.name, move.source) for move in moves}) != len(moves):
            raise ValueError("Two moves with one name start from the same state.")

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    def find(self, name: str, state: str) -> Move:
        """The move of this name from this state; failing that, its row from another state."""
        named = [move for move in self.moves if name in {move.name, move.slug}]
        if not named:
            raise UnknownMoveError(name)
        return next((move for move in named if move.source == state), named[0])

    def open_to(self, user: "User", item: Any) -> list[Move]:
        """What this person may do with the item as it stands; it may not be ready yet."""
        return [m for m in self.moves if m.source == item.state and m.may.test(user, item)]
