"""Fields of sessions: texts in every language of the portal, and moments on a clock."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from publication.drafts.fields import PlainText

TYPED = "%Y-%m-%dT%H:%M"
FORMATS = [TYPED, "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]


class MomentInput(forms.DateTimeInput):
    """A field of the browser would throw “next Tuesday” away: then it is one of text."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        is_moment = not value or isinstance(value, datetime) or is_typed_moment(str(value))
        context["widget"]["type"] = "datetime-local" if is_moment else "text"
        return context


class PlainMoment(forms.DateTimeField):
    """Read on the clock of the zone that is active."""

    widget = MomentInput(format=TYPED)
    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Write day and time as 2030-02-05 14:00.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "input_formats": FORMATS, **options})


def is_typed_moment(text: str) -> bool:
    try:
        datetime.strptime(text, TYPED)  # noqa: DTZ007 - only its form is asked
    except ValueError:
        return False
    return True


def in_languages(name: str) -> list[tuple[str, str]]:
    """The languages with the field of each, English first."""
    codes = [code for code, _name in settings.LANGUAGES]
    in_order = sorted(codes, key=lambda code: code != "en")
    return [(code, build_localized_fieldname(name, code)) for code in in_order]


def add_texts(form: forms.Form, name: str, label: Any, *, rows: int = 0, **options: Any) -> None:
    """A field for each language; with `rows` one of several lines."""
    names = dict(settings.LANGUAGES)
    for code, field in in_languages(name):
        attributes: dict[str, Any] = {"lang": code, "dir": "auto"}
        widget: forms.Widget = (
            forms.Textarea(attrs=attributes | {"rows": rows})
            if rows
            else forms.TextInput(attrs=attributes)
        )
        words = {"field": label, "language": names[code]}
        in_language = gettext("%(field)s, in %(language)s") % words
        form.fields[field] = PlainText(label=in_language, widget=widget, **options)


def english_of(form: forms.BaseForm, *names: str) -> list[BoundField]:
    return [form[build_localized_fieldname(name, "en")] for name in names]


def others_of(form: forms.BaseForm, *names: str) -> Iterator[tuple[str, list[BoundField]]]:
    """The other languages, each with its fields."""
    for code, language in settings.LANGUAGES:
        if code != "en":
            yield language, [form[build_localized_fieldname(name, code)] for name in names]
