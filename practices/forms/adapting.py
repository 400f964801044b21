"""The form by which an organisation tells that it adapted a practice."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country
from publication.drafts.fields import PlainText, long_text
from stakeholders.choices import SPEAKERS
from stakeholders.models import Organisation, User

FIRST_YEAR = 2018
NOT_A_YEAR = _("Give a year from 2018 to this one.")


def organisations_of(user: User) -> list[Organisation]:
    """The verified ones for which this person speaks."""
    mine = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
    return list(Organisation.objects.verified().filter(pk__in=mine).select_related("country"))


class AdaptationForm(forms.Form):
    use_required_attribute = False

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Who adapted it"),
        error_messages={"required": _("Say which organisation adapted it.")},
    )
    country = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("In which country"),
        error_messages={"required": _("Say in which country.")},
    )
    year = forms.IntegerField(
        label=_("Since which year"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short", "size": 6}),
        error_messages={"required": NOT_A_YEAR, "invalid": NOT_A_YEAR},
    )
    note = long_text(
        4, label=_("What was adapted"), max_length=500, help_text=_("It is published.")
    )
    address = forms.URLField(
        label=_("Link"),
        max_length=500,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
        help_text=_("To a page where one can read more. It is published."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = organisations_of(user)
        organisation, country = self.fields["organisation"], self.fields["country"]
        assert isinstance(organisation, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        assert isinstance(country, forms.ModelChoiceField)  # noqa: S101
        numbers = [one.pk for one in mine]
        organisation.queryset = Organisation.objects.filter(pk__in=numbers).select_related(
            "country"
        )
        country.queryset = Country.objects.in_order()
        if len(mine) == 1:
            organisation.empty_label = None

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(NOT_A_YEAR)
        return year


class ReasonForm(forms.Form):
    """Why a practice is no longer true."""

    use_required_attribute = False

    reason = PlainText(
        label=_("Why it is no longer true"),
        max_length=2000,
        required=True,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Everybody reads it on the page of the practice."),
        error_messages={"required": _("Say why it is no longer true.")},
    )
