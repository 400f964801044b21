"""What goes out in a document, and what comes back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core import signing
from django.utils.functional import Promise

from publication.offline.controls import Choices, Control, Grid, packed

# Word cuts the name of a control at 64 characters.
KEY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?")
ONE_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Entry:
    """A question with its answer. `key` never changes, and tells the answer when it comes back.

    With a `control` the answer is what that says, and not `text`. What `is_aside` belongs to the
    question before it.
    """

    key: str
    label: str
    help: str = ""
    text: str = ""
    control: Control | None = None
    is_aside: bool = False

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.key):
            raise ValueError(f"{self.key!r} cannot be the key of an entry")

    @property
    def written(self) -> str:
        """What is read when it comes back unchanged in a document."""
        match self.control:
            case Choices():
                return "\n".join(self.control.lines)
            case Grid():
                return packed(self.control.lines)
            case _:
                return self.text


@dataclass(frozen=True)
class Section:
    title: str
    entries: Sequence[Entry]
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """`code` and `base` say of which item and at which revision the answers are.

    `language` is that of the labels; `answers_language`, if it is another, that of the answers.
    """

    title: str
    language: str
    code: str
    base: int
    sections: Sequence[Section]
    introduction: str = ""
    answers_language: str = ""

    @property
    def entries(self) -> Iterator[Entry]:
        return (entry for section in self.sections for entry in section.entries)


@dataclass(frozen=True)
class Unread:
    """What could not be read, and why; `text` is what was found there, to be copied by hand."""

    key: str
    reason: str | Promise
    text: str = ""


@dataclass(frozen=True)
class Returned:
    """What a document says. A key that is not in `answers` was not found: nothing is known of it.

    `code` is empty and `base` None where the document does not say any more where it is from.
    """

    code: str
    base: int | None
    answers: Mapping[str, str]
    unread: Sequence[Unread] = field(default=())

    def packed(self) -> str:
        """For a hidden field between the preview and taking over; signed, good for a day."""
        content = [self.code, self.base, dict(self.answers)]
        return signing.dumps(content, salt="publication.offline", compress=True)

    @classmethod
    def unpacked(cls, packed: str) -> "Returned":
        """What `packed` put there, without what was unread. Raises signing.BadSignature."""
        code, base, answers = signing.loads(packed, salt="publication.offline", max_age=ONE_DAY)
        return cls(code, base, answers)
