"""The form in which a SHA-256 or a file is checked."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from reviews.receipts import DIGEST


class VerifyForm(forms.Form):
    use_required_attribute = False

    sha256 = forms.CharField(
        label=_("SHA-256"),
        required=False,
        max_length=200,
        help_text=_("64 letters and figures, as they stand on the receipt or in the PDF."),
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A PDF or Word file of a review that was downloaded from this portal."),
        error_messages={"empty": _("The file is empty.")},
    )

    def clean_sha256(self) -> str:
        digest = "".join(self.cleaned_data["sha256"].split()).lower()
        if digest and not DIGEST.fullmatch(digest):
            raise forms.ValidationError(
                _("A SHA-256 has 64 characters: the figures 0 to 9 and the letters a to f.")
            )
        return digest

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        most = settings.ATTACHMENT_MAX_BYTES
        if file is not None and file.size > most:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB."), params={"limit": most // 1024**2}
            )
        return file

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        given = [name for name in ("sha256", "file") if said.get(name)]
        if len(given) != 1 and not self.errors:
            raise forms.ValidationError(_("Give either a SHA-256 or a file."))
        return said
