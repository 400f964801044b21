"""The smaller forms: beginning, answering an invitation, reporting, the stage, a correction."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Cycle
from pledges.choices import Stage
from pledges.forms.pledge import PledgeForm
from pledges.models import Pledge
from publication.drafts.fields import PlainDay, PlainNumber, PlainText, long_text
from stakeholders.choices import SPEAKERS
from stakeholders.models import Organisation, User


def organisations_of(user: User) -> "list[Organisation]":
    """Those for which this person may pledge."""
    mine = [organisation for role, organisation in user.roles_held if role in SPEAKERS]
    return list(Organisation.objects.verified().filter(pk__in=mine).select_related("country"))


class BeginForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Who pledges"))
    cycle = forms.ModelChoiceField(
        Cycle.objects.order_by("-year"), label=_("For the forum of"), empty_label=None
    )
    language = forms.ChoiceField(
        label=_("Language of the pledge"),
        choices=settings.LANGUAGES,
        help_text=_("It is published in the language in which you write it."),
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        mine = organisations_of(user)
        field.queryset = Organisation.objects.filter(pk__in=[org.pk for org in mine])
        field.queryset = field.queryset.select_related("country")
        if len(mine) == 1:
            field.empty_label = None


class AnswerForm(forms.Form):
    """A partner's answer, or its leave."""

    note = PlainText(
        label=_("Note"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It goes to those who make the pledge, and stays on the record."),
    )


class ReportForm(forms.Form):
    value = PlainNumber(label=_("Reached"))
    as_of = PlainDay(label=_("As of"), required=True)
    evidence = long_text(
        label=_("Evidence"),
        required=True,
        max_length=2000,
        help_text=_("Where the figure comes from, and where one can look: a source, an address."),
    )
    cites = PlainText(
        label=_("Code of what backs it"),
        max_length=20,
        help_text=_("Of a published practice, programme, review or pledge: REV-2022-CRI."),
        widget=forms.TextInput(attrs={"class": "short", "size": 16}),
    )

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day


class StageForm(forms.Form):
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices, widget=forms.RadioSelect)
    reason = long_text(
        3,
        label=_("Why"),
        max_length=2000,
        help_text=_("Needed where the pledge is discontinued. It is published."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stage") == Stage.DISCONTINUED and cleaned.get("reason") == "":
            self.add_error("reason", _("Say why the pledge is discontinued."))
        return cleaned


class CorrectionForm(PledgeForm):
    """The same form over what is published: here all of it must be readable, and say why."""

    note = long_text(
        3,
        label=_("What was corrected, and why"),
        required=True,
        max_length=2000,
        help_text=_("Everybody reads it."),
    )

    def __init__(self, data: QueryDict, *, pledge: Pledge) -> None:
        super().__init__(data, pledge=pledge)
        self.reported = {target.order for target in pledge.targets.filter(reports__isnull=False)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        kept = {row.place for row in self.targets if not row.is_blank}
        if self.reported - kept:
            self.add_error("note", _("A target stays once there are reports on it."))
        return cleaned
