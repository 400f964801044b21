"""The tile map of what is shown: how many items each Member State has."""

from collections.abc import Iterator
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _

from compact.models import Country
from compact.pictures import Tile, TileMap
from publication.browsing.figures import figure
from publication.browsing.listing import Narrowing

COUNTRY = "country"
# The steps of the key: each is a class of squares, and a round number begins it.
STEPS = ((1, 2, 3, 4), (1, 2, 5, 10), (1, 5, 10, 25), (1, 10, 50, 100), (1, 50, 200, 500))


def map_of(narrowing: Narrowing, title: str, source: str) -> TileMap:
    counts = narrowing.snapshot.counts(COUNTRY, narrowing.found)
    steps = _steps(max(counts.values(), default=0))
    labels = dict(enumerate([_("None"), *_labels(steps)]))
    countries = Country.objects.in_order().prefetch_related("regions")
    address = _address(narrowing)
    tiles = [_tile(country, counts.get(country.pk, 0), steps, address) for country in countries]
    return TileMap(title, tiles, labels, source, timezone.localdate())


def _steps(most: int) -> tuple[int, ...]:
    """The finest steps of which the last is reached, but not by far."""
    return next((steps for steps in STEPS if most < steps[-1] * 3), STEPS[-1])


def _labels(steps: tuple[int, ...]) -> Iterator[str]:
    for first, beyond in pairwise(steps):
        yield str(first) if beyond == first + 1 else f"{first}–{beyond - 1}"
    yield _("%(number)s or more") % {"number": steps[-1]}


def _address(narrowing: Narrowing) -> str:
    """Of the list of one country, but for the country: there are 193 that end otherwise."""
    query = narrowing.choice.query()
    query.pop(COUNTRY, None)
    start = f"{query.urlencode()}&" if query else ""
    return f"{narrowing.listing.address}?{start}{COUNTRY}="


def _tile(country: Country, count: int, steps: tuple[int, ...], address: str) -> Tile:
    return Tile(
        code=country.iso3,
        name=country.name,
        url=f"{address}{country.iso3}",
        column=country.tile_column + 1,
        row=country.tile_row + 1,
        regions=tuple(country.regions.all()),
        count=count,
        level=sum(count >= step for step in steps),
        value=figure(count),
    )
