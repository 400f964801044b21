"""What the three pictures are drawn from: plain data. Nothing here asks the database."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import attrgetter

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from compact.dates import listed
from compact.models import Region

OBJECTIVES = range(1, 24)
CROSS_CUTTING = "rx"
# The class of a square that is on the map but not in the selection.
OUTSIDE = 9


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


def strip_html(
    objectives: Collection[int], tables: Mapping[int, str], *, large: bool = False
) -> SafeString:
    """The Compact strip. Written here and not in a template: a list shows hundreds of squares."""
    return _strip(get_language(), tuple(objectives), tuple(tables.items()), large)


@lru_cache(maxsize=2000)
def _strip(
    _language: str | None,
    objectives: tuple[int, ...],
    table_of: tuple[tuple[int, str], ...],
    large: bool,
) -> SafeString:
    tables = dict(table_of)
    squares = "".join(
        f'<i class="{square.table}{" on" if square.on else ""}">{square.number}</i>'
        for square in strip_squares(objectives, tables)
    )
    return format_html(
        '<span class="strip{}" role="img" aria-label="{}">{}</span>',
        " large" if large else "",
        strip_label(objectives),
        mark_safe(squares),  # noqa: S308 - numbers, and classes that `tables` names
    )


@dataclass(frozen=True, slots=True)
class Tile:
    """A Member State's square: a count, its class (0 where there is none), and both in words."""

    code: str
    name: str
    url: str
    column: int
    row: int
    regions: tuple[Region, ...]
    count: int = 0
    level: int = 0
    value: str = ""


def squares_html(tiles: Iterable[Tile]) -> SafeString:
    """The squares of a map, written here because there are 193 of them."""
    return format_html_join(
        "",
        '<li class="x{} y{} v{}"><a href="{}" title="{}: {}">{}</a></li>',
        ((t.column, t.row, t.level, t.url, t.name, t.value, t.code) for t in tiles),
    )


def rows_html(tiles: Iterable[Tile]) -> SafeString:
    """The same as rows of a table."""
    return format_html_join(
        "\n",
        '<tr><th scope="row"><a href="{}">{}</a></th><td>{}</td><td>{}</td></tr>',
        ((tile.url, tile.name, _acronyms(tile.regions), tile.value) for tile in tiles),
    )


def _acronyms(regions: Iterable[Region]) -> SafeString:
    return format_html_join(
        pgettext("between two names", ", "),
        '<abbr title="{}">{}</abbr>',
        ((region, region.acronym) for region in regions),
    )


@dataclass(frozen=True, slots=True)
class Level:
    """A line of the key."""

    level: int
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """Member States, each with a value, and what one must know to trust it."""

    title: str
    tiles: Sequence[Tile]
    labels: Mapping[int, str]
    source: str
    as_of: date

    @property
    def rows(self) -> list[Tile]:
        """The same as a table: what is outside the selection is drawn, but not listed."""
        return [tile for tile in self.tiles if tile.level != OUTSIDE]

    @property
    def groups(self) -> list[tuple[str, list[Tile]]]:
        """The tiles under the first region of each."""
        groups: dict[str, list[Tile]] = {}
        for tile in self.tiles:
            groups.setdefault(tile.regions[0].name if tile.regions else "", []).append(tile)
        return sorted(groups.items())

    @property
    def key(self) -> list[Level]:
        """The values that occur, and always the blank one."""
        counts = Counter(tile.level for tile in self.tiles)
        return [
            Level(level, label, counts[level])
            for level, label in self.labels.items()
            if counts[level] or not level
        ]


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on a forum line, before it is known whether it has passed."""

    starts_on: date
    ends_on: date
    title: str
    place: str = ""
    url: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A moment as drawn: `state` is past, here or ahead."""

    moment: Moment
    state: str


def forum_line(moments: Iterable[Moment], today: date) -> list[Stop]:
    """The moments in order, with "you are here" among them while something lies ahead."""
    in_order = sorted(moments, key=attrgetter("starts_on", "ends_on"))
    stops = [Stop(moment, _state(moment, today)) for moment in in_order]
    states = [stop.state for stop in stops]
    if "here" not in states and "ahead" in states:
        here = Moment(today, today, _("You are here"))
        stops.insert(states.index("ahead"), Stop(here, "here"))
    return stops


def _state(moment: Moment, today: date) -> str:
    if moment.starts_on > today:
        return "ahead"
    return "here" if moment.ends_on >= today else "past"
