"""What can be told: each kind of notice with its words. Rooms and doors register their own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

    from notices.models import Notice


def link_to_item(notice: "Notice") -> str:
    """The path of the thing that the notice is about, in the language that is active."""
    return str(notice.item.get_absolute_url()) if notice.item else ""


def no_details(_notice: "Notice") -> Mapping[str, object]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file that goes with the mail."""

    name: str
    media_type: str
    content: str


def no_files(_notice: "Notice") -> "Sequence[Attachment]":
    return ()


@dataclass(frozen=True, kw_only=True)
class Kind:
    """The words of a notice. They may name `%(item)s`, `%(code)s`, the context, and the details.

    `details` adds what depends on the reader's language or zone, when the mail is written.
    `files` go with it; they are made when the mail is written, in the reader's language.
    An `optional` kind can be switched off by its reader.
    A `secret` one forgets its context once it is sent.
    A `private` one goes to somebody whom the Secretariat need not know of: the outbox names nobody.
    """

    code: str
    subject: "Text"
    body: "Text"
    why: "Text"
    action: "Text" = ""
    link: "Callable[[Notice], str]" = link_to_item
    details: "Callable[[Notice], Mapping[str, object]]" = field(default=no_details)
    files: "Callable[[Notice], Sequence[Attachment]]" = field(default=no_files)
    optional: bool = False
    secret: bool = False
    private: bool = False


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    for kind in kinds:
        if kind.code in _kinds and _kinds[kind.code] != kind:
            raise ValueError(f"There are two kinds of notice called {kind.code}.")
        _kinds[kind.code] = kind


def find(code: str) -> Kind:
    """The kind with this code; KeyError if nobody registered it."""
    return _kinds[code]


def every_kind() -> tuple[Kind, ...]:
    return tuple(_kinds[code] for code in sorted(_kinds))
