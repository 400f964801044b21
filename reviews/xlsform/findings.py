"""What of a form cannot be carried: told with its sheet, row and column, and never dropped."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.functional import Promise

MOST_TOLD = 500


@dataclass(frozen=True)
class Finding:
    """`what` is the cell as it was written."""

    sheet: str
    row: int
    column: str
    what: str
    why: str

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


class Findings:
    """Gathered while a form is read."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def tell(self, cell: "Cell", why: str | Promise) -> None:
        self.all.append(Finding(cell.sheet, cell.row, cell.column, cell.text[:MOST_TOLD], str(why)))


@dataclass(frozen=True)
class Cell:
    """Where a text stands in a form."""

    sheet: str
    row: int
    column: str
    text: str
