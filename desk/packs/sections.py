"""What a section of a pack is, and what all sections are made from."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from dialogues.debates.finding import Taken, taken_up
from dialogues.debates.narrowing import facets_of
from dialogues.models import Debate
from publication.browsing.cards import Values, found_in, in_order, rows_of
from publication.browsing.catalogue import Snapshot, snapshot_of
from publication.models import ListedItem
from publication.paper.documents import Part

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Section:
    """`told` of `count` stand in full; `address` is where all of them can be found."""

    heading: str
    parts: Sequence[Part]
    count: int = 0
    told: int = 0
    address: str = ""


@dataclass(frozen=True)
class Found:
    """What a room has on the debate, as it was listed at one moment."""

    room: str
    snapshot: Snapshot
    bitmap: int
    address: str

    @property
    def count(self) -> int:
        return self.bitmap.bit_count()

    def rows(self, most: int) -> list[ListedItem]:
        """The newest first."""
        return rows_of(self.room, list(islice(in_order(self.snapshot, self.bitmap), most)))


@dataclass(frozen=True)
class Matter:
    """A debate, the language of its pack, and the moment of the data."""

    debate: Debate
    language: str
    at: datetime
    _found: dict[str, Found] = field(default_factory=dict, compare=False)

    @cached_property
    def facets(self) -> dict[str, Values] | None:
        return facets_of(self.debate)

    @cached_property
    def taken(self) -> list[Taken]:
        return taken_up(self.debate)

    def found(self, room: str) -> Found:
        """Read once, so that the numbers, the tables and the texts agree."""
        if room not in self._found:
            snapshot, facets = snapshot_of(room), self.facets
            bitmap = 0 if facets is None else found_in(snapshot, **facets)
            query = urlencode(facets or {}, doseq=True)
            address = absolute(f"{reverse(f'{room}:list')}?{query}")
            self._found[room] = Found(room, snapshot, bitmap, address)
        return self._found[room]


Maker = Callable[[Matter], Section]


def absolute(path: str) -> str:
    return f"{settings.PORTAL_ADDRESS}{path}"


def shortened(text: str, most: int) -> str:
    """So many words of it with their line ends, and a sign where more follows."""
    for number, word in enumerate(_WORD.finditer(text), 1):
        if number > most:
            return f"{text[: word.start()].rstrip()} …"
    return text.strip()


def language_name(code: str) -> str:
    """“Spanish”, in the language of the pack."""
    return str(capfirst(get_language_info(code)["name_translated"]))


def facts_line(*facts: "Text") -> str:
    """“Costa Rica · Planning · 4 March 2022”, without what is blank."""
    return " · ".join(str(fact) for fact in facts if fact)


def left_out(told: int, count: int) -> str:
    """A sentence at the head of a section; blank where nothing was left out."""
    if told >= count:
        return ""
    words = _("%(told)s of %(count)s stand here in full. All of them are listed, with their links.")
    return words % {"told": told, "count": count}
