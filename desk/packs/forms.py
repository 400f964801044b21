"""The form that asks for packs: of which debates, in which language, in which formats."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from compact.models import Cycle
from desk.choices import PackFormat
from dialogues.models import Debate


class PacksForm(forms.Form):
    use_required_attribute = False

    debates = forms.ModelMultipleChoiceField(
        Debate.objects.none(),
        label=_("Debates"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one debate.")},
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Of headings and labels. People's words stay in their own language."),
    )
    formats = forms.MultipleChoiceField(
        label=_("Formats"),
        choices=PackFormat.choices,
        initial=PackFormat.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one format.")},
    )

    def __init__(self, *args: Any, cycle: Cycle, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["debates"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  (narrows the type)
        field.queryset = Debate.objects.with_names().filter(cycle=cycle)
        self.initial.setdefault("language", get_language() or "en")

    @property
    def wanted(self) -> list[dict[str, Any]]:
        """The debate, language and format of each pack."""
        return [
            {"debate": debate, "language": self.cleaned_data["language"], "format": one}
            for debate in self.cleaned_data["debates"]
            for one in map(PackFormat, self.cleaned_data["formats"])
        ]
