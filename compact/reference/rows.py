"""Rows of reference data: brought up to the data files, and what a person has edited in them."""

from compact.models.reference import ReferenceRow
from compact.reference.catalogue import catalogue
from compact.reference.columns import Column
from compact.reference.kinds import Kind
from compact.reference.merge import Plain, Verdict, judge
from compact.reference.report import Report
from compact.reference.texts import Texts

Values = dict[Column, Plain]


def plant(kind: Kind, texts: Texts, report: Report) -> None:
    """Bring the rows of a kind up to its data file, leaving be what a person edited."""
    rows = locked_rows(kind)
    seen: set[str] = set()
    for line in kind.lines(texts):
        values = {column: column.parse(line) for column in kind.columns}
        name = kind.name_of(values)
        if name in seen:
            raise line[kind.key[-1]].refused(f"{name} is there twice.")
        seen.add(name)
        if name in rows:
            update(rows[name], kind, values, report)
        else:
            create(kind, values, report)


def locked_rows(kind: Kind) -> dict[str, ReferenceRow]:
    """By name; locked, so that nobody edits between our reading and our writing."""
    relations = [column.relation for column in kind.columns if column.relation]
    rows = kind.model._default_manager.select_for_update().prefetch_related(*relations)
    return {kind.name_of(read(kind, row)): row for row in rows}


def read(kind: Kind, row: ReferenceRow) -> Values:
    return {column: column.read(row) for column in kind.columns}


def create(kind: Kind, values: Values, report: Report) -> None:
    write(kind.model(), values)
    report.row(kind.title, kind.name_of(values), created=True)


def update(row: ReferenceRow, kind: Kind, values: Values, report: Report) -> None:
    verdicts = {
        column: judge(column.seeded_in(row), column.read(row), value)
        for column, value in values.items()
    }
    updated = {
        column: values[column] for column, verdict in verdicts.items() if verdict is Verdict.WRITE
    }
    kept = [column.name for column, verdict in verdicts.items() if verdict is Verdict.KEEP]
    if updated:
        write(row, updated)
    names = [column.name for column in updated]
    report.row(kind.title, kind.name_of(values), updated=names, kept=kept)


def write(row: ReferenceRow, values: Values) -> None:
    """Set the values and remember them as ours. Relations come after the row they point to."""
    for column, value in values.items():
        if not column.relation:
            column.write(row, value)
    row.seeded |= {column.name: value for column, value in values.items()}
    row.save()
    for column, value in values.items():
        if column.relation:
            column.write(row, value)


def edited_fields(row: ReferenceRow) -> list[str]:
    """The fields in which a person wrote something else than the loader did."""
    if not row.seeded:
        return []
    present = read(kind_of(type(row)), row)
    return [column.name for column, value in present.items() if value != column.seeded_in(row)]


def follow_again(row: ReferenceRow) -> None:
    """Take what stands in the row as written by the loader, so that the next load may change it."""
    present = read(kind_of(type(row)), row)
    row.seeded = {column.name: value for column, value in present.items()}
    row.save(update_fields=["seeded"])


def kind_of(model: type[ReferenceRow]) -> Kind:
    return next(kind for kind in catalogue() if kind.model is model)
