"""The form of a note at an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS = 4000


class NoteForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label=_("Note"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("What the State is asked to do about this answer."),
        error_messages={"required": _("Write the note.")},
    )
