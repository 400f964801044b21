"""Where two forms of one pledge say different things: shown when two have written at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import QuerySet
from django.forms import ChoiceField
from django.utils.translation import gettext as _

from pledges.forms.pledge import PledgeForm

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True)
class Difference:
    """A field that both have written, with what either says in words."""

    name: str
    label: "Text"
    theirs: str
    yours: str


def differences(theirs: PledgeForm, yours: PledgeForm) -> list[Difference]:
    """In the order of the form; empty if both say the same."""
    a, b = theirs.said, yours.said
    names = [*dict.fromkeys((*a, *b))]
    return [
        Difference(name, _label(yours, name), _words(theirs, name), _words(yours, name))
        for name in names
        if a.get(name) != b.get(name)
    ]


def _label(form: PledgeForm, name: str) -> "Text":
    if name in form.fields:
        return form.fields[name].label or name
    kind, place = name.split("-")
    if kind == "targets":
        return _("Target %(number)s") % {"number": int(place) + 1}
    return _("Part %(letter)s") % {"letter": chr(ord("a") + int(place))}


def _words(form: PledgeForm, name: str) -> str:
    said: Any = form.said.get(name, "")
    if name in form.errors or name not in form.fields:
        return _joined(said)
    value = form.cleaned_data.get(name)
    if isinstance(value, QuerySet):
        return _joined([str(item) for item in value])
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    field = form.fields[name]
    if isinstance(field, ChoiceField):
        choices = cast("Iterable[tuple[Any, Any]]", field.choices)
        labels = {str(code): str(label) for code, label in choices}
        values = said if isinstance(said, list) else [said]
        return _joined([labels.get(str(code), str(code)) for code in values])
    return str(value if value is not None else "")


def _joined(said: Any) -> str:
    return " · ".join(str(part) for part in said) if isinstance(said, list | tuple) else str(said)
