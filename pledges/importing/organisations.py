"""Who is meant by a name in a file: an organisation that is here, or one to be made."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from django.conf import settings
from modeltranslation.utils import build_localized_fieldname

from compact.models.participation import MEMBER_STATE
from pledges.importing.rows import Line
from pledges.importing.words import UnreadableError
from stakeholders.choices import Standing
from stakeholders.models import Organisation

SHOWN = 60
ALIKE = 0.8


@dataclass(frozen=True)
class NewOrganisation:
    """One that is named with its type and is not here yet."""

    name: str
    type_id: str
    country_id: str | None = None

    def __str__(self) -> str:
        return self.name


Named = Organisation | NewOrganisation


class Directory:
    """All organisations by their names: Member States also by code, and in every language."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[Named]] = defaultdict(list)
        for organisation in Organisation.objects.not_declined().select_related("country"):
            for name in {name.casefold() for name in _names_of(organisation)}:
                self._by_name[name].append(organisation)

    def find(self, name: str, type_id: str = "", country_id: str = "") -> Named:
        """Raises UnreadableError, with a word on what to write instead."""
        found = [
            one
            for one in self._by_name.get(name.casefold(), ())
            if type_id in {"", one.type_id} and country_id in {"", one.country_id}
        ]
        if len(found) > 1:
            raise UnreadableError("organisation-many", value=name[:SHOWN])
        if found:
            return _verified(found[0])
        if type_id == MEMBER_STATE:
            raise UnreadableError("organisation-state")
        return self._new(name, type_id, country_id)

    def _new(self, name: str, type_id: str, country_id: str) -> NewOrganisation:
        """To be made. Rows that name it again need not give its type again."""
        if not type_id:
            raise self._unknown(name)
        new = NewOrganisation(name, type_id, country_id or None)
        self._by_name[name.casefold()].append(new)
        return new

    def _unknown(self, name: str) -> UnreadableError:
        like = get_close_matches(name.casefold(), self._by_name, n=1, cutoff=ALIKE)
        if like:
            known = str(self._by_name[like[0]][0])
            return UnreadableError("organisation-like", value=name[:SHOWN], known=known)
        return UnreadableError("organisation", value=name[:SHOWN])


def _names_of(organisation: Organisation) -> Iterator[str]:
    yield organisation.name
    if organisation.is_member_state and organisation.country:
        yield organisation.country.pk
        for language, _name in settings.LANGUAGES:
            own = getattr(organisation.country, build_localized_fieldname("name", language))
            if own:
                yield own


def _verified(named: Named) -> Named:
    if isinstance(named, Organisation) and named.standing != Standing.VERIFIED:
        raise UnreadableError("organisation-pending", value=str(named)[:SHOWN])
    return named


def look_up(lines: Sequence[Line]) -> None:
    """Say of each line who makes the pledge and who joined in, or complain."""
    directory = Directory()
    # Those with a type first: they may make what the others only name.
    for line in sorted(lines, key=lambda line: not line.get("organisation_type")):
        line.maker = _maker(line, directory)
    for line in sorted(lines, key=lambda line: not line.get("partner_types")):
        line.joined = list(_joined(line, directory))


def _maker(line: Line, directory: Directory) -> Named | None:
    name = line.get("organisation")
    if not name:
        return None
    type_id, country_id = line.get("organisation_type", ""), line.get("organisation_country", "")
    try:
        return directory.find(name, type_id, country_id)
    except UnreadableError as error:
        line.complain("organisation", error.code, **error.params)
        return None


def _joined(line: Line, directory: Directory) -> Iterator[Named]:
    names, types = line.get("partners", []), line.get("partner_types", [])
    named: list[Named] = []
    for place, name in enumerate(names):
        try:
            if name:
                named.append(directory.find(name, types[place] if place < len(types) else ""))
        except UnreadableError as error:
            line.complain("partners", error.code, **error.params)
    for place, partner in enumerate(named):
        if partner == line.maker:
            line.complain("partners", "partner-itself")
        elif partner in named[:place]:
            line.complain("partners", "partner-twice", value=str(partner)[:SHOWN])
        else:
            yield partner


def new_among(lines: Iterable[Line]) -> list[NewOrganisation]:
    """Each organisation that is to be made, once."""
    named = (one for line in lines for one in (line.maker, *line.joined))
    return list(dict.fromkeys(one for one in named if isinstance(one, NewOrganisation)))
