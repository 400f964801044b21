"""The lists of choices of a form."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from reviews.xlsform.cells import Reader
from reviews.xlsform.files import Row
from reviews.xlsform.findings import Findings
from reviews.xlsform.keys import Keys
from reviews.xlsform.plan import LinePlan

LONGEST_KEY, LONGEST_LABEL = 40, 200
YES_AND_NO = {"yes", "no"}


@dataclass
class ChoiceList:
    """`answers` has the key of each choice by its name."""

    options: list[LinePlan] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)

    @property
    def is_yes_no(self) -> bool:
        return {name.casefold() for name in self.answers} == YES_AND_NO


def lists_in(rows: list[Row], findings: Findings, language: str) -> dict[str, ChoiceList]:
    lists: dict[str, ChoiceList] = defaultdict(ChoiceList)
    keys: dict[str, Keys] = defaultdict(lambda: Keys(LONGEST_KEY))
    for row in rows:
        reader = Reader(row, findings, language)
        list_name, name = reader.text("list_name"), reader.text("name")
        if not list_name or not name:
            reader.tell("list_name", _("A choice needs a list and a name."))
            continue
        chosen = lists[list_name]
        if name in chosen.answers:
            reader.tell("name", _("The list has this choice already."))
            continue
        label = reader.texts("label", LONGEST_LABEL) or reader.named(LONGEST_LABEL, name)
        key = keys[list_name].key_for(name, "option")
        chosen.options.append(LinePlan(key, label))
        chosen.answers[name] = key
        reader.tell_the_rest()
    return dict(lists)
