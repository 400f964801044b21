"""Parts of items that can be cited: an answer of a review, a second of a recording.

A room states how they are read; who cites them learns nothing else of the room.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Of which item (its primary key) which part, by its key.
Place = tuple[int, str]


@dataclass(frozen=True, kw_only=True)
class CitedPart:
    """A part as everybody reads it now, in the language in which it was written."""

    key: str
    heading: str
    text: str
    address: str
    language: str


PartsOf = Callable[[Collection[Any]], Mapping[int, Sequence[CitedPart]]]
PartsAt = Callable[[Collection[Place]], Mapping[Place, CitedPart]]
