"""The facts of a report of a regional round."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compact.models import Country
from publication.uploads import BadUploadError, examine
from reviews.models import EarlierReport

FIRST_YEAR = 2018
NOT_A_YEAR = _("Give a year from 2018 to this one.")


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]
    use_required_attribute = False

    file = forms.FileField(
        label=_("The document itself"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx"}),
        help_text=_("PDF, Word or Excel, up to 25 MB."),
    )

    class Meta:
        model = EarlierReport
        fields = ["country", "region", "year", "title", "language", "address"]
        labels = {"region": _("Regional round"), "address": _("Where it was published")}
        widgets = {
            "year": forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "address": forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
        }
        error_messages = {"year": {"required": NOT_A_YEAR, "invalid": NOT_A_YEAR}}

    def __init__(self, *args: Any, countries: list[Country], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["country"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (narrows the type)
        field.queryset = Country.objects.filter(pk__in=[country.pk for country in countries])
        if len(countries) == 1:
            field.empty_label = None
        if self.instance.pk:
            del self.fields["country"]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not FIRST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(NOT_A_YEAR)
        return year

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is not None:
            try:
                examine(file)
            except BadUploadError as error:
                raise ValidationError(str(error.reason)) from error
        return file

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        country = cleaned.get("country") or (self.instance.country if self.instance.pk else None)
        if country and {"year", "title"} <= set(cleaned):
            twins = EarlierReport.objects.filter(
                country=country, year=cleaned["year"], title=cleaned["title"]
            )
            if twins.exclude(pk=self.instance.pk).exists():
                self.add_error("title", _("The State has a report of this title and year already."))
        return cleaned
