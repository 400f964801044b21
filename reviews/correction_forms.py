"""The form of a correction: the answer has its own field, and here is why it is corrected."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_CHARACTERS = 2000


class CorrectionForm(forms.Form):
    use_required_attribute = False

    note = forms.CharField(
        label=_("What was corrected, and why"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Everybody reads it."),
        error_messages={"required": _("Say what was corrected, and why.")},
    )
