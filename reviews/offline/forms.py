"""What is taken out, and what is sent back."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from reviews.models import ReviewSection

FORMATS = {"docx": _("Word (.docx)"), "xlsx": _("Excel (.xlsx)")}


class CopyForm(forms.Form):
    section = forms.ChoiceField(label=_("What to take along"), required=False)
    suffix = forms.ChoiceField(
        label=_("Format"), choices=list(FORMATS.items()), widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language of the questions"),
        choices=settings.LANGUAGES,
        help_text=_("The answers stay in the language of the review."),
    )

    def __init__(self, *args: Any, sections: list[ReviewSection], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(one.section.key, str(one.section.title)) for one in sections]
        field = self.fields["section"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (narrows the type)
        field.choices = [("", _("All sections that are asked")), *named]


class DocumentForm(forms.Form):
    document = forms.FileField(
        label=_("The document that you filled in"),
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx"}),
        error_messages={"required": _("Choose the document.")},
        help_text=_("The Word or Excel file that was downloaded here, up to 10 MB."),
    )
