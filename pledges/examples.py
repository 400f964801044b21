"""Targets as an example, one for each objective: they show what can be measured."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True)
class Example:
    indicator: "Text"
    baseline: str
    value: str
    unit: "Text"


YEARLY = _("people a year")
PER_CENT = _("per cent")

EXAMPLES: Mapping[int, Example] = {
    1: Example(
        _("Migration figures published each year, by sex and age"), "6", "20", _("indicators")
    ),
    2: Example(
        _("Young people in regions of departure who finish paid training"), "0", "5000", YEARLY
    ),
    3: Example(_("People advised at information points before departure"), "8000", "20000", YEARLY),
    4: Example(_("Birth certificates issued abroad within 30 days"), "40", "90", PER_CENT),
    5: Example(_("Work permits issued to seasonal workers"), "1200", "3000", _("permits a year")),
    6: Example(_("Recruitment agencies inspected for fees they charge"), "15", "100", PER_CENT),
    7: Example(_("Unaccompanied children placed in family-based care"), "55", "95", PER_CENT),
    8: Example(
        _("Missing migrants traced, and their families told"), "30", "120", _("cases a year")
    ),
    9: Example(
        _("Joint investigations of smuggling networks"), "2", "10", _("investigations a year")
    ),
    10: Example(_("Victims of trafficking who receive legal aid"), "210", "600", YEARLY),
    11: Example(_("Border posts whose officers are trained in protection"), "4", "24", _("posts")),
    12: Example(_("New arrivals screened and referred within 48 hours"), "35", "90", PER_CENT),
    13: Example(_("People in alternatives to detention"), "100", "800", _("people")),
    14: Example(_("Consular staff trained in labour rights"), "12", "80", _("people")),
    15: Example(_("Clinics that treat everybody, whatever their papers"), "10", "60", _("clinics")),
    16: Example(
        _("Municipalities with a plan for inclusion and a budget for it"),
        "5",
        "40",
        _("municipalities"),
    ),
    17: Example(_("Journalists trained to report on migration"), "0", "250", _("people")),
    18: Example(_("Diplomas recognized within six months"), "400", "1800", _("diplomas a year")),
    19: Example(_("Investments by the diaspora on record"), "35", "150", _("projects a year")),
    20: Example(_("Average cost of sending 200 US dollars"), "6.2", "3", PER_CENT),
    21: Example(_("Returnees supported for a year or longer"), "900", "2500", YEARLY),
    22: Example(_("Agreements on the portability of pensions in force"), "2", "6", _("agreements")),
    23: Example(_("Countries with which a joint programme runs"), "1", "5", _("countries")),
}


def examples_for(objectives: Iterable[int]) -> list[tuple[int, Example]]:
    """Those of the objectives chosen; of a few others as long as none is."""
    chosen = sorted(set(objectives) & set(EXAMPLES)) or [5, 15, 20]
    return [(number, EXAMPLES[number]) for number in chosen]
