"""The section of figures: how much there is, by objective and by whatever else tells."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from desk.packs.sections import Found, Matter, Section
from pledges.listing import LISTING as PLEDGES
from practices.listing import LISTING as PRACTICES
from publication.browsing.labels import labels_of
from publication.browsing.listing import Listing
from publication.paper.documents import Chart, Part
from reviews.listing import LISTING as REVIEWS

OBJECTIVE = "objective"
# What is counted of each room, and by which of its facets.
COUNTED: Sequence[tuple[Listing, Sequence[str]]] = (
    (REVIEWS, (OBJECTIVE, "region", "language")),
    (PLEDGES, (OBJECTIVE, "stage", "region")),
    (PRACTICES, (OBJECTIVE, "progress", "region")),
)


def numbers_section(matter: Matter) -> Section:
    """What lies on an objective of the debate lies on others too: those are not counted here."""
    charts = [chart for listing, names in COUNTED for chart in _charts(matter, listing, names)]
    parts = [Part("", chart=chart) for chart in charts]
    return Section(
        heading=_("In numbers"),
        parts=parts or [Part("", _("Nothing is published on its objectives yet."))],
    )


def _charts(matter: Matter, listing: Listing, names: Sequence[str]) -> Iterator[Chart]:
    found = matter.found(listing.room)
    for name in names:
        bars = _bars(matter, found, listing, name)
        if bars:
            legend = str(listing.facet(name).legend)
            yield Chart(f"{listing.title}: {legend}", (legend, str(listing.title)), tuple(bars))


def _bars(matter: Matter, found: Found, listing: Listing, name: str) -> list[tuple[str, int]]:
    """What there is none of is left out, but for objectives: there, none is worth knowing."""
    counts = found.snapshot.counts(name, found.bitmap)
    labels = labels_of(listing.facet(name).labels)
    if not found.count:
        return []
    if name == OBJECTIVE:
        return [(labels.get(v, v), counts.get(v, 0)) for v in _objectives(matter, labels)]
    return [(label, counts[value]) for value, label in labels.items() if counts.get(value)]


def _objectives(matter: Matter, labels: Mapping[str, str]) -> list[str]:
    if matter.debate.round_table_id is None:
        return list(labels)
    return [str(one.objective.pk) for one in matter.taken]
