"""What a session says, in the reader's language where it says it there; else in another."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.utils.translation import get_language
from modeltranslation.utils import build_localized_fieldname


@dataclass(frozen=True)
class Said:
    """A text with the language that it is in. It is false where nothing is said."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_own(self) -> bool:
        """In the language of the reader."""
        return self.language == (get_language() or settings.LANGUAGE_CODE)


def said(row: Model, name: str, *first: str) -> Said:
    """In the reader's language, then in those named first, then in English, then in any."""
    here = get_language() or settings.LANGUAGE_CODE
    others = [code for code, _name in settings.LANGUAGES]
    for language in dict.fromkeys((here, *first, settings.LANGUAGE_CODE, *others)):
        if text := getattr(row, build_localized_fieldname(name, language)):
            return Said(str(text), language)
    return Said("", here)


def in_every_language(row: Model, name: str) -> dict[str, str]:
    """The texts that there are, by language."""
    languages = [code for code, _name in settings.LANGUAGES]
    found = {code: getattr(row, build_localized_fieldname(name, code)) for code in languages}
    return {code: str(text) for code, text in found.items() if text}
