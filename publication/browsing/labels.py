"""The names of what lists are narrowed to, in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import get_language

from compact.models import (
    Action,
    Country,
    Cycle,
    GuidingPrinciple,
    Objective,
    Region,
    RoundTable,
    StakeholderType,
)

Labels = Callable[[], Mapping[str, str]]
# Names are read once for many requests: what the Secretariat edits is seen after so many seconds.
KEPT = 60


@dataclass(frozen=True, slots=True)
class _Kept:
    labels: Mapping[str, str]
    until: float


_kept: dict[tuple[Labels, str | None], _Kept] = {}


def labels_of(labels: Labels, *, anew: bool = False) -> Mapping[str, str]:
    """The value and the name of each, in order; read `anew` if that is asked for."""
    key = labels, get_language()
    kept = _kept.get(key)
    if kept is None or kept.until < monotonic() or anew:
        fresh = labels()
        # The same object as long as nothing has changed, so that more can be kept by it.
        same = kept.labels if kept and list(kept.labels.items()) == list(fresh.items()) else fresh
        kept = _kept[key] = _Kept(same, monotonic() + KEPT)
    return kept.labels


def forget_labels() -> None:
    _kept.clear()


def objectives() -> Mapping[str, str]:
    return {str(objective.pk): str(objective) for objective in Objective.objects.all()}


def actions() -> Mapping[str, str]:
    return {action.code: action.code for action in Action.objects.all()}


def principles() -> Mapping[str, str]:
    return {str(principle.pk): principle.title for principle in GuidingPrinciple.objects.all()}


def countries() -> Mapping[str, str]:
    return {country.pk: country.name for country in Country.objects.in_order()}


def regions() -> Mapping[str, str]:
    return {region.pk: region.name for region in Region.objects.all()}


def cycles() -> Mapping[str, str]:
    return {str(cycle.pk): str(cycle) for cycle in Cycle.objects.order_by("-year")}


def round_tables() -> Mapping[str, str]:
    """By number; the theme is that of the newest forum that has it."""
    return {str(t.number): str(t) for t in RoundTable.objects.order_by("cycle", "number")}


def organisation_types() -> Mapping[str, str]:
    return {kind.pk: kind.label for kind in StakeholderType.objects.all()}


def languages() -> Mapping[str, str]:
    return dict(settings.LANGUAGES)


def of(choices: type[TextChoices]) -> Labels:
    """The names of a closed vocabulary."""
    return lambda: {value: str(label) for value, label in choices.choices if value}
