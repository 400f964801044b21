"""The form that takes a form."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from reviews.models import Questionnaire


class ImportForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False

    file = forms.FileField(
        label=_("XLSForm"),
        help_text=_("A workbook (.xlsx) or a text file with commas (.csv), up to 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose a file.")},
    )

    class Meta:
        model = Questionnaire
        fields = ("cycle", "region")
        labels: ClassVar[dict[str, Any]] = {"cycle": _("Forum"), "region": _("Region")}
        help_texts: ClassVar[dict[str, Any]] = {
            "region": _("With a region it is for the States of that region alone."),
        }

    field_order = ("file", "cycle", "region")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].empty_label = _("All regions")  # type: ignore[attr-defined]
