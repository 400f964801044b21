"""Forms of people and organisations. What may be done is decided by the verbs, not here."""

from functools import cache
from itertools import groupby
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from compact.models import Country, StakeholderType
from compact.models.participation import MEMBER_STATE
from stakeholders.choices import Role
from stakeholders.models import Invitation, JoinRequest, Membership, Organisation, User
from stakeholders.models.users import check_name

AREAS = {
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
}


class SignupForm(forms.Form):
    """What allauth asks at registration, beside address and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[check_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


@cache
def zones() -> list[tuple[str, list[tuple[str, str]]]]:
    """The zones in which people live, by area."""
    places = sorted(zone for zone in available_timezones() if zone.split("/")[0] in AREAS)
    by_area = {
        area: [(zone, zone.split("/", 1)[1].replace("_", " ")) for zone in group]
        for area, group in groupby(places, key=lambda zone: zone.split("/")[0])
    }
    return [("UTC", [("UTC", "UTC")]), *by_area.items()]


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
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]


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
        Country.objects.none(),
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Asked for anew: the order is that of the reader's language.
        self.fields["country"].queryset = Country.objects.in_order()  # type: ignore[attr-defined]


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


class EndRoleForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        required=False,
        help_text=_("It stays on the record, and goes into the mail about it."),
    )


class HandOverRoleForm(forms.Form):
    """To a colleague at once, or to somebody new who is invited."""

    colleague = forms.ModelChoiceField(
        User.objects.none(),
        label=_("To a colleague of the same State"),
        required=False,
        empty_label=_("None of these"),
    )
    email = forms.EmailField(
        label=_("Or to somebody new, at this address"),
        required=False,
        help_text=_("An invitation is sent. The role passes when it is accepted."),
    )
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=settings.LANGUAGES, initial=get_language
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.holding(*Role, at=membership.organisation)
        self.fields["colleague"].queryset = people.exclude(pk=membership.user_id)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("colleague") and not given.get("email") and not self.errors:
            self.add_error("email", _("Choose a colleague, or give an address."))
        if given.get("colleague") and given.get("email"):
            self.add_error("email", _("Choose one: a colleague or an address."))
        return given
