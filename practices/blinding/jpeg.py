"""JPEG: EXIF, XMP and IPTC stand in segments before the picture."""

import struct
from collections.abc import Iterator
from typing import IO

from practices.blinding.exif import names_in_exif
from practices.blinding.xmp import names_in_xmp

START_OF_SCAN, END = 0xDA, 0xD9
ALONE = {0x01, *range(0xD0, 0xD9)}
APP1, APP13 = 0xE1, 0xED
EXIF = b"Exif\0\0"
# Record 2 of the newswire format that photographers' programs write.
IPTC = {80: "By-line", 85: "By-line title", 110: "Credit", 116: "Copyright", 122: "Writer"}


def names_in(file: IO[bytes]) -> Iterator[tuple[str, str]]:
    for marker, content in _segments(file.read()):
        if marker == APP1 and content.startswith(EXIF):
            yield from names_in_exif(content[len(EXIF) :])
        elif marker == APP1:
            yield from names_in_xmp(content)
        elif marker == APP13:
            yield from _iptc(content)


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:  # noqa: PLR2004 - what every marker begins with
            raise ValueError(at)
        marker = content[at + 1]
        if marker in {START_OF_SCAN, END}:
            return
        if marker in ALONE or marker == 0xFF:  # noqa: PLR2004 - filling
            at += 1 if marker == 0xFF else 2  # noqa: PLR2004
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        yield marker, content[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)


def _iptc(content: bytes) -> Iterator[tuple[str, str]]:
    at = content.find(b"\x1c\x02")
    while at >= 0 and at + 5 <= len(content):
        kind = content[at + 2]
        (length,) = struct.unpack_from(">H", content, at + 3)
        if kind in IPTC:
            yield IPTC[kind], content[at + 5 : at + 5 + length].decode("utf-8", "replace")
        at = content.find(b"\x1c\x02", at + 5)
