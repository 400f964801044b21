"""How the Member States can be narrowed. A value that does not exist is told, never ignored."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from compact.dates import listed
from compact.models import Country, Region

LONGEST_SEARCH = 200


class UnknownValueError(ValueError):
    """The address asks for something that does not exist; the message is for the reader."""


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    href: str


def folded(text: str) -> str:
    """Without case and accents, so that “cote” finds “Côte d’Ivoire”."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("’", "'").strip()


def one_of(query: QueryDict, word: str, known: Iterable[str]) -> list[str]:
    """The values of a query word, each once; an unknown one is refused."""
    known = list(known)
    values = list(dict.fromkeys(value for value in query.getlist(word) if value))
    for value in values:
        if value not in known:
            words = {"value": value[:40], "word": word, "known": listed(known)}
            raise UnknownValueError(
                _("“%(value)s” is not a value of “%(word)s”. It can be: %(known)s.") % words
            )
    return values


def wants_csv(query: QueryDict) -> bool:
    return bool(one_of(query, "format", ["csv"]))


@dataclass
class Countries:
    """The Member States that the query leaves, out of the 193 that are read once."""

    query: QueryDict
    everyone: list[Country]
    regions: list[Region] = field(default_factory=lambda: list(Region.objects.all()))

    def __post_init__(self) -> None:
        self.chosen = one_of(self.query, "region", [region.code for region in self.regions])
        self.text = self.query.get("q", "").strip()
        if len(self.text) > LONGEST_SEARCH:
            raise UnknownValueError(_("The words to search for are too many."))

    @cached_property
    def results(self) -> list[Country]:
        if not self.chosen:
            return self._found
        wanted = set(self.chosen)
        return [country for country in self._found if wanted & _regions_of(country)]

    @cached_property
    def options(self) -> list[Option]:
        """Each region with the number that a click on it would show."""
        return [
            Option(
                region.code,
                region.name,
                sum(region.code in _regions_of(country) for country in self._found),
                region.code in self.chosen,
            )
            for region in self.regions
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        chips = [Chip(o.label, self._without("region", o.value)) for o in self.options if o.chosen]
        if self.text:
            chips.append(Chip(_("“%(text)s”") % {"text": self.text}, self._without("q", self.text)))
        return chips

    @cached_property
    def _found(self) -> list[Country]:
        words = folded(self.text)
        return [country for country in self.everyone if _is_named(country, words)]

    def _without(self, word: str, value: str) -> str:
        query = self.query.copy()
        query.setlist(word, [v for v in query.getlist(word) if v.strip() != value])
        return f"?{query.urlencode()}"


def _regions_of(country: Country) -> set[str]:
    return {region.code for region in country.regions.all()}


def _is_named(country: Country, words: str) -> bool:
    """By its name in the reader's language, by its code, or by its name in English."""
    names = (country.name, country.iso3, country.iso2, getattr(country, "name_en", None) or "")
    return any(words in folded(name) for name in names)
