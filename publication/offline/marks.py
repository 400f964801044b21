"""The small grey marks: what tells answers apart when a word processor has lost the controls."""

import re
from dataclasses import dataclass

from publication.offline.sheets import KEY

# With what shows nothing, and word processors put in by themselves where directions mix.
_BLANK = "[\\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]*"
_BLANKS = re.compile(_BLANK)
_OPENING = re.compile(rf"{_BLANK}\[\s*({KEY.pattern})\s*\]{_BLANK}")
_CLOSING = re.compile(rf"\[\s*/\s*({KEY.pattern})\s*\]{_BLANK}")
_ITEM = re.compile(
    rf"{_BLANK}\[\s*portal\s+([A-Za-z0-9._-]+)\s+([0-9]{{1,9}})\s*\]{_BLANK}", re.IGNORECASE
)


def opening(key: str) -> str:
    return f"[{key}]"


def closing(key: str) -> str:
    return f"[/{key}]"


def of_the_item(code: str, base: int) -> str:
    return f"[portal {code} {base}]"


@dataclass(frozen=True)
class Mark:
    """A mark that was read, and what else stands in its line."""

    key: str
    rest: str


def mark_at_start(line: str) -> Mark | None:
    found = _OPENING.match(line)
    return Mark(found[1], line[found.end() :]) if found else None


def mark_at_end(line: str) -> Mark | None:
    start = line.rfind("[")  # looked for once: a line may be nothing but blanks, and many of them
    found = _CLOSING.fullmatch(line, start) if start >= 0 else None
    return Mark(found[1], _without_blanks(line[:start])) if found else None


def _without_blanks(text: str) -> str:
    """Without those at its end."""
    backwards = text[::-1]
    blanks = _BLANKS.match(backwards)
    return backwards[blanks.end() if blanks else 0 :][::-1]


def read_item(line: str) -> tuple[str, int] | None:
    """The code and the revision, if the line says them."""
    found = _ITEM.fullmatch(line)
    return (found[1], int(found[2])) if found else None


# In a workbook a row says what it answers, and a column that it has the answers.
ANSWERS = "[portal answers]"
_ROW = re.compile(rf"{_BLANK}\[\s*({KEY.pattern})(?:/([^\]\n]{{1,200}}))?\s*\]{_BLANK}")


def of_a_row(key: str, name: str = "") -> str:
    return f"[{key}/{name}]" if name else opening(key)


def row_at(text: str) -> tuple[str, str] | None:
    """The key and the name of the row, if the cell says them."""
    found = _ROW.fullmatch(text)
    return (found[1], found[2] or "") if found else None
