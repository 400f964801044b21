"""The form of a move: the note, the time, the declaration, as its row in the table asks."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.rules import has_note
from publication.workflow import Move


class MoveForm(forms.Form):
    # What is missing is said in our words, at the top and at the field.
    use_required_attribute = False

    note = forms.CharField(
        label=_("Note"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Say why, in the note.")},
    )
    publish_at = forms.DateTimeField(
        label=_("Date and time of publication"),
        error_messages={"required": _("Give the date and time of publication.")},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
    declared = forms.BooleanField(required=False)

    def __init__(self, move: Move, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].help_text = move.words.note
        # The check of a move may be one of several: see `all_of`.
        self.fields["note"].required = has_note.__name__ in move.ready.__name__.split(" and ")
        self.fields["publish_at"].help_text = _("In your own time zone: %(zone)s.") % {
            "zone": timezone.get_current_timezone_name()
        }
        self.fields["declared"].label = move.words.declaration
        if not move.asks_time:
            del self.fields["publish_at"]
        if not move.words.declaration:
            del self.fields["declared"]
