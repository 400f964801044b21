"""EXIF: the directories of a TIFF, as cameras and scanners write them into images."""

import struct
from collections.abc import Iterator

# So many bytes stand in the entry itself.
SHORT_LENGTH = 4
EXIF_DIRECTORY = 0x8769
NAMING = {
    0x013B: "Artist",
    0x8298: "Copyright",
    0x9C9D: "XPAuthor",
    0xA430: "CameraOwnerName",
}
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8}


def names_in_exif(tiff: bytes) -> Iterator[tuple[str, str]]:
    order = {b"II": "<", b"MM": ">"}[tiff[:2]]
    (first,) = struct.unpack_from(f"{order}I", tiff, 4)
    yield from _directory(tiff, order, first, is_first=True)


def _directory(tiff: bytes, order: str, start: int, *, is_first: bool) -> Iterator[tuple[str, str]]:
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(count):
        entry = start + 2 + 12 * number
        tag, kind, length = struct.unpack_from(f"{order}HHI", tiff, entry)
        (value,) = struct.unpack_from(f"{order}I", tiff, entry + 8)
        if tag == EXIF_DIRECTORY and is_first:
            yield from _directory(tiff, order, value, is_first=False)
        elif tag in NAMING:
            size = SIZES.get(kind, 1) * length
            at = entry + 8 if size <= SHORT_LENGTH else value
            yield NAMING[tag], _text(NAMING[tag], tiff[at : at + size])


def _text(tag: str, raw: bytes) -> str:
    """Windows writes its own tags in UTF-16, everybody else in what they happen to have."""
    if tag.startswith("XP"):
        return raw.decode("utf-16-le", "replace").strip("\0 ")
    return raw.decode("utf-8", "replace").replace("\0", " ").strip()
