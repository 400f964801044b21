"""What the three pictures are drawn from: plain data. Nothing here asks the database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from django.utils.translation import gettext as _

from explore.dates import listed, period

OBJECTIVES = range(1, 24)
CROSS_CUTTING = "rx"


@dataclass(frozen=True, slots=True)
class Square:
    """One objective of the Compact strip, in the colour of its round table."""

    number: int
    table: str
    on: bool


def strip_squares(objectives: Collection[int], tables: Mapping[int, str]) -> list[Square]:
    return [Square(n, tables.get(n, CROSS_CUTTING), n in objectives) for n in OBJECTIVES]


def strip_label(objectives: Collection[int]) -> str:
    """What the strip says to those who do not see it."""
    numbers = [str(n) for n in OBJECTIVES if n in objectives]
    if not numbers:
        return _("None of the 23 objectives")
    if len(numbers) == len(OBJECTIVES):
        return _("All 23 objectives")
    return _("Objectives %(numbers)s of 23") % {"numbers": listed(numbers)}


@dataclass(frozen=True, slots=True)
class Tile:
    """A Member State's square. `level` is the class of its value, 0 where there is none."""

    code: str
    name: str
    url: str
    column: int
    row: int
    region: str
    level: int = 0
    value: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """A line of the key."""

    level: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """Every Member State with a value, and what one must know to trust it."""

    title: str
    tiles: Sequence[Tile]
    labels: Sequence[str]
    source: str
    as_of: date

    @property
    def groups(self) -> list[tuple[str, list[Tile]]]:
        """The tiles a region, in the order in which the regions first appear."""
        order = {
            region: place
            for place, region in enumerate(dict.fromkeys(t.region for t in self.tiles))
        }
        tiles = sorted(self.tiles, key=lambda tile: order[tile.region])
        return [(region, list(group)) for region, group in groupby(tiles, key=attrgetter("region"))]

    @property
    def key(self) -> list[Level]:
        counts = [0] * len(self.labels)
        for tile in self.tiles:
            counts[tile.level] += 1
        return [Level(n, *line) for n, line in enumerate(zip(self.labels, counts, strict=True))]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a forum line, before it is known whether it has passed."""

    starts_on: date
    ends_on: date
    title: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A moment as drawn: `state` is past, here or ahead."""

    day: date
    when: str
    title: str
    state: str
    note: str = ""
    url: str = ""


def forum_line(moments: Iterable[Moment], today: date) -> list[Stop]:
    """The moments in order, with "you are here" among them while something lies ahead."""
    stops = [_stop(m, today) for m in sorted(moments, key=attrgetter("starts_on", "ends_on"))]
    states = [stop.state for stop in stops]
    if "here" not in states and "ahead" in states:
        here = Stop(today, period(today, today), _("You are here"), "here")
        stops.insert(states.index("ahead"), here)
    return stops


def _stop(moment: Moment, today: date) -> Stop:
    state = "ahead" if moment.starts_on > today else "here" if moment.ends_on >= today else "past"
    when = period(moment.starts_on, moment.ends_on)
    return Stop(moment.starts_on, when, moment.title, state, moment.note, moment.url)
