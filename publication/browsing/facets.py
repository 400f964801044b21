"""What a list can be narrowed to: facets, their values, and what a query chooses of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _

from publication.browsing.labels import Labels, labels_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

LONGEST_SEARCH = 200
# Words that say what is asked for; those of a facet are its name.
SEARCH, ORDERING = "q", "ordering"


@dataclass(frozen=True, kw_only=True)
class Facet:
    """One query word. `labels` gives its values in order with their names, in the active language.

    A `long` facet shows only the values that have items, and most of them folded away. One that
    is `within` another shows only the values that belong to what is chosen there.
    """

    name: str
    legend: "Text"
    labels: Labels
    is_long: bool = False
    within: str = ""
    belongs_to: Callable[[str], str] = str
    hint: "Text" = ""  # while there is nothing to show


class RefusedError(ValueError):
    """The query asks for what there is not; `known` is what there is. The message is for people."""

    def __init__(self, message: str, known: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.known = known or {}


def unknown(legend: "Text", value: str, known: Mapping[str, str]) -> RefusedError:
    words = {"value": value[:40], "legend": legend}
    return RefusedError(_("“%(value)s” is not a value of “%(legend)s”.") % words, known)


@dataclass(frozen=True)
class Choice:
    """What a query asks of a list: values by facet, words to search for, an order."""

    values: Mapping[str, list[str]]
    words: str
    ordering: str

    def query(self) -> QueryDict:
        """The same as a query, in one form: what is not asked is not in it."""
        query = QueryDict(mutable=True)
        for name, values in self.values.items():
            query.setlist(name, values)
        if self.words:
            query[SEARCH] = self.words
        return query


def read_choice(
    query: QueryDict, facets: tuple[Facet, ...], orderings: Mapping[str, "Text"]
) -> Choice:
    """What the query asks. Raises RefusedError. A repeated value counts once, a blank not."""
    values = {facet.name: read_values(query, facet) for facet in facets}
    words = " ".join(query.get(SEARCH, "").split())
    if len(words) > LONGEST_SEARCH:
        raise RefusedError(_("The words to search for are too many."))
    ordering = one_of(query, ORDERING, _("Order"), orderings) or next(iter(orderings))
    return Choice({name: chosen for name, chosen in values.items() if chosen}, words, ordering)


def read_values(query: QueryDict, facet: Facet) -> list[str]:
    chosen = list(dict.fromkeys(value for value in query.getlist(facet.name) if value))
    for value in chosen:
        if value not in labels_of(facet.labels) and value not in labels_of(facet.labels, anew=True):
            raise unknown(facet.legend, value, labels_of(facet.labels))
    return chosen


def one_of(query: QueryDict, word: str, legend: "Text", known: Mapping[str, "Text"]) -> str:
    """The value of a word that has one at most; blank if it is not there. Raises RefusedError."""
    value = query.get(word, "")
    if value and value not in known:
        raise unknown(legend, value, {code: str(label) for code, label in known.items()})
    return value
