"""Forms of discussion spaces and their guiding questions. Times are those of the space's clock."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import GuidingQuestion, Space
from publication.drafts.fields import PlainText
from publication.translated import Translated, in_languages

TYPED = "%Y-%m-%dT%H:%M"
READ = [TYPED, "%Y-%m-%d %H:%M"]
TEXTS = ("title", "introduction", "rules")
STANDARD_RULES = _(
    "A moderator reads each contribution before anybody else does.\n\n"
    "- Speak to the question, and be brief.\n"
    "- Contribute for your organisation: it is shown beside your name.\n"
    "- Be civil. Attack no person and no group.\n"
    "- Do not name people without their consent, and no migrant's case that can be recognised.\n"
    "- No advertisement, and nothing that is not yours to publish.\n\n"
    "What breaks these rules is declined or removed, with a reason. You can appeal once."
)


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format=TYPED)


def on_its_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return timezone.localtime(moment, zone).replace(tzinfo=None)


class SpaceForm(Translated):
    translated = TEXTS
    use_required_attribute = False

    class Meta:
        model = Space
        fields = (*in_languages(*TEXTS), "opens_at", "closes_at")
        widgets: ClassVar[dict[str, Any]] = {
            "opens_at": moment_input(),
            "closes_at": moment_input(),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = self.instance.zone
        hint = _("In the time zone %(zone)s.") % {"zone": self.instance.time_zone}
        for name in ("opens_at", "closes_at"):
            self.fields[name].help_text = hint
            if self.instance.pk is not None:
                self.initial[name] = on_its_clock(getattr(self.instance, name), self.zone)
        if self.instance.pk is not None and self.instance.opens_at <= timezone.now():
            del self.fields["opens_at"], self.fields["closes_at"]

    def full_clean(self) -> None:
        with timezone.override(self.zone):
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        opens_at, closes_at = values.get("opens_at"), values.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The closing must come after the opening."))
        return values


class QuestionForm(Translated):
    translated = ("text",)
    use_required_attribute = False

    class Meta:
        model = GuidingQuestion
        fields = in_languages("text")


class ClosingForm(forms.Form):
    """More time, or again."""

    use_required_attribute = False

    closes_at = forms.DateTimeField(
        label=_("New closing"),
        widget=moment_input(),
        input_formats=READ,
        error_messages={"required": _("Say until when it is open.")},
    )
    reason = PlainText(
        label=_("Reason"),
        required=True,
        max_length=500,
        help_text=_("Everybody reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why its closing is moved.")},
    )

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = space.zone
        self.fields["closes_at"].help_text = _("In the time zone %(zone)s.") % {
            "zone": space.time_zone
        }

    def full_clean(self) -> None:
        with timezone.override(self.zone):
            super().full_clean()


class CloseNowForm(forms.Form):
    use_required_attribute = False

    reason = PlainText(
        label=_("Reason"),
        required=True,
        max_length=500,
        help_text=_("Everybody reads it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why it is closed before its time.")},
    )
