"""What the Secretariat sends with a change of who reviews."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publication.drafts.fields import PlainText


class CallOffForm(forms.Form):
    reason = PlainText(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("It goes into the mail to the reviewer, and stays on the record."),
    )
