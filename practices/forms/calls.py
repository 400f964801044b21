"""Forms of calls and criteria. Times are typed in the time zone of the call."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from practices.criteria_files import TEXTS
from practices.models import Call, Criterion, Practice
from practices.models.practices import NARRATIVE
from publication.translated import Translated, in_languages
from stakeholders.forms import zones

# Addresses of the desk that a call cannot have.
TAKEN = {"new", "criteria"}
TYPED = "%Y-%m-%dT%H:%M"


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TYPED)


def naive(moment: datetime, zone: ZoneInfo) -> datetime:
    """As its clock shows it there."""
    return timezone.localtime(moment, zone).replace(tzinfo=None)


class CallForm(Translated):
    translated = ("title", "introduction")
    use_required_attribute = False

    time_zone = forms.ChoiceField(
        label=_("Time zone of the deadline"), help_text=_("The times above are those of its clock.")
    )

    class Meta:
        model = Call
        fields = (
            "code",
            *in_languages("title", "introduction"),
            *("cycle", "opens_at", "due_at", "time_zone", "mode", "objectives", "criteria"),
            *("divergence", "most_rounds", "days_to_answer", "days_to_review"),
        )
        widgets: ClassVar[dict[str, Any]] = {
            "opens_at": moment_input(),
            "due_at": moment_input(),
            "mode": forms.RadioSelect,
            "objectives": forms.CheckboxSelectMultiple,
            "criteria": forms.CheckboxSelectMultiple,
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "code": _("A part of the address, in small letters: climate-2028. It never changes."),
            "objectives": _("Tick none if practices on all objectives are taken."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones()  # type: ignore[attr-defined]
        self.fields["criteria"].required = self.fields["due_at"].required = True
        self.fields["due_at"].help_text = _("In the time zone that is chosen below.")
        if self.instance.pk is not None:
            self.fields["code"].disabled = True
            for name in ("opens_at", "due_at"):
                self.initial[name] = naive(getattr(self.instance, name), self.instance.zone)

    def full_clean(self) -> None:
        """Times are read on the clock of the zone that is chosen on the same form."""
        with timezone.override(self._zone()):
            super().full_clean()

    def _zone(self) -> ZoneInfo:
        chosen = self.data.get("time_zone", "")
        return ZoneInfo(chosen if self.fields["time_zone"].valid_value(chosen) else "UTC")  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if code in TAKEN:
            raise forms.ValidationError(_("This code is an address of the portal: choose another."))
        return code

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        opens_at, due_at = values.get("opens_at"), values.get("due_at")
        if opens_at and due_at and due_at <= opens_at:
            self.add_error("due_at", _("The deadline must come after the opening."))
        return values


class StandingCallForm(Translated):
    """The call that always stands: its words, and the forum to which practices now belong."""

    translated = ("title", "introduction")
    use_required_attribute = False

    class Meta:
        model = Call
        fields = (*in_languages("title", "introduction"), "cycle")


class ExtensionForm(forms.Form):
    use_required_attribute = False

    due_at = forms.DateTimeField(
        label=_("New deadline"), widget=moment_input(), input_formats=[TYPED, "%Y-%m-%d %H:%M"]
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        help_text=_("Everybody reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why the deadline is put off.")},
    )

    def __init__(self, *args: Any, call: Call, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = call.zone
        self.fields["due_at"].help_text = _("In the time zone of the call: %(zone)s.") % {
            "zone": call.time_zone
        }

    def full_clean(self) -> None:
        with timezone.override(self.zone):
            super().full_clean()


class CriterionForm(Translated):
    translated = TEXTS
    use_required_attribute = False

    answered_in = forms.ChoiceField(
        label=_("Answered in the field"),
        required=False,
        help_text=_("Without a field, the question has an answer of its own."),
    )

    class Meta:
        model = Criterion
        fields = ("key", *in_languages(*TEXTS), "answered_in", "weight", "order")
        help_texts: ClassVar[dict[str, Any]] = {
            "key": _("A short name in small letters: data-protection. It never changes."),
            "weight": _("How much it counts in the mean score, from 1 to 9."),
            "order": _("Its place among the criteria of a call."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [(name, Practice._meta.get_field(name).verbose_name) for name in NARRATIVE]  # type: ignore[union-attr]
        self.fields["answered_in"].choices = [("", _("An answer of its own")), *fields]  # type: ignore[attr-defined]
        if self.instance.pk is not None:
            self.fields["key"].disabled = True
