"""One target: a row of the form. It is whole, blank, or kept as it was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publication.drafts.fields import PlainDay, PlainNumber, PlainText, plain
from publication.drafts.forms import Row


class TargetForm(Row):
    kind = "targets"
    most = 20

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
    def said(self) -> tuple[str, ...]:
        """The row in one form, however its numbers were typed."""
        if self.errors:
            return tuple(self.typed.values())
        cleaned = self.cleaned_data
        numbers = plain(cleaned["baseline"]), plain(cleaned["value"])
        return cleaned["indicator"], *numbers, cleaned["unit"], str(cleaned["due_on"] or "")

    @property
    def label(self) -> str:
        return gettext("Target %(number)s") % {"number": self.place + 1}
