"""One target: a row of the form. It is whole, blank, or kept as it was typed."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from publication.drafts.fields import PlainDay, PlainNumber, PlainText, plain

MOST_TARGETS = 20
_NAME = re.compile(r"targets-([0-9]{1,2})-indicator", re.ASCII)


class TargetForm(forms.Form):
    indicator = PlainText(
        label=_("What is measured"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    baseline = PlainNumber(label=_("Today"), required=False)
    value = PlainNumber(label=_("Target"), required=False)
    unit = PlainText(
        label=_("Unit"),
        max_length=60,
        widget=forms.TextInput(attrs={"class": "short", "dir": "auto"}),
    )
    due_on = PlainDay(label=_("By"))

    def __init__(self, data: QueryDict, place: int, **options: Any) -> None:
        super().__init__(data, prefix=f"targets-{place}", **options)
        self.place = place

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_blank:
            return cleaned
        for name in self.fields:
            if name not in self.errors and cleaned.get(name) in {None, ""}:
                self.add_error(name, _("This is missing. Fill it in, or clear the whole target."))
        if not self.errors and cleaned["baseline"] == cleaned["value"]:
            self.add_error("value", _("This is what there is today: nothing would change."))
        return cleaned

    @property
    def typed(self) -> dict[str, str]:
        return {name: self.data.get(self.add_prefix(name), "") for name in self.fields}

    @property
    def is_blank(self) -> bool:
        return not any(text.strip() for text in self.typed.values())

    @property
    def said(self) -> tuple[str, ...]:
        """The row in one form, however its numbers were typed."""
        if self.errors:
            return tuple(self.typed.values())
        cleaned = self.cleaned_data
        numbers = plain(cleaned["baseline"]), plain(cleaned["value"])
        return cleaned["indicator"], *numbers, cleaned["unit"], str(cleaned["due_on"] or "")


def rows_in(data: QueryDict) -> list[TargetForm]:
    """The rows that the form has, by their place."""
    return [TargetForm(data, place) for place in sorted(set(_places(data)))]


def _places(data: QueryDict) -> Iterator[int]:
    for name in data:
        found = _NAME.fullmatch(name)
        if found and int(found[1]) < MOST_TARGETS:
            yield int(found[1])
