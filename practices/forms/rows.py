"""Partners and links: rows of the form."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publication.drafts.fields import PlainText
from publication.drafts.forms import Row

SCHEMES = ("http", "https")


def check_address(address: str) -> None:
    """Of a page on the web, and of nothing that runs or that only one computer knows."""
    try:
        URLValidator(schemes=SCHEMES)(address)
        has_password = urlsplit(address).password is not None
    except (ValidationError, ValueError) as error:
        raise ValidationError(
            _("Write the whole address, with http:// or https:// before it."), code="address"
        ) from error
    if has_password:
        raise ValidationError(_("The address holds a password. Leave it out."), code="password")


class PartnerRow(Row):
    kind = "partners"
    most = 40

    name = PlainText(
        label=_("Name of the partner"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    @property
    def label(self) -> str:
        return gettext("Partner %(number)s") % {"number": self.place + 1}


class LinkRow(Row):
    kind = "links"
    most = 30

    title = PlainText(
        label=_("What is there"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    address = PlainText(
        label=_("Address"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address:
            check_address(address)
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_blank:
            return cleaned
        for name in self.fields:
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, _("This is missing. Fill it in, or clear the whole link."))
        return cleaned

    @property
    def label(self) -> str:
        return gettext("Link %(number)s") % {"number": self.place + 1}
