"""The codes that a file may use, read once for a whole file."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from django.conf import settings
from django.db.models import TextChoices

from compact.models import Action, Country, Cycle, GuidingPrinciple, Objective, StakeholderType
from pledges.choices import Nature, PledgeKind, Side, Stage
from pledges.importing.words import UnreadableError
from publication.choices import Scope
from publication.drafts.fields import currency_codes

FEW = 12


class Codes:
    """Codes of one kind, found whatever their case; one that does not exist is told helpfully."""

    def __init__(self, codes: Iterable[object]) -> None:
        self._by_folded = {str(code).casefold(): str(code) for code in codes}

    def __iter__(self) -> Iterable[str]:
        return iter(self._by_folded.values())

    def find(self, text: str) -> str:
        found = self._by_folded.get(text.casefold())
        if found is None:
            raise self._unknown(text)
        return found

    def _unknown(self, text: str) -> UnreadableError:
        value = text[:60]
        if len(self._by_folded) <= FEW:
            known = ", ".join(self._by_folded.values())
            return UnreadableError("unknown-of", value=value, known=known)
        like = get_close_matches(text.casefold()[:60], self._by_folded, n=1)
        if like:
            known = self._by_folded[like[0]]
            return UnreadableError("unknown-like", value=value, known=known)
        return UnreadableError("unknown", value=value)


def _of(choices: type[TextChoices]) -> Codes:
    return Codes(value for value in choices.values if value)


def known_codes() -> Mapping[str, Codes]:
    """By the name of the column whose cells they fill."""
    return {
        "cycle": Codes(Cycle.objects.values_list("pk", flat=True)),
        "language": Codes(code for code, _name in settings.LANGUAGES),
        "organisation_type": Codes(StakeholderType.objects.values_list("pk", flat=True)),
        "country": Codes(Country.objects.values_list("pk", flat=True)),
        "kind": _of(PledgeKind),
        "side": _of(Side),
        "nature": _of(Nature),
        "scope": _of(Scope),
        "stage": _of(Stage),
        "objectives": Codes(Objective.objects.values_list("pk", flat=True)),
        "actions": Codes(action.code for action in Action.objects.all()),
        "principles": Codes(GuidingPrinciple.objects.values_list("pk", flat=True)),
        "currency": Codes(currency_codes()),
    }
