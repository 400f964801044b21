"""The form of a draft and its rows. Always bound: to what is sent, or to what is saved."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class Row(forms.Form):
    """One of several alike. It is whole, blank, or kept as it was typed."""

    kind: ClassVar[str]
    most: ClassVar[int]

    def __init__(self, data: QueryDict, place: int, **options: Any) -> None:
        super().__init__(data, prefix=f"{self.kind}-{place}", **options)
        self.place = place

    @property
    def typed(self) -> dict[str, str]:
        return {name: self.data.get(self.add_prefix(name), "") for name in self.fields}

    @property
    def is_blank(self) -> bool:
        return not any(text.strip() for text in self.typed.values())

    @property
    def said(self) -> tuple[str, ...]:
        """The row in one form, however it was typed."""
        if self.errors:
            return tuple(self.typed.values())
        return tuple(str(self.cleaned_data[name] or "") for name in self.fields)

    @property
    def label(self) -> str:
        return _("Row %(number)s") % {"number": self.place + 1}


SomeRow = TypeVar("SomeRow", bound=Row)


def rows_in(kind: type[SomeRow], data: QueryDict) -> list[SomeRow]:
    """The rows that the form has, by their place."""
    return [kind(data, place) for place in sorted(set(_places(kind, data)))]


def with_a_blank_one(kind: type[SomeRow], rows: Sequence[SomeRow]) -> list[SomeRow]:
    """Those that say something, and a blank one while there is room."""
    filled = [row for row in rows if not row.is_blank]
    place = max((row.place for row in filled), default=-1) + 1
    return [*filled, kind(QueryDict(), place)] if place < kind.most else filled


def _places(kind: type[Row], data: QueryDict) -> Iterator[int]:
    name_of_row = re.compile(
        rf"{kind.kind}-([0-9]{{1,2}})-({'|'.join(kind.base_fields)})", re.ASCII
    )
    for name in data:
        found = name_of_row.fullmatch(name)
        if found and int(found[1]) < kind.most:
            yield int(found[1])


class DraftForm(forms.Form):
    """Nothing is required: what a draft lacks is asked when it is checked."""

    data: QueryDict

    def __init__(self, data: QueryDict, **options: Any) -> None:
        super().__init__(data, **options)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of every kind."""
        return ()

    @property
    def rough(self) -> dict[str, Any]:
        """What no column can hold, as it was typed, by the name of the field."""
        kept: dict[str, Any] = {name: self.data.getlist(name) for name in self.errors}
        for row in self.rows:
            if row.errors:
                kept.setdefault(row.kind, {})[str(row.place)] = row.typed
        return kept

    @property
    def unread(self) -> int:
        """How many fields hold what could not be read."""
        return len(self.errors) + sum(len(row.errors) for row in self.rows)

    @property
    def errors_by_address(self) -> "list[tuple[str, Text]]":
        """What could not be read, each with the address of its field."""
        return [
            (f"#id_{part.add_prefix(name)}", f"{part.fields[name].label}: {words}")
            for part in (self, *self.rows)
            for name, problems in part.errors.items()
            for words in problems
        ]

    @property
    def said(self) -> Mapping[str, Any]:
        """What the form says, in one form however it was typed: two that say the same are equal."""
        fields = {name: self._said(name) for name in self.fields}
        rows = {f"{row.kind}-{row.place}": row.said for row in self.rows if not row.is_blank}
        return {**fields, **rows}

    def label_of(self, name: str) -> "Text":
        """Of a field, or of a row by its kind and place."""
        if name in self.fields:
            return self.fields[name].label or name
        row = next((row for row in self.rows if f"{row.kind}-{row.place}" == name), None)
        return row.label if row else name

    def _said(self, name: str) -> Any:
        if name in self.errors:
            return self.data.getlist(name)
        value = self.cleaned_data.get(name)
        if isinstance(value, QuerySet):
            return sorted(item.pk for item in value)
        return value.pk if isinstance(value, Model) else value
