"""Organisers, items of the agenda and speakers: rows of the form."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dialogues.choices import SpeakerRole
from publication.drafts.fields import PlainText
from publication.drafts.forms import Row
from stakeholders.models import Organisation

# Most of them speak, so that this is chosen already.
ROLES = sorted(SpeakerRole.choices, key=lambda one: one[0] != SpeakerRole.SPEAKER)
LONGEST_SESSION = 7 * 24 * 60  # minutes


def _line(**options: Any) -> PlainText:
    return PlainText(widget=forms.TextInput(attrs={"dir": "auto"}), **options)


def _title(language: str, **options: Any) -> PlainText:
    widget = forms.TextInput(attrs={"dir": "auto", "lang": language})
    return PlainText(max_length=300, widget=widget, **options)


class OrganiserRow(Row):
    """An organisation of the portal, by its whole name."""

    kind = "organisers"
    most = 20

    name = _line(label=_("Name of the organisation"), max_length=200)

    def __init__(
        self, data: QueryDict, place: int, *, known: Mapping[str, Organisation] | None = None
    ) -> None:
        super().__init__(data, place)
        self.known = known or {}
        self.fields["name"].widget.attrs["list"] = "organisations"

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name:
            return name
        if name.casefold() not in self.known:
            raise forms.ValidationError(
                _("No organisation that takes part in the portal has exactly this name.")
            )
        return str(self.known[name.casefold()])

    @property
    def organisation(self) -> Organisation:
        """Of a row that could be read."""
        return self.known[self.cleaned_data["name"].casefold()]

    @property
    def label(self) -> str:
        return gettext("Organiser %(number)s") % {"number": self.place + 1}


class AgendaRow(Row):
    kind = "agenda"
    most = 40

    minutes = forms.IntegerField(
        label=_("Minutes after the start"),
        required=False,
        validators=[MinValueValidator(0), MaxValueValidator(LONGEST_SESSION)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={"invalid": _("Write the minutes in digits: for example 45.")},
    )
    title_en = _title("en", label=_("What happens, in English"))
    title_ar = _title("ar", label="عربي")
    title_zh_hans = _title("zh-hans", label="中文")
    title_fr = _title("fr", label="Français")
    title_ru = _title("ru", label="Русский")
    title_es = _title("es", label="Español")
    title_pt = _title("pt", label="Português")

    def clean_title_en(self) -> str:
        title: str = self.cleaned_data["title_en"]
        if not title and not self.is_blank:
            raise forms.ValidationError(_("Say it in English too, or clear the whole row."))
        return title

    @property
    def others(self) -> list[Any]:
        """The title in the other languages."""
        return [self[name] for name in self.fields if name not in {"minutes", "title_en"}]

    @property
    def label(self) -> str:
        return gettext("Item %(number)s of the agenda") % {"number": self.place + 1}


class SpeakerRow(Row):
    kind = "speakers"
    most = 60

    name = _line(label=_("Name"), max_length=200)
    affiliation = _line(label=_("Function and organisation"), max_length=300)
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, required=False)

    @property
    def is_blank(self) -> bool:
        """The role says nothing of itself: there is always one chosen."""
        return not any(self.typed[name].strip() for name in ("name", "affiliation"))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name and not self.is_blank:
            raise forms.ValidationError(_("Say who speaks, or clear the whole row."))
        return name

    def clean_role(self) -> str:
        return self.cleaned_data["role"] or SpeakerRole.SPEAKER

    @property
    def label(self) -> str:
        return gettext("Speaker %(number)s") % {"number": self.place + 1}
