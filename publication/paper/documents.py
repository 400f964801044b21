"""What stands on a paper, as a value: made by a room of its item, typeset by this package."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum


class Layout(StrEnum):
    REPORT = "report"
    CERTIFICATE = "certificate"


@dataclass(frozen=True)
class Words:
    """Words that people wrote. Without a language of their own they are in the document's.

    Where a bare string will do, it is Markdown in parts and notes, and plain elsewhere. `is_plain`
    is for text that is no Markdown: its line ends are kept, and nothing else is read into it.
    """

    text: str
    language: str = ""
    is_plain: bool = False


@dataclass(frozen=True)
class Fact:
    """A line of the list below the title: “Country”, “Costa Rica”."""

    label: str
    value: str | Words


@dataclass(frozen=True)
class Cell:
    """What stands in a cell of a table, always plain; it leads to its address where it has one."""

    said: str | Words
    address: str = ""


@dataclass(frozen=True)
class Table:
    """`widths` are the shares of the columns; each row has a cell for every word of the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """A bar a line, with its number beside it: the figures are a table that can be read as one.

    `head` names what is counted by, and what is counted.
    """

    caption: str
    head: tuple[str, str]
    bars: tuple[tuple[str, int], ...]

    def share(self, count: int, whole: int) -> int:
        """The length of a bar, of `whole` for the longest; what is anything is seen."""
        most = max((number for _label, number in self.bars), default=0)
        return -(-count * whole // most) if most else 0


@dataclass(frozen=True)
class Part:
    """A heading in the document's language, and what stands below it.

    `level` 2 is a part of the part before it, and 3 of that. `about` is a line in small letters,
    say who and when, and `address` where it can be read in whole. `notes` are the numbers (from 1)
    of the document's notes that are behind this part; each leads there.
    """

    heading: str | Words
    text: str | Words = ""
    level: int = 1
    notes: tuple[int, ...] = ()
    about: str = ""
    address: str = ""
    chart: Chart | None = None
    table: Table | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """`language` is that of the headings and labels; its direction follows from it.

    The file names nobody as its author but `organisation`, which may be empty. `day` is printed,
    and is the only date that the file carries, so that one document always makes the same bytes.
    `lead` stands large below the title: a sentence that sums up, or the name on a certificate.
    Build it without a request: words by gettext, addresses from `settings.PORTAL_ADDRESS`.
    """

    title: str | Words
    language: str
    day: date
    address: str = ""
    organisation: str = ""
    kicker: str = ""
    lead: str | Words = ""
    facts: Sequence[Fact] = ()
    parts: Sequence[Part] = ()
    notes: Sequence[str | Words] = ()
    notice: str = ""
    layout: Layout = Layout.REPORT
    # A list of what stands in it, after the facts: the headings of the first two levels.
    has_contents: bool = False

    @property
    def digest(self) -> str:
        """SHA-256 of everything that stands in it."""
        content = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()
