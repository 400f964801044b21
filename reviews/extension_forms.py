"""Forms of more time: a State asks until a day, the Secretariat grants a day or does not."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compact.models import Cycle

LAST_MOMENT = time(23, 59, 59)
MOST_CHARACTERS = 4000


class UntilForm(forms.Form):
    """Days end where the deadline is kept: `moment` is the last second of the day there."""

    use_required_attribute = False

    until = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": _("Give the date."),
            "invalid": _("Write the date as year, month and day: 2030-03-31."),
        },
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cycle = cycle
        self.fields["until"].help_text = _("The whole day, in the time zone %(zone)s.") % {
            "zone": cycle.time_zone
        }

    @property
    def moment(self) -> datetime:
        return datetime.combine(self.cleaned_data["until"], LAST_MOMENT, tzinfo=self.cycle.zone)


class AskForm(UntilForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The Secretariat reads it. It stays on the record."),
        error_messages={"required": _("Say why more time is needed.")},
    )


class DecideForm(UntilForm):
    answer = forms.CharField(
        label=_("Answer"),
        required=False,
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("The State reads it. It is needed where the time is not granted."),
    )
