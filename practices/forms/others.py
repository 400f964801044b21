"""The smaller forms: beginning, a correction, the answer of an implementer, a document."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.forms.practice import PracticeForm
from practices.models import Call
from publication.drafts.fields import PlainText, long_text
from stakeholders.choices import SPEAKERS
from stakeholders.models import Organisation, User


def organisations_of(user: User) -> "list[Organisation]":
    """Those for which this person may submit a practice."""
    mine = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
    return list(Organisation.objects.verified().filter(pk__in=mine).select_related("country"))


class BeginForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Who submits it"))
    call = forms.ModelChoiceField(
        Call.objects.none(),
        label=_("Call"),
        empty_label=None,
        help_text=_("One call is always open; others ask for practices on a theme, until a day."),
    )
    language = forms.ChoiceField(
        label=_("Language of the practice"),
        choices=settings.LANGUAGES,
        help_text=_("It is reviewed and published in the language in which you write it."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        mine = organisations_of(user)
        among = Organisation.objects.filter(pk__in=[one.pk for one in mine])
        self._offer("organisation", among.select_related("country"))
        self._offer("call", Call.objects.open(timezone.now()))
        if len(mine) == 1:
            self._field("organisation").empty_label = None

    def _field(self, name: str) -> "forms.ModelChoiceField[Any]":
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        return field

    def _offer(self, name: str, queryset: Any) -> None:
        self._field(name).queryset = queryset


class CorrectionForm(PracticeForm):
    """The same form over what is published: here all of it must be readable, and say why."""

    note = long_text(
        3,
        label=_("What was corrected, and why"),
        required=True,
        max_length=2000,
        help_text=_("Everybody reads it."),
    )


class ConsentForm(forms.Form):
    """The answer of the implementer."""

    note = PlainText(
        label=_("Note"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It goes to those who submit the practice, and stays on the record."),
    )


class DocumentForm(forms.Form):
    document = forms.FileField(
        label=_("The document that you filled in"),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": _("Choose the document.")},
        help_text=_("The Word file (.docx) that you downloaded here, up to 10 MB."),
    )
