"""The images of made-up practices: two bars, before and now, drawn without any library."""

import struct
import zlib

WIDTH, HEIGHT, MARGIN = 480, 300, 30
WHITE, GREY, BLUE = b"\xff\xff\xff", b"\xb4\xbc\xc8", b"\x1f\x5f\xa8"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
WHOLE = 100


def bars(before: int, now: int) -> bytes:
    """A PNG of two bars on a white ground, as high as they are per cent of a hundred."""
    rows = (
        b"\0" + _row(WHOLE * (HEIGHT - MARGIN - y) / (HEIGHT - 2 * MARGIN), before, now)
        for y in range(HEIGHT)
    )
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"".join(rows), 9)
    return SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _row(height: float, before: int, now: int) -> bytes:
    """One line of the picture, `height` per cent above the ground."""
    fifth = WIDTH // 5
    first = GREY if 0 <= height <= before else WHITE
    second = BLUE if 0 <= height <= now else WHITE
    return b"".join(colour * fifth for colour in (WHITE, first, WHITE, second, WHITE))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
