"""How a column of a data file becomes a value, and how the value stands in a row."""

from abc import ABC, abstractmethod
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from compact.models import RoundTable, RoundTableObjective
from compact.models.reference import ReferenceRow
from compact.reference.files import Cell, Line
from compact.reference.merge import Plain

CROSS_CUTTING = " cross-cutting"


class Column(ABC):
    """A value of a row. `name` is what `seeded` and the report call it."""

    blank: Plain = ""
    # What to prefetch for `read`. Such a relation is written after its row, which it points to.
    relation = ""

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def parse(self, line: Line) -> Plain: ...

    @abstractmethod
    def read(self, row: Any) -> Plain: ...

    @abstractmethod
    def write(self, row: Any, value: Plain) -> None: ...

    def seeded_in(self, row: ReferenceRow) -> Plain:
        seeded: Plain = row.seeded.get(self.name, self.blank)
        return seeded


def as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


class FieldColumn(Column):
    """A plain field: a number, a text, a date, a choice. The field itself says what is valid."""

    def __init__(self, field: "models.Field[Any, Any]") -> None:
        super().__init__(field.name)
        self.field = field
        self.blank = as_text(field.get_default())

    def parse(self, line: Line) -> Plain:
        cell = line[self.name]
        try:
            return as_text(self.field.clean(self._value(cell.text), None))
        except ValidationError as error:
            raise cell.refused(" ".join(error.messages)) from error

    def read(self, row: Any) -> Plain:
        return as_text(getattr(row, self.name))

    def write(self, row: Any, value: Plain) -> None:
        setattr(row, self.name, self.field.to_python(self._value(str(value))))

    def _value(self, text: str) -> str | None:
        is_text = isinstance(self.field, models.CharField | models.TextField)
        return text if text or is_text else None


class Targets:
    """The rows of another kind that a code may name."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    @cached_property
    def by_code(self) -> dict[str, Any]:
        keys = self.model._default_manager.order_by("pk").values_list("pk", flat=True)
        return {str(key): key for key in keys}

    def check(self, cell: Cell, code: str) -> str:
        if code not in self.by_code:
            raise cell.refused(f"“{code}” is not a known {self.model._meta.verbose_name}.")
        return code

    def check_all(self, cell: Cell) -> list[str]:
        return self.sorted([self.check(cell, code) for code in cell.text.split()])

    def sorted(self, codes: list[str]) -> list[str]:
        order = list(self.by_code)
        return sorted(set(codes), key=order.index)


class LinkColumn(Column):
    """A foreign key, by the code of its target."""

    def __init__(self, field: "models.ForeignKey[Any, Any]") -> None:
        super().__init__(field.name)
        self.field = field
        self.targets = Targets(field.related_model)

    def parse(self, line: Line) -> Plain:
        cell = line[self.name]
        if not cell.text and self.field.null:
            return ""
        return self.targets.check(cell, cell.text)

    def read(self, row: Any) -> Plain:
        return as_text(getattr(row, self.field.attname))

    def write(self, row: Any, value: Plain) -> None:
        setattr(row, self.field.attname, self.targets.by_code[str(value)] if value else None)


class SetColumn(Column):
    """A many-to-many relation, by the codes of its targets."""

    blank: Plain = []

    def __init__(self, field: "models.ManyToManyField[Any, Any]") -> None:
        super().__init__(field.name)
        self.relation = field.name
        self.targets = Targets(field.related_model)

    def parse(self, line: Line) -> Plain:
        return self.targets.check_all(line[self.name])

    def read(self, row: Any) -> Plain:
        return self.targets.sorted([str(each.pk) for each in getattr(row, self.name).all()])

    def write(self, row: Any, value: Plain) -> None:
        getattr(row, self.name).set([self.targets.by_code[code] for code in value])


class SeatingColumn(SetColumn):
    """The objectives of a round table: listed, or carried there as cross-cutting."""

    def __init__(self, field: "models.ManyToManyField[Any, Any]") -> None:
        super().__init__(field)
        self.relation = "objective_links"

    def parse(self, line: Line) -> Plain:
        listed = self.targets.check_all(line[self.name])
        carried = self.targets.check_all(line["cross_cutting"])
        if twice := set(listed) & set(carried):
            raise line["cross_cutting"].refused(f"{', '.join(twice)} is listed already.")
        return listed + [code + CROSS_CUTTING for code in carried]

    def read(self, row: RoundTable) -> Plain:
        links = sorted(row.objective_links.all(), key=lambda link: link.objective_id)
        listed = [str(link.objective_id) for link in links if not link.cross_cutting]
        return listed + [str(at.objective_id) + CROSS_CUTTING for at in links if at.cross_cutting]

    def write(self, row: RoundTable, value: Plain) -> None:
        row.objective_links.all().delete()
        RoundTableObjective.objects.bulk_create(
            RoundTableObjective(
                round_table=row,
                objective_id=int(code.removesuffix(CROSS_CUTTING)),
                cross_cutting=code.endswith(CROSS_CUTTING),
            )
            for code in value
        )
