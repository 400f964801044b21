"""How balanced the roster is, and where it has gaps: counts that are drawn as bars."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compact.dates import listed
from practices.choices import Belonging, Gender
from practices.models import Reviewer
from publication.browsing import labels
from publication.browsing.charts import WHOLE, Bar, Chart, bars_of
from publication.browsing.labels import Labels, labels_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

LOAD = "load"


@dataclass(frozen=True)
class Side:
    """One side of the balance: its values in order, and those that a reviewer has."""

    title: "Text"
    labels: Labels
    values: Callable[[Reviewer], Iterable[str]]
    # What is said where a value has nobody; blank where that is no gap.
    gap: "Text" = ""


def _genders() -> Mapping[str, str]:
    said = {value: str(label) for value, label in Gender.choices if value}
    return {**said, "unsaid": str(Gender.UNSAID.label)}


SIDES: Mapping[str, Side] = {
    "belonging": Side(
        gettext_lazy("United Nations and external"),
        labels.of(Belonging),
        lambda one: [one.belonging],
        gettext_lazy("Nobody is: %(names)s."),
    ),
    "region": Side(
        gettext_lazy("Region"),
        labels.regions,
        lambda one: [region.pk for region in one.country.regions.all()],
        gettext_lazy("Nobody comes from: %(names)s."),
    ),
    "gender": Side(gettext_lazy("Gender"), _genders, lambda one: [one.gender or "unsaid"]),
    "language": Side(
        gettext_lazy("Language"),
        labels.languages,
        lambda one: one.languages,
        gettext_lazy("Nobody reads: %(names)s."),
    ),
    "objective": Side(
        gettext_lazy("Objective"),
        labels.objectives,
        lambda one: [str(objective.pk) for objective in one.objectives.all()],
        gettext_lazy("Nobody knows the objectives: %(names)s."),
    ),
}


def chart_of(name: str, roster: Sequence[Reviewer]) -> Chart:
    """Every value, those with nobody as well: a gap is to be seen."""
    side = SIDES[name]
    counts = Counter(value for one in roster for value in side.values(one))
    rows = [(value, label, counts[value]) for value, label in labels_of(side.labels).items()]
    return Chart(name, side.title, bars_of(rows))


def gaps_of(charts: Iterable[Chart]) -> list[str]:
    """What the roster lacks, in sentences; an objective by its number."""
    return [
        str(gap) % {"names": listed(missing)}
        for chart in charts
        if (gap := SIDES[chart.name].gap)
        and (missing := [_short(chart, bar) for bar in chart.bars if not bar.count])
    ]


def _short(chart: Chart, bar: Bar) -> str:
    return bar.value if chart.name == "objective" else bar.label


@dataclass(frozen=True)
class Load:
    """What a reviewer has taken this semester, of what they take at most."""

    reviewer: Reviewer
    taken: int
    is_away: bool

    @property
    def most(self) -> int:
        return self.reviewer.most_a_semester

    @property
    def is_full(self) -> bool:
        return self.taken >= self.most

    @property
    def width(self) -> int:
        """Of a hundred, the most that they take."""
        return min(WHOLE, -(-self.taken * WHOLE // self.most))


def loads_in_order(roster: Sequence[Reviewer], loads: Mapping[int, int], today: date) -> list[Load]:
    """Those who have the most room left last, so that who is full stands first."""
    found = [Load(one, loads[one.pk], one.is_away(today)) for one in roster]
    return sorted(found, key=lambda load: (-load.width, str(load.reviewer), load.reviewer.pk))


@dataclass(frozen=True)
class Summary:
    """The roster in a few figures."""

    loads: Sequence[Load]

    def _count(self, holds: Callable[[Load], bool]) -> int:
        return sum(1 for load in self.loads if holds(load))

    @property
    def people(self) -> int:
        return len(self.loads)

    @property
    def un(self) -> int:
        return self._count(lambda load: load.reviewer.belonging == Belonging.UN)

    @property
    def external(self) -> int:
        return self.people - self.un

    @property
    def away(self) -> int:
        return self._count(lambda load: load.is_away)

    @property
    def full(self) -> int:
        return self._count(lambda load: load.is_full)

    @property
    def taken(self) -> int:
        return sum(load.taken for load in self.loads)

    @property
    def room(self) -> int:
        """How many reviews they can still take this semester."""
        return sum(max(0, load.most - load.taken) for load in self.loads)


def load_cells(loads: Iterable[Load]) -> list[Sequence[object]]:
    """The load as a table to download."""
    rows = [(str(load.reviewer), load.taken, load.most) for load in loads]
    return [(_("reviewer"), _("taken"), _("at most")), *rows]
