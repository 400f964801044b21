"""How an answer is given where it is not simply written: by choosing, ordering, or in a table."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

Rows = list[list[str]]

CHECKED, UNCHECKED = "\u2612", "\u2610"
NOTHING = "\u2014"


class Way(Enum):
    ONE = auto()
    ANY = auto()
    ORDER = auto()


@dataclass(frozen=True)
class Option:
    """`place` is 0 where it is not chosen; in an order, the most important has 1."""

    code: str
    label: str
    place: int = 0


@dataclass(frozen=True)
class Choices:
    options: Sequence[Option]
    way: Way

    @property
    def chosen(self) -> list[Option]:
        return sorted((one for one in self.options if one.place), key=lambda one: one.place)

    @property
    def lines(self) -> Iterator[str]:
        """As they stand in a document."""
        match self.way:
            case Way.ONE:
                yield next((one.label for one in self.chosen), NOTHING)
            case Way.ORDER:
                yield from (f"{at}. {one.label}" for at, one in enumerate(self.chosen, 1))
            case Way.ANY:
                for one in self.options:
                    yield f"{CHECKED if one.place else UNCHECKED} {one.label}"


@dataclass(frozen=True)
class GridRow:
    label: str
    cells: Sequence[str]


@dataclass(frozen=True)
class Grid:
    """A table. To an open one rows can be added: it leaves with some that are empty."""

    columns: Sequence[str]
    rows: Sequence[GridRow]
    is_open: bool = False

    @property
    def lines(self) -> Rows:
        """With its head, each row led by its label."""
        return [["", *self.columns], *([row.label, *row.cells] for row in self.rows)]


Control = Choices | Grid


def packed(rows: Rows) -> str:
    return json.dumps(rows, ensure_ascii=False)


def unpacked(text: str) -> Rows | None:
    """The rows; None where the text is none of ours."""
    try:
        rows = json.loads(text)
    except ValueError:
        return None
    is_ours = isinstance(rows, list) and all(
        isinstance(row, list) and all(isinstance(cell, str) for cell in row) for row in rows
    )
    return rows if is_ours else None
