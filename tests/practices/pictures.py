"""Small images with and without names in their metadata, made by hand."""

import struct
import zlib


def chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum


def png(*chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + data + chunk(b"IEND", b"")


PNG = png()


def tiff(order: str, tag: int, text: bytes, kind: int = 2, *, within_exif: bool = False) -> bytes:
    """A directory with one entry whose text stands behind it; in the Exif directory if asked."""
    start = b"II*\0" if order == "<" else b"MM\0*"
    pointer = b""
    first = 8
    if within_exif:
        first = 26
        pointer = struct.pack(f"{order}HHHIII", 1, 0x8769, 4, 1, first, 0)
    entry = struct.pack(f"{order}HHHIII", 1, tag, kind, len(text), first + 18, 0)
    return start + struct.pack(f"{order}I", 8) + pointer + entry + text


def segment(marker: int, content: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def jpeg(*segments: bytes) -> bytes:
    jfif = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
    return b"\xff\xd8" + jfif + b"".join(segments) + segment(0xDA, b"\0\0") + b"\0\xff\xd9"


def xmp(name: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq>'
        f"<rdf:li>{name}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def iptc(dataset: int, text: bytes) -> bytes:
    record = b"\x1c\x02" + bytes([dataset]) + struct.pack(">H", len(text)) + text
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
    return b"Photoshop 3.0\0" + block
