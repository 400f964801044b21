"""Where two forms of one draft say different things: shown when two have written at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.db.models import QuerySet
from django.forms import ChoiceField
from django.utils.translation import gettext as _

from publication.drafts.forms import DraftForm

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


@dataclass(frozen=True)
class Difference:
    """A field that both have written, with what either says in words."""

    name: str
    label: "Text"
    theirs: str
    yours: str


def differences(theirs: DraftForm, yours: DraftForm) -> list[Difference]:
    """In the order of the form; empty if both say the same."""
    a, b = theirs.said, yours.said
    names = [*dict.fromkeys((*a, *b))]
    return [
        Difference(name, _label(theirs, yours, name), words_of(theirs, name), words_of(yours, name))
        for name in names
        if a.get(name) != b.get(name)
    ]


def _label(theirs: DraftForm, yours: DraftForm, name: str) -> "Text":
    label = yours.label_of(name)
    return theirs.label_of(name) if label == name else label


def words_of(form: DraftForm, name: str) -> str:
    """What a field of the form says, as its page would say it."""
    said: Any = form.said.get(name, "")
    if name in form.errors or name not in form.fields:
        return _joined(said)
    value = form.cleaned_data.get(name)
    if isinstance(value, QuerySet):
        return _joined([str(item) for item in value])
    field = form.fields[name]
    if isinstance(value, bool) and not isinstance(field, ChoiceField):
        return _("Yes") if value else _("No")
    if isinstance(field, ChoiceField):
        choices = cast("Iterable[tuple[Any, Any]]", field.choices)
        labels = {str(code): str(label) for code, label in choices}
        values = said if isinstance(said, list) else [said]
        return _joined([labels.get(str(code), str(code)) for code in values])
    return str(value if value is not None else "")


def _joined(said: Any) -> str:
    return " · ".join(str(part) for part in said) if isinstance(said, list | tuple) else str(said)
