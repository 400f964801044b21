"""Whether a value of the reference data is written, or gives way to what a person wrote."""

from enum import Enum

# Every value is compared as it stands in a data file: a text, or a list of codes.
Plain = str | list[str]


class Verdict(Enum):
    SAME = "same"
    WRITE = "write"
    KEEP = "keep"


def judge(seeded: Plain, present: Plain, incoming: Plain) -> Verdict:
    """Three-way: what the loader wrote last, what stands there now, what the data file says."""
    if present == incoming:
        return Verdict.SAME
    return Verdict.WRITE if present == seeded else Verdict.KEEP
