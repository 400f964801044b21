"""Options, columns and rows on one form: one part of it a line."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.validators import validate_slug
from django.forms import BaseFormSet, BoundField
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from publication.translated import LANGUAGES, OTHERS, in_languages
from reviews.answer_kinds.tables import ROW
from reviews.models import TableColumn
from reviews.models.asking import CELL_KINDS
from reviews.questionnaires.lines import KEY_OF_A_ROW, MODELS, Line

MOST = 60
BLANK_ONES = 3
LONGEST_KEY = 40
LABELS = {code: build_localized_fieldname("label", code) for code in LANGUAGES}


class LineForm(forms.Form):
    """One line. Without any text it is not there, and so it is taken out by blanking it."""

    use_required_attribute = False

    key = forms.CharField(
        label=_("Key"),
        required=False,
        max_length=LONGEST_KEY,
        validators=[validate_slug],
        help_text=_("Left blank, it is made from the English text."),
    )
    place = forms.IntegerField(
        label=_("Place"), required=False, min_value=1, max_value=999, localize=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        for code, name in LABELS.items():
            self.fields[name] = forms.CharField(
                label=_("Text, in %(language)s") % {"language": names[code]},
                required=False,
                max_length=200,
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )

    @property
    def english(self) -> BoundField:
        return self[LABELS["en"]]

    @property
    def others(self) -> list[BoundField]:
        return [self[LABELS[code]] for code in OTHERS]

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in LABELS.values())

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        english = values.get(LABELS["en"])
        if not self.is_blank and not english:
            self.add_error(LABELS["en"], _("English is shown where a language is missing."))
        elif not self.is_blank and not values.get("key") and "key" not in self.errors:
            values["key"] = slugify(english or "")[:LONGEST_KEY].strip("-")
            if not values["key"]:
                self.add_error("key", _("Write a key: none can be made from this text."))
        return values


class ColumnForm(LineForm):
    """Its key is not that under which a row says which one it is."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in CELL_KINDS], required=False
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("key") == ROW:
            self.add_error("key", KEY_OF_A_ROW)
        return values


class Lines(BaseFormSet):  # type: ignore[type-arg]
    """All lines of a question."""

    what: ClassVar[str]

    @property
    def lines(self) -> list[Line]:
        """In the order of their places; those without a place come last."""
        said = [form.cleaned_data for form in self.forms if not form.is_blank]
        said.sort(key=lambda values: values.get("place") or MOST * 100)
        return [_line(self.what, values) for values in said]

    def clean(self) -> None:
        if not self.forms:  # our page has some, if only blank ones
            raise forms.ValidationError(_("The form came in pieces. Load the page and try again."))
        if any(self.errors):
            return
        keys = [form.cleaned_data["key"] for form in self.forms if not form.is_blank]
        for form in self.forms:
            if not form.is_blank and keys.count(form.cleaned_data["key"]) > 1:
                form.add_error("key", _("Another line has this key."))


def _line(what: str, values: dict[str, Any]) -> Line:
    texts = {name: values.get(name) or "" for name in in_languages("label")}
    if what == "columns":
        return TableColumn(key=values["key"], kind=values["kind"] or "short-text", **texts)
    return MODELS[what](key=values["key"], **texts)


def lines_form(what: str, lines: Sequence[Line], typed: Any = None) -> Lines:
    """The lines as they are, or as they were typed, and some blank ones."""
    most = max(MOST, len(lines))  # a form that was brought in may have more
    formset: Any = forms.formset_factory(
        ColumnForm if what == "columns" else LineForm,
        formset=type("LinesOfAKind", (Lines,), {"what": what}),
        extra=BLANK_ONES,
        max_num=most + BLANK_ONES if most > MOST else MOST,
        absolute_max=most + BLANK_ONES,
        validate_max=True,
    )
    initial = [_initial(line, place) for place, line in enumerate(lines, 1)]
    started = {"initial": initial} if typed is None else {"data": typed}
    made: Lines = formset(**started, prefix=what)
    return made


def _initial(line: Line, place: int) -> dict[str, Any]:
    texts = {name: getattr(line, name) for name in LABELS.values()}
    kind = {"kind": line.kind} if isinstance(line, TableColumn) else {}
    return {"key": line.key, "place": place, **kind, **texts}
