"""The smaller forms: a series, beginning a session, materials, and registration."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from dialogues.choices import MaterialKind
from dialogues.models import Series
from publication.drafts.fields import PlainText
from publication.translated import Translated, in_languages
from stakeholders.models.users import check_name

# Addresses of the desk that a series cannot have.
TAKEN = {"new"}


class SeriesForm(Translated):
    translated = ("title", "description")
    use_required_attribute = False

    class Meta:
        model = Series
        fields = ("code", *in_languages("title", "description"), "cycle", "reach")
        widgets: ClassVar[dict[str, Any]] = {"reach": forms.RadioSelect}
        help_texts: ClassVar[dict[str, Any]] = {
            "code": _("A part of the address, in small letters: dialogues-2030. It never changes."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reach = self.fields["reach"]
        reach.choices = [one for one in reach.choices if one[0]]  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            self.fields["code"].disabled = True
            # Its sessions carry the year of the forum in their codes.
            self.fields["cycle"].disabled = self.instance.sessions.exists()

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].lower()
        if code in TAKEN:
            raise forms.ValidationError(_("This code is an address of the portal: choose another."))
        return code


class BeginForm(forms.Form):
    use_required_attribute = False

    series = forms.ModelChoiceField(
        Series.objects.select_related("cycle"),
        label=_("Series"),
        help_text=_("It says to which forum the session leads, and is not changed later."),
    )
    title = forms.CharField(
        label=_("Title, in English"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "lang": "en"}),
        help_text=_("It can be changed, and written in the other languages."),
    )


class MaterialForm(forms.Form):
    """A file or a link, not both."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Kind"), choices=MaterialKind.choices)
    title = PlainText(
        label=_("Title"),
        required=True,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, Word, Excel, PowerPoint, PNG or JPEG, up to 25 MB."),
    )
    address = PlainText(
        label=_("Or the address of a page"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address:
            whole = _("Write the whole address, with http:// or https:// before it.")
            URLValidator(schemes=["http", "https"], message=whole)(address)
            if urlsplit(address).password is not None:
                raise forms.ValidationError(_("The address holds a password. Leave it out."))
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "file" in self.errors or "address" in self.errors:
            return cleaned
        if bool(cleaned.get("file")) == bool(cleaned.get("address")):
            self.add_error("file", _("Give a file or an address, and not both."))
        return cleaned


class RegistrationForm(forms.Form):
    """For whoever has no account."""

    use_required_attribute = False

    name = PlainText(
        label=_("Your name"),
        required=True,
        max_length=150,
        validators=[check_name],
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        help_text=_("A link goes there. Only when you have confirmed it you have a place."),
    )
    affiliation = PlainText(
        label=_("Organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "dir": "auto"}),
    )
