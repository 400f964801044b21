"""The criteria and the standing call as they stand in practices/data: read and checked."""

from dataclasses import dataclass
from pathlib import Path

from compact.reference.toml_tables import Table, Texts, table_of
from practices.models.practices import NARRATIVE

DIRECTORY = Path(__file__).parent / "data"
# Of a criterion, each in every language.
TEXTS = ("title", "question", "help", "low", "middle", "high")


@dataclass(frozen=True, kw_only=True)
class CriterionText:
    key: str
    answered_in: str
    weight: int
    texts: dict[str, Texts]


@dataclass(frozen=True, kw_only=True)
class CallText:
    code: str
    title: Texts
    introduction: Texts


def read_criteria(directory: Path = DIRECTORY) -> tuple[CriterionText, ...]:
    """In their order; DataError says where the file is wrong."""
    top = table_of(directory / "criteria.toml")
    criteria = tuple(_criterion(table) for table in top.tables("criterion", "criterion"))
    top.end()
    keys = [criterion.key for criterion in criteria]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise top.fault(f"the key “{min(twice)}” stands there twice")
    return criteria


def _criterion(table: Table) -> CriterionText:
    criterion = CriterionText(
        key=table.take("key", str),
        answered_in=table.take_or("answered_in", ""),
        weight=table.take_or("weight", 1),
        texts={name: table.texts(name) for name in TEXTS},
    )
    table.end()
    if criterion.answered_in not in {"", *NARRATIVE}:
        raise table.fault(f"the form has no field “{criterion.answered_in}”")
    return criterion


def read_standing_call(directory: Path = DIRECTORY) -> CallText:
    top = table_of(directory / "standing_call.toml")
    call = CallText(
        code=top.take("code", str),
        title=top.texts("title"),
        introduction=top.texts("introduction"),
    )
    top.end()
    return call
