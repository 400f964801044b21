"""Small files that are recordings as far as the portal looks, and some that only say so."""

import struct


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def movie_header(seconds: int, version: int = 0) -> bytes:
    times, numbers = ("8x", "II") if version == 0 else ("16x", "IQ")
    rest = struct.pack(f">B3x{times}{numbers}", version, 1000, seconds * 1000)
    return box(b"mvhd", rest + bytes(80))


def mp4(
    seconds: int = 90, *, brand: bytes = b"isom", version: int = 0, padding: int = 100
) -> bytes:
    """The part that says how to play it stands last, as cameras write it."""
    head = box(b"ftyp", brand + bytes(4) + brand)
    return head + box(b"mdat", bytes(padding)) + box(b"moov", movie_header(seconds, version))


def webm(milliseconds: float | None = 90_000.0, kind: bytes = b"webm") -> bytes:
    head = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82" + bytes([0x80 + len(kind)]) + kind
    info = b"\x15\x49\xa9\x66\x8e\x2a\xd7\xb1\x83\x0f\x42\x40"
    if milliseconds is not None:
        info += b"\x44\x89\x84" + struct.pack(">f", milliseconds)
    return head + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + info + bytes(64)


OGG_VIDEO = b"OggS\x00\x02" + bytes(22) + b"\x01\x1e\x80theora" + bytes(64)
OGG_SOUND = b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(64)
MP3 = b"\xff\xfb\x90\x00" + bytes(100)
MP3_WITH_TAGS = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + MP3
