"""Tables of what comes of a move, by state and by role, as the tests write them."""

from collections.abc import Iterator
from itertools import product

Triple = tuple[str, str, str]  # state, move, role


def read(tables: str) -> Iterator[tuple[Triple, str]]:
    """The roles of a table stand above it, on as many lines as they need."""
    for table in tables.strip().split("\n\n"):
        lines = table.splitlines()
        above = " ".join(line for line in lines if "|" not in line)
        head, *rows = [line for line in lines if "|" in line]
        moves = head.split("|")[1].split()
        for line in rows:
            state, _bar, outcomes = line.partition("|")
            row = zip(moves, outcomes.split(), strict=True)
            for role, (move, outcome) in product(above.split(", "), row):
                yield (state.strip(), move, role), outcome
