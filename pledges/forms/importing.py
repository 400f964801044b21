"""The upload of a file of pledges that were made before the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=300,
        allow_empty_file=True,  # refused in our own words
        help_text=_(
            "CSV in UTF-8 or an Excel workbook (.xlsx), with the headings of the template."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    takes_updates = forms.BooleanField(
        label=_("Rows that have changed are updates"),
        required=False,
        help_text=_(
            "A row whose number was brought in before and that now says something else corrects "
            "that pledge. Without this, such a row is an error. What says the same is left alone."
        ),
    )
