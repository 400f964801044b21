"""A room's table of moves: what may happen to an item, by whom, who is told, and when only."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publication.choices import WRITABLE, Audience, State

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


OPTIONAL_NOTE = _("Optional. It goes on the record and into the mail.")

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


@dataclass(frozen=True, kw_only=True)
class Words:
    """How a move is called before and after, and what its form says."""

    label: "Text" = ""
    done: "Text" = ""
    hint: "Text" = ""
    note: "Text" = OPTIONAL_NOTE
    declaration: "Text" = ""


@dataclass(frozen=True)
class Move:
    """One row of the table. `may` says who, `ready` says when: it returns what is still missing."""

    name: str
    source: TextChoices
    target: TextChoices
    may: Any  # a predicate of `rules`
    tells: tuple[Audience, ...] = ()
    ready: Ready = always
    words: Words = field(default_factory=Words, compare=False)

    @property
    def slug(self) -> str:
        return self.name.replace(" ", "-")

    @property
    def asks_time(self) -> bool:
        return self.target == State.SCHEDULED

    @property
    def hands_in(self) -> bool:
        """From those who write it to those who examine it."""
        examined = {State.SUBMITTED, State.UNDER_REVIEW}
        return self.source in WRITABLE and self.target in examined

    @property
    def keeps_content(self) -> bool:
        """A snapshot of the content goes on the record."""
        return self.hands_in or self.target == State.PUBLISHED


class UnknownMoveError(LookupError):
    """The table has no such move."""


class Workflow:
    """The moves of one room, in the order in which they are shown, with their words."""

    def __init__(self, *moves: Move, words: Mapping[str, Words]) -> None:
        self.moves = tuple(replace(move, words=words[move.name]) for move in moves)
        if len({(move.name, move.source) for move in moves}) != len(moves):
            raise ValueError("Two moves with one name start from the same state.")

    def __iter__(self) -> Iterator[Move]:
        return iter(self.moves)

    @property
    def states(self) -> list[TextChoices]:
        """The states that its moves lead from or to, in their order."""
        named = {state for move in self.moves for state in (move.source, move.target)}
        return [state for state in type(self.moves[0].source) if state in named]

    def find(self, name: str, state: str) -> Move:
        """The move of this name from this state; failing that, its row from another state."""
        named = [move for move in self.moves if name in {move.name, move.slug}]
        if not named:
            raise UnknownMoveError(name)
        return next((move for move in named if move.source == state), named[0])

    def open_to(self, user: "User", item: Any) -> list[Move]:
        """What this person may do with the item as it stands; it may not be ready yet."""
        return [m for m in self.moves if m.source == item.state and m.may.test(user, item)]
