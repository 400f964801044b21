"""The tile map of who has reviewed, and the same as rows of a table."""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from compact.models import Country
from compact.pictures import OUTSIDE, Tile, TileMap

COLUMNS = ("iso3", "name", "regions", "reviews")

Counts = Mapping[str, int]


def of_a_forum(countries: Iterable[Country], counts: Counts, year: int, today: date) -> TileMap:
    """Whether each Member State has published a review for one forum."""
    labels = {0: _("No review published"), 3: _("Review published")}
    title = _("Voluntary reviews for the forum of %(year)s") % {"year": year}
    tiles = [_tile(country, counts, labels, {1: 3}) for country in countries]
    return TileMap(title, tiles, labels, _source(), today)


def of_all_forums(countries: Iterable[Country], counts: Counts, today: date) -> TileMap:
    """How many reviews each Member State has published."""
    labels = {
        0: _("No review"),
        1: _("One review"),
        3: _("Two reviews"),
        4: _("Three reviews or more"),
        OUTSIDE: _("Outside the selection"),
    }
    tiles = [_tile(country, counts, labels, {1: 1, 2: 3, 3: 4}) for country in countries]
    return TileMap(_("Voluntary reviews of each Member State"), tiles, labels, _source(), today)


def selecting(tiles: TileMap, selected: Collection[Country]) -> TileMap:
    """The same map with the values of the selected alone; the others stay as blank squares."""
    codes = {country.iso3 for country in selected}
    value = tiles.labels[OUTSIDE]
    return replace(
        tiles,
        tiles=[
            tile if tile.code in codes else replace(tile, level=OUTSIDE, value=value)
            for tile in tiles.tiles
        ],
    )


def as_csv(tiles: TileMap) -> HttpResponse:
    """Exactly the squares that are selected. The first mark tells a spreadsheet: this is UTF-8."""
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    name = f"reviews-by-member-state-{tiles.as_of:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    csv.writer(response).writerows([COLUMNS, *_rows(tiles)])
    return response


def _rows(tiles: TileMap) -> Iterator[tuple[str, str, str, int]]:
    for tile in tiles.rows:
        yield tile.code, tile.name, " ".join(region.code for region in tile.regions), tile.count


def _tile(
    country: Country, counts: Counts, labels: Mapping[int, str], levels: Mapping[int, int]
) -> Tile:
    count = counts.get(country.iso3, 0)
    level = levels[min(count, max(levels))] if count else 0
    return Tile(
        code=country.iso3,
        name=country.name,
        url=country.get_absolute_url(),
        column=country.tile_column + 1,
        row=country.tile_row + 1,
        regions=tuple(country.regions.all()),
        count=count,
        level=level,
        value=labels[level],
    )


def _source() -> str:
    return _("reviews published in this portal")
