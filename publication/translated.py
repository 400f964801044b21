"""Forms of what has one text a language: English is asked for, the others may come later."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Model
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

LANGUAGES = [code for code, _name in settings.LANGUAGES]
OTHERS = [code for code in LANGUAGES if code != "en"]


def in_languages(*names: str) -> list[str]:
    return [build_localized_fieldname(name, code) for name in names for code in LANGUAGES]


class Translated(forms.ModelForm):  # type: ignore[type-arg]
    """English stands first; the other languages stand apart."""

    translated: tuple[str, ...]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for name in self.translated:
            for code in LANGUAGES:
                field = self.fields[build_localized_fieldname(name, code)]
                field.required = code == "en" and not self._column(name).blank
                field.label = _("%(field)s, in %(language)s") % {
                    "field": self.label_of(name),
                    "language": names[code],
                }
                field.widget.attrs |= {"lang": code, "dir": "auto"}

    def label_of(self, name: str) -> str:
        label = str(self._column(name).verbose_name)
        return label[:1].upper() + label[1:]

    def _column(self, name: str) -> Any:
        model: type[Model] = self._meta.model
        return model._meta.get_field(name)

    @property
    def english(self) -> list[BoundField]:
        return [self[build_localized_fieldname(name, "en")] for name in self.translated]

    @property
    def other_languages(self) -> Iterator[tuple[str, list[BoundField]]]:
        names = dict(settings.LANGUAGES)
        for code in OTHERS:
            fields = [self[build_localized_fieldname(name, code)] for name in self.translated]
            yield names[code], fields

    @property
    def rest(self) -> list[BoundField]:
        several = set(in_languages(*self.translated))
        return [field for field in self.visible_fields() if field.name not in several]
