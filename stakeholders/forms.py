"""Forms of people and organisations. What may be done is decided by the verbs, not here."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from compact.models import Country, StakeholderType
from compact.models.participation import MEMBER_STATE
from stakeholders.choices import Role
from stakeholders.models import Invitation, JoinRequest, Organisation, User


class SignupForm(forms.Form):
    """What allauth asks at registration, beside address and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Deadlines are shown in this zone, beside their own.")
    )

    class Meta:
        model = User
        fields = ("name", "language", "time_zone", "wants_reminders")
        help_texts: ClassVar[dict[str, Any]] = {
            "language": _("Mail to you is written in this language."),
            "wants_reminders": _("Before a deadline, while something is still yours to do."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(available_timezones() | {self.instance.time_zone})
        self.fields["time_zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]


class JoinRequestForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = JoinRequest
        fields = ("message",)


class NewOrganisationForm(forms.ModelForm):  # type: ignore[type-arg]
    """An organisation that is not here yet. The Member States all are."""

    type = forms.ModelChoiceField(
        StakeholderType.objects.exclude(code=MEMBER_STATE), label=_("Type"), empty_label=_("Choose")
    )
    country = forms.ModelChoiceField(
        Country.objects.in_order(),
        label=_("Country"),
        required=False,
        empty_label=_("None in particular"),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    message = forms.CharField(
        label=_("What you do there"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Organisation
        fields = ("name", "type", "country", "website")


class InvitationForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Invitation
        fields = ("email", "role", "unit", "language")

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A refusal says why; the reason goes into the mail and stays on the record."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
