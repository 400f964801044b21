"""The names that a double-blind review hides wherever they stand in a text."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from practices.models import Practice, PracticePartner
from stakeholders.models import Organisation

# An address of a page or of a person tells as much as a name.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>()\[\]]*[^\s<>()\[\].,;:!?]"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
SHORTEST = 3


def hider_of(practice: Practice) -> Callable[[str], str]:
    """A function that takes the names and addresses out of a text, and says where one stood."""
    names = {_composed(name) for name in names_behind(practice)}
    found = [
        _as_pattern(name) for name in sorted(names, key=len, reverse=True) if len(name) >= SHORTEST
    ]
    pattern = re.compile("|".join(found), re.IGNORECASE) if found else None

    def hide(text: str) -> str:
        without = ADDRESS.sub(_("[address hidden]"), _composed(text))
        return pattern.sub(_("[name hidden]"), without) if pattern else without

    return hide


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _as_pattern(name: str) -> str:
    """A whole word, where the script has blanks around words: Chinese and Arabic may have none."""
    before = r"(?<!\w)" if name[0].isascii() else ""
    after = r"(?!\w)" if name[-1].isascii() else ""
    return f"{before}{re.escape(name)}{after}"


def names_behind(practice: Practice) -> Iterator[str]:
    """Of who writes, submits and implements it, of the partners; of a State in every language."""
    yield from _names_of(practice.organisation)
    yield practice.author.name
    if practice.implementer.strip():
        yield practice.implementer.strip()
    for partner in _partners(practice):
        yield partner.name.strip()
        if partner.organisation is not None:
            yield from _names_of(partner.organisation)


def owner_tells_country(practice: Practice) -> bool:
    """Whether the countries say who submits it: they hold the State that does, or a partner."""
    states = {
        owner.country_id
        for owner in (practice.organisation, *(one.organisation for one in _partners(practice)))
        if owner is not None and owner.is_member_state
    }
    return any(country.pk in states for country in practice.countries.all())


def _partners(practice: Practice) -> list[PracticePartner]:
    return list(practice.partners.select_related("organisation__country"))


def _names_of(organisation: Organisation) -> Iterator[str]:
    yield organisation.name
    if organisation.is_member_state and organisation.country is not None:
        yield from organisation.country.every_name
