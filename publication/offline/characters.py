"""Which characters a document carries, and when two texts are the same."""

import re
import unicodedata

# What XML has no way to write. It goes out as the sign for “a character that is not known”.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNKNOWN = "\ufffd"


def carried(text: str) -> str:
    """The text as a document carries it: every line end is a line feed, and nothing else changes
    but control characters, which XML cannot hold.
    """
    return _NOT_IN_XML.sub(_UNKNOWN, text.replace("\r\n", "\n").replace("\r", "\n"))


def is_same(one: str, other: str) -> bool:
    """Whether they differ in nothing that a word processor would not change by itself."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    lines = unicodedata.normalize("NFC", carried(text)).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
