"""What a list can be narrowed to: facets, their values, and what a query chooses of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One query word. `labels` gives its values in order with their names, in the active language.

    A `long` facet shows only the values that have items, and the rest of them folded away.
    """

    name: str
    legend: "Text"
    labels: Callable[[], Mapping[str, str]]
    is_long: bool = False


class UnknownValueError(ValueError):
    """The query names a value that does not exist; nothing is shown in its place."""

    def __init__(self, legend: "Text", value: str, known: Mapping[str, str]) -> None:
        super().__init__(f"{legend}: {value}")
        self.legend = legend
        self.value = value
        self.known = known


@dataclass(frozen=True)
class Choice:
    """What a query asks of a list."""

    values: Mapping[str, list[str]]
    words: str
    ordering: str


def read_choice(
    query: QueryDict,
    facets: tuple[Facet, ...],
    labels: Mapping[str, Mapping[str, str]],
    orderings: Mapping[str, "Text"],
) -> Choice:
    """What the query asks. Raises UnknownValueError. A repeated value counts once, a blank not."""
    values = {facet.name: _values(query, facet, labels[facet.name]) for facet in facets}
    ordering = query.get("ordering", "") or next(iter(orderings))
    if ordering not in orderings:
        known = {code: str(label) for code, label in orderings.items()}
        raise UnknownValueError("ordering", ordering, known)
    words = " ".join(query.get("q", "").split())[:200]
    return Choice({name: chosen for name, chosen in values.items() if chosen}, words, ordering)


def _values(query: QueryDict, facet: Facet, known: Mapping[str, str]) -> list[str]:
    chosen = list(dict.fromkeys(value for value in query.getlist(facet.name) if value))
    for value in chosen:
        if value not in known:
            raise UnknownValueError(facet.legend, value, known)
    return chosen
