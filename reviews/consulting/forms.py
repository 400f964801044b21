"""The form of a consultation, which saves whatever is typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compact.models import StakeholderType
from compact.models.participation import MEMBER_STATE
from publication.drafts.fields import PlainDay, PlainText, long_text
from publication.drafts.forms import DraftForm

MOST_PEOPLE = 2_000_000_000
MOST_DIGITS = 10
MOST_CHARACTERS = 10_000
UNREAD = _("Write the number in digits alone: for example 140.")


class PlainCount(PlainText):
    """How many: a whole number in the digits of any script, or nothing."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "size": 8})

    def clean(self, value: Any) -> int | None:
        text = "".join(super().clean(value).split())
        if not text:
            return None
        if not text.isdecimal() or len(text) > MOST_DIGITS or int(text) > MOST_PEOPLE:
            raise forms.ValidationError(UNREAD)
        return int(text)


class ConsultationForm(DraftForm):
    """Bound to what is sent, or to what is saved (`reviews.consulting.saved.form_of`)."""

    held_on = PlainDay(label=_("Date"))
    until = PlainDay(label=_("Until"), help_text=_("Where it took more than a day."))
    title = PlainText(
        label=_("Title"),
        max_length=200,
        help_text=_("What it was: “Round table with trade unions on labour migration”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    place = PlainText(
        label=_("Place"),
        max_length=160,
        help_text=_("A town, or “online”."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    groups = forms.ModelMultipleChoiceField(
        StakeholderType.objects.exclude(pk=MEMBER_STATE),
        label=_("Groups that took part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people = PlainCount(label=_("Number of people"), help_text=_("Of all groups together."))
    who = long_text(
        3,
        label=_("Who took part"),
        max_length=MOST_CHARACTERS,
        help_text=_("Organisations or people. It is published only if they consent to be named."),
    )
    consents_to_be_named = forms.BooleanField(
        label=_("They consent to be named in the annex"), required=False
    )
    heard = long_text(
        5,
        label=_("What was said"),
        max_length=MOST_CHARACTERS,
        help_text=_("It is published: name nobody who does not consent."),
    )
    use = long_text(
        4,
        label=_("How the input was used"),
        max_length=MOST_CHARACTERS,
        help_text=_("What it changed in the review, or why it did not. It is published."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("held_on"), cleaned.get("until")
        if begins and ends and ends < begins:
            self.add_error("until", _("It ends before it begins."))
        return cleaned
