"""What the public list can be narrowed to. A value that does not exist is told, never ignored."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from compact.models import Country, Cycle, Region
from reviews.models import Review
from reviews.querysets import ReviewQuerySet

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

Labels = Callable[[], dict[str, str]]


@dataclass(frozen=True)
class Facet:
    """One query word: the field that it narrows, and its values with their names."""

    name: str
    legend: "Text"
    lookup: str
    labels: Labels


@dataclass(frozen=True)
class FacetOption:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Chip:
    label: str
    href: str


FACETS = (
    Facet("cycle", _("Forum"), "cycle", lambda: {str(c.pk): str(c) for c in Cycle.objects.all()}),
    Facet(
        "region",
        _("Region"),
        "country__regions",
        lambda: {r.pk: r.name for r in Region.objects.all()},
    ),
    Facet("language", _("Language of the answers"), "language", lambda: dict(settings.LANGUAGES)),
    Facet(
        "country",
        _("Member State"),
        "country",
        lambda: {c.pk: c.name for c in Country.objects.in_order()},
    ),
)


class UnknownValueError(ValueError):
    """The query names a value that the facet does not have."""

    def __init__(self, facet: Facet, value: str) -> None:
        super().__init__(f"{facet.name}={value}")
        self.facet = facet
        self.value = value


def published() -> ReviewQuerySet:
    return Review.objects.published()


@dataclass
class Narrowing:
    """A query over the published reviews: `results`, and each facet with its counts.

    A count tells before the click: it is of what the other facets leave.
    """

    query: QueryDict
    reviews: ReviewQuerySet = field(default_factory=published)

    def __post_init__(self) -> None:
        self.labels = {facet.name: facet.labels() for facet in FACETS}
        self.chosen = {facet.name: self._values(facet) for facet in FACETS}

    def _values(self, facet: Facet) -> list[str]:
        values = [value for value in self.query.getlist(facet.name) if value]
        for value in values:
            if value not in self.labels[facet.name]:
                raise UnknownValueError(facet, value)
        return list(dict.fromkeys(values))

    def _narrow(self, leaving_out: str = "") -> ReviewQuerySet:
        found = self.reviews
        for facet in FACETS:
            if facet.name != leaving_out and self.chosen[facet.name]:
                found = found.filter(**{f"{facet.lookup}__in": self.chosen[facet.name]})
        return found.distinct()

    @cached_property
    def results(self) -> ReviewQuerySet:
        return self._narrow()

    @cached_property
    def facets(self) -> list[tuple[Facet, list[FacetOption]]]:
        return [(facet, self._options(facet)) for facet in FACETS if facet.name != "country"]

    def _options(self, facet: Facet) -> list[FacetOption]:
        found = self._narrow(leaving_out=facet.name).order_by()
        counts = {
            str(value): count
            for value, count in found.values_list(facet.lookup).annotate(Count("pk", distinct=True))
        }
        return [
            FacetOption(value, label, counts.get(value, 0), value in self.chosen[facet.name])
            for value, label in self.labels[facet.name].items()
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(self.labels[name][value], f"?{self._without(name, value)}")
            for name, values in self.chosen.items()
            for value in values
        ]

    def _without(self, name: str, value: str) -> str:
        query = self.query.copy()
        query.pop("page", None)
        query.setlist(name, [v for v in query.getlist(name) if v != value])
        return query.urlencode()
