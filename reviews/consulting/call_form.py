"""The form of a call for input: its days are those of the clock of the State that makes it."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.drafts.fields import PlainDay, long_text
from publication.drafts.forms import DraftForm
from reviews.consulting.calls import Asked
from reviews.models import InputCall

LAST_MOMENT = time(23, 59, 59)
FARTHEST = timedelta(days=2 * 365)


class CallForm(DraftForm):
    """All of it is needed: a call is public as soon as it is saved."""

    use_required_attribute = False

    introduction = long_text(
        8,
        label=_("What you ask"),
        required=True,
        max_length=10_000,
        help_text=_("On what you wish to hear, and what will become of it. Everybody reads it."),
    )
    opens_on = PlainDay(label=_("Opens on"), required=True)
    closes_on = PlainDay(
        label=_("Last day"),
        required=True,
        help_text=_("Leave yourselves the time to use what comes before the review is due."),
    )

    def __init__(self, data: QueryDict, *, zone: ZoneInfo, **options: Any) -> None:
        super().__init__(data, **options)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opens_on, closes_on = cleaned.get("opens_on"), cleaned.get("closes_on")
        today = timezone.localdate(timezone=self.zone)
        for name in ("opens_on", "closes_on"):
            if name in cleaned and cleaned[name] and abs(cleaned[name] - today) > FARTHEST:
                self.add_error(name, _("This day lies too far away."))
        if closes_on and closes_on < today:
            self.add_error("closes_on", _("This day has passed."))
        elif opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("It closes before it opens."))
        return cleaned

    @property
    def asked(self) -> Asked:
        """Of a form that is valid."""
        read = self.cleaned_data
        return Asked(
            introduction=read["introduction"],
            opens_at=datetime.combine(read["opens_on"], time.min, tzinfo=self.zone),
            closes_at=datetime.combine(read["closes_on"], LAST_MOMENT, tzinfo=self.zone),
        )


def form_of_call(call: InputCall | None, zone: ZoneInfo) -> CallForm:
    """As it is saved; a new one opens today. Nothing in it is wrong yet."""
    typed = QueryDict(mutable=True)
    if call is None:
        typed["opens_on"] = timezone.localdate(timezone=zone).isoformat()
    else:
        typed["introduction"] = call.introduction
        typed["opens_on"] = timezone.localdate(call.opens_at, zone).isoformat()
        typed["closes_on"] = timezone.localdate(call.closes_at, zone).isoformat()
    form = CallForm(typed, zone=zone)
    form.errors.clear()
    return form


class UseForm(forms.Form):
    """How an input was used."""

    use_required_attribute = False

    use = long_text(
        5,
        label=_("How it was used"),
        required=True,
        max_length=10_000,
        help_text=_(
            "What it changed in the review, or why it did not. The sender is told, and it is "
            "published in the annex."
        ),
    )
