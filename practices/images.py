"""The images of a practice, each with its width and height, so that a page stands still."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import IO

from practices.models import PracticeFile

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
# The markers of a JPEG that tell its size: those of a frame, without the tables among them.
FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# What stands before the frame is metadata; there is never as much of it as this.
MOST_MARKERS = 200


@dataclass(frozen=True)
class Image:
    """`width` and `height` are 0 where the file does not tell them."""

    file: PracticeFile
    width: int
    height: int


def images_of(files: Iterable[PracticeFile]) -> list[Image]:
    return [Image(file, *size_of(file)) for file in files if file.is_image]


def size_of(file: PracticeFile) -> tuple[int, int]:
    """Width and height, read once of each content."""
    return _size_of(file.file.name or "", file.sha256)


@lru_cache(maxsize=4000)
def _size_of(name: str, _sha256: str) -> tuple[int, int]:
    storage = PracticeFile._meta.get_field("file").storage
    try:
        with storage.open(name, "rb") as content:
            return measure(content)
    except OSError:
        return 0, 0


def measure(content: IO[bytes]) -> tuple[int, int]:
    """The width and the height of a PNG or a JPEG; zeros of anything else."""
    start = content.read(24)
    if start.startswith(PNG) and len(start) == 24:  # noqa: PLR2004 - signature, length, IHDR
        return _number(start[16:20]), _number(start[20:24])
    if start.startswith(JPEG):
        content.seek(2)
        return _of_jpeg(content)
    return 0, 0


def _of_jpeg(content: IO[bytes]) -> tuple[int, int]:
    for _marker in range(MOST_MARKERS):
        mark = content.read(2)
        length = _number(content.read(2))
        if len(mark) < 2 or mark[0] != 0xFF or length < 2:  # noqa: PLR2004 - its own two bytes
            break
        if mark[1] in FRAMES:
            frame = content.read(5)
            return _number(frame[3:5]), _number(frame[1:3])
        content.seek(length - 2, 1)
    return 0, 0


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")
