"""What a recording is, judged by its content: MP4, WebM, Ogg, M4A or MP3, and how long it plays.

No library of a free licence does this for all five, and little of each is needed.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from publication.uploads import BadUploadError

HEAD = 64 * 1024
# What a browser's file dialogue offers; the content alone decides.
ACCEPTED = ".mp4,.webm,.ogv,.ogg,.oga,.m4a,.mp3"
EBML = b"\x1a\x45\xdf\xa3"
INFO, DURATION, SCALE = b"\x15\x49\xa9\x66", b"\x44\x89", b"\x2a\xd7\xb1\x83"
# The sync of a frame of layer III, and a bitrate that there is.
MP3_FRAME = re.compile(rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xef]", re.DOTALL)
MOVIE_HEADER = {0: ">8xII", 1: ">16xIQ"}
LONGEST = 7 * 24 * 3_600_000
# More boxes than a whole film is made of; a file made to be walked for ever has more.
MOST_BOXES = 100_000


@dataclass(frozen=True)
class Container:
    media_type: str
    suffix: str
    milliseconds: int | None = None


class CutOffError(BadUploadError):
    def __init__(self) -> None:
        super().__init__(_("The file is cut off at its end. Send the whole of it."))


def kind_of(head: bytes) -> Container:
    """By its first bytes alone. Raises BadUploadError with what can be done about it."""
    if head[4:8] == b"ftyp":
        return _kind_of_mp4(head[8:12])
    if head.startswith(EBML):
        if b"\x42\x82\x84webm" in head[:256]:
            return Container("video/webm", ".webm")
        raise BadUploadError(_("This is a Matroska file (.mkv). Save it as MP4 or WebM."))
    if head.startswith(b"OggS"):
        is_video = b"theora" in head[:HEAD]
        return Container("video/ogg", ".ogv") if is_video else Container("audio/ogg", ".oga")
    if head.startswith(b"ID3") or MP3_FRAME.match(head):
        return Container("audio/mpeg", ".mp3")
    raise BadUploadError(
        _("By its content the file is no video or sound that is taken: MP4, WebM, Ogg, M4A or MP3.")
    )


def _kind_of_mp4(brand: bytes) -> Container:
    if brand in {b"M4A ", b"M4B "}:
        return Container("audio/mp4", ".m4a")
    if brand == b"qt  ":
        raise BadUploadError(_("This is a QuickTime file (.mov). Save it as MP4."))
    return Container("video/mp4", ".mp4")


def examine(file: IO[bytes], size: int) -> Container:
    """The whole file: also whether it is all there. Raises BadUploadError."""
    if not size:
        raise BadUploadError(_("The file is empty."))
    file.seek(0)
    head = file.read(HEAD)
    kind = kind_of(head)
    length: int | None = None
    if kind.media_type.endswith("/mp4"):
        length = _length_of_mp4(file, size)
    elif kind.suffix == ".webm":
        length = _length_of_webm(head)
    file.seek(0)
    if length is not None and not 0 < length < LONGEST:
        length = None
    return Container(kind.media_type, kind.suffix, length)


def _length_of_mp4(file: IO[bytes], size: int) -> int | None:
    boxes = dict(_boxes(file, 0, size))
    if b"moov" not in boxes:
        raise BadUploadError(
            _("The file is not whole: the part that says how to play it is missing.")
        )
    start, end = boxes[b"moov"]
    header = dict(_boxes(file, start, end)).get(b"mvhd")
    if header is None:
        return None
    file.seek(header[0])
    data = file.read(36)
    try:
        scale, duration = struct.unpack_from(MOVIE_HEADER[data[0]], data, 4)
    except (IndexError, KeyError, struct.error):
        return None
    return int(duration) * 1000 // int(scale) if scale else None


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The boxes between two places: their names, and from where to where their content goes."""
    for _count in range(MOST_BOXES):
        if start >= end:
            return
        file.seek(start)
        name, content, length = _head_of_box(file.read(16))
        stop = start + length if length else end
        if stop > end or stop < start + content:
            raise CutOffError
        yield name, (start + content, stop)
        start = stop


def _head_of_box(head: bytes) -> tuple[bytes, int, int]:
    """Its name, how long its head is, and how long it is with its head: 0 is up to the end."""
    try:
        length, name = struct.unpack_from(">I4s", head)
        if length != 1:
            return name, 8, length
        return name, 16, struct.unpack_from(">Q", head, 8)[0]
    except struct.error as error:
        raise CutOffError from error


def _length_of_webm(head: bytes) -> int | None:
    """As its first part tells it; a browser that records does not know it beforehand."""
    info = head.find(INFO)
    if info < 0:
        return None
    part = head[info : info + 512]
    found = re.search(re.escape(DURATION) + rb"(?:\x84(.{4})|\x88(.{8}))", part, re.DOTALL)
    if found is None:
        return None
    (ticks,) = struct.unpack(">f" if found.group(1) else ">d", found.group(1) or found.group(2))
    scale = part.find(SCALE)
    place = scale + len(SCALE)
    nanoseconds = int.from_bytes(part[place : place + 3]) if scale >= 0 else 1_000_000
    return int(ticks * nanoseconds / 1_000_000) if 0 < ticks < float(LONGEST) else None
