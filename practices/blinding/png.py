"""PNG: text, EXIF and XMP stand in chunks."""

import struct
import zlib
from collections.abc import Iterator
from typing import IO

from practices.blinding.exif import names_in_exif
from practices.blinding.xmp import names_in_xmp

SIGNATURE = 8
MOST_UNPACKED = 1_000_000
NAMING = {"author", "artist", "copyright", "creator", "owner"}
XMP = "XML:com.adobe.xmp"


def names_in(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    for kind, content in _chunks(file.read()):
        if kind == b"eXIf":
            yield from names_in_exif(content)
        elif kind in {b"tEXt", b"zTXt", b"iTXt"}:
            keyword, text = _text(kind, content)
            if keyword == XMP:
                yield from names_in_xmp(text)
            elif keyword.lower() in NAMING:
                yield keyword, text.decode("latin-1" if kind != b"iTXt" else "utf-8", "replace")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = SIGNATURE
    while at + 8 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += 12 + length


def _text(kind: bytes, content: bytes) -> tuple[str, bytes]:
    keyword, _end, rest = content.partition(b"\0")
    if kind == b"zTXt":
        rest = _unpacked(rest[1:])
    elif kind == b"iTXt":
        is_packed, rest = rest[:1] == b"\1", rest[2:]
        _language, _end, rest = rest.partition(b"\0")
        _translated, _end, rest = rest.partition(b"\0")
        rest = _unpacked(rest) if is_packed else rest
    return keyword.decode("latin-1"), rest


def _unpacked(packed: bytes) -> bytes:
    """As much of it as a name may need: what is packed may unpack to anything."""
    return zlib.decompressobj().decompress(packed, MOST_UNPACKED)
