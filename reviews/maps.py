"""Who has reviewed and who has not, of the Member States that a list is about."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from compact.models import Country
from compact.pictures import OUTSIDE, Tile, TileMap
from publication.browsing import labels
from publication.browsing.labels import labels_of
from publication.browsing.listing import Narrowing

# What a list can be narrowed to and still tell who has no review.
WHOM, WHEN = {"region", "country"}, {"cycle"}


@dataclass(frozen=True)
class Standing:
    """How many Member States have published a review, and how many have not."""

    having: int
    lacking: int


def standing_of(narrowing: Narrowing) -> Standing | None:
    """Of all Member States; None where the list is about some of them, or about some answers."""
    if narrowing.choice.words or set(narrowing.choice.values) - WHEN:
        return None
    counts = narrowing.snapshot.counts("country", narrowing.found)
    having = sum(1 for count in counts.values() if count)
    return Standing(having, len(labels_of(labels.countries)) - having)


def of_reviews(tiles: TileMap, narrowing: Narrowing) -> TileMap:
    """The map of a list in the words of reviews: a State without one leads to its own page."""
    chosen = narrowing.choice.values
    is_of_all = not narrowing.choice.words and not set(chosen) - WHOM - WHEN
    nothing = _("No review published") if is_of_all else _("No review that fits")
    shown = [_tile(tile, nothing, chosen) for tile in tiles.tiles]
    lines = {
        **tiles.labels,
        0: nothing,
        **({OUTSIDE: _("Outside the selection")} if WHOM & set(chosen) else {}),
    }
    return replace(tiles, tiles=shown, labels=lines)


def _tile(tile: Tile, nothing: str, chosen: Mapping[str, list[str]]) -> Tile:
    if tile.count:
        words = ngettext("%(count)s review", "%(count)s reviews", tile.count)
        return replace(tile, value=words % {"count": tile.value})
    own = Country(iso3=tile.code).get_absolute_url()
    if not _is_meant(tile, chosen):
        return replace(tile, url=own, level=OUTSIDE, value=_("Outside the selection"))
    return replace(tile, url=own, value=nothing)


def _is_meant(tile: Tile, chosen: Mapping[str, list[str]]) -> bool:
    """Whether it is one of the Member States that the list is narrowed to."""
    countries, regions = chosen.get("country"), chosen.get("region")
    return (not countries or tile.code in countries) and (
        not regions or any(region.pk in regions for region in tile.regions)
    )
