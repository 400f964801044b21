"""A kind of reference data: its model, what a row is known by, its columns and its lines."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models
from modeltranslation.manager import get_translatable_fields_for_model
from modeltranslation.utils import get_translation_fields

from compact.models import RoundTable
from compact.models.reference import ReferenceRow
from compact.reference.columns import Column, FieldColumn, LinkColumn, SeatingColumn, SetColumn
from compact.reference.files import Line, read_lines
from compact.reference.merge import Plain
from compact.reference.texts import Texts


@dataclass(frozen=True)
class Kind:
    model: type[ReferenceRow]
    key: Sequence[str]
    columns: list[Column]
    lines: Callable[[Texts], list[Line]]

    @property
    def title(self) -> str:
        title = str(self.model._meta.verbose_name_plural)
        return title[:1].upper() + title[1:]

    def name_of(self, values: dict[Column, Plain]) -> str:
        """What a row is known by: `5`, `CRI`, `2022/4`."""
        return "/".join(str(values[column]) for column in self.columns if column.name in self.key)


def of_lines(
    lines: Callable[[Texts], list[Line]],
    model: type[ReferenceRow],
    key: Sequence[str],
    rest: Sequence[str],
) -> Kind:
    return Kind(model, key, columns_of(model, [*key, *rest]), lines)


def from_file(
    file: str,
    model: type[ReferenceRow],
    key: Sequence[str],
    rest: Sequence[str],
    beside: Sequence[str] = (),
) -> Kind:
    """A kind with a line a row. `beside` names columns that are not fields of the model."""

    def lines(texts: Texts) -> list[Line]:
        found = read_lines(file, [*key, *rest, *beside])
        return [line | translations(model, line, texts) for line in found]

    return of_lines(lines, model, key, rest)


def columns_of(model: type[ReferenceRow], names: Sequence[str]) -> list[Column]:
    """A column a field, where a translated field is one of each language."""
    several = translated(model)
    fields = [get_translation_fields(name) if name in several else [name] for name in names]
    return [column(model._meta.get_field(field)) for field in chain.from_iterable(fields)]


def column(field: Any) -> Column:
    if isinstance(field, models.ForeignKey):
        return LinkColumn(field)
    if isinstance(field, models.ManyToManyField):
        return SeatingColumn(field) if field.model is RoundTable else SetColumn(field)
    return FieldColumn(field)


def translated(model: type[ReferenceRow]) -> set[str]:
    return set(get_translatable_fields_for_model(model) or ())


def translations(model: type[ReferenceRow], line: Line, texts: Texts) -> Line:
    found: Line = {}
    for name in translated(model) & line.keys():
        found |= texts.in_each_language(name, line[name])
    return found
