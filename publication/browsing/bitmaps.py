"""Sets of small numbers as bits of one integer: intersecting and counting take microseconds."""

import re
from collections.abc import Iterable, Iterator

NOT_ZERO = re.compile(rb"[^\x00]", re.DOTALL)
BITS_OF = [[bit for bit in range(8) if byte >> bit & 1] for byte in range(256)]


def bitmap_of(numbers: Iterable[int]) -> int:
    numbers = list(numbers)
    packed = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        packed[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(packed, "little")


def union(bitmaps: Iterable[int]) -> int:
    whole = 0
    for bitmap in bitmaps:
        whole |= bitmap
    return whole


def to_bytes(bitmap: int, *, reach: int = -1) -> bytes:
    """The bitmap, packed; at least so long that the number `reach` has its place."""
    return bitmap.to_bytes((max(bitmap.bit_length(), reach + 1) + 7) // 8, "little")


def has(packed: bytes, number: int) -> bool:
    """True if the number is in the packed bitmap (`to_bytes`): a look, not a shift of the whole."""
    place = number >> 3
    return place < len(packed) and bool(packed[place] >> (number & 7) & 1)


def numbers_in(bitmap: int) -> Iterator[int]:
    """The numbers, in ascending order."""
    packed = to_bytes(bitmap)
    for found in NOT_ZERO.finditer(packed):
        base = found.start() << 3
        for bit in BITS_OF[packed[found.start()]]:
            yield base + bit
