"""A table of a document, as rows of texts."""

from collections.abc import Sequence

from publication.offline.controls import Rows
from publication.offline.lines import Line


def rows_among(lines: Sequence[Line], depth: int) -> tuple[Rows, list[Line]]:
    """The rows of the tables that begin there, one below the other; and what stands beside them.

    `depth` says in how many tables the whole of it stands already.
    """
    rows: dict[tuple[int, int], dict[int, list[str]]] = {}
    beside: list[Line] = []
    for line in lines:
        if len(line.places) <= depth:
            beside.append(line)
            continue
        table, row, column = line.places[depth]
        rows.setdefault((table, row), {}).setdefault(column, []).append(line.text)
    return [_filled(row) for row in rows.values()], beside


def _filled(row: dict[int, list[str]]) -> list[str]:
    return ["\n".join(row.get(column, [])) for column in range(max(row) + 1)]
