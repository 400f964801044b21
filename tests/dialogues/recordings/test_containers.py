"""What a recording is, by its content."""

from io import BytesIO

import pytest

from dialogues.recordings.containers import Container, examine
from publication.uploads import BadUploadError
from tests.dialogues.recordings.files import (
    MP3,
    MP3_WITH_TAGS,
    OGG_SOUND,
    OGG_VIDEO,
    box,
    movie_header,
    mp4,
    webm,
)


def examined(data: bytes) -> Container:
    return examine(BytesIO(data), len(data))


def refusal(data: bytes) -> str:
    with pytest.raises(BadUploadError) as raised:
        examined(data)
    return str(raised.value.reason)


@pytest.mark.parametrize(
    ("data", "media_type", "suffix", "milliseconds"),
    [
        (mp4(90), "video/mp4", ".mp4", 90_000),
        (mp4(90, version=1), "video/mp4", ".mp4", 90_000),
        (mp4(7200, brand=b"mp42"), "video/mp4", ".mp4", 7_200_000),
        (mp4(90, brand=b"M4A "), "audio/mp4", ".m4a", 90_000),
        (webm(), "video/webm", ".webm", 90_000),
        (webm(None), "video/webm", ".webm", None),
        (webm(float("inf")), "video/webm", ".webm", None),
        (webm(float("nan")), "video/webm", ".webm", None),
        (OGG_VIDEO, "video/ogg", ".ogv", None),
        (OGG_SOUND, "audio/ogg", ".oga", None),
        (MP3, "audio/mpeg", ".mp3", None),
        (MP3_WITH_TAGS, "audio/mpeg", ".mp3", None),
    ],
)
def test_what_is_taken(data: bytes, media_type: str, suffix: str, milliseconds: int | None) -> None:
    assert examined(data) == Container(media_type, suffix, milliseconds)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"This is no video.", "no video or sound"),
        (b"<!doctype html><script>alert(1)</script>", "no video or sound"),
        (b"MZ" + bytes(100), "no video or sound"),
        (b"PK\x03\x04" + bytes(100), "no video or sound"),
        (b"%PDF-1.7" + bytes(100), "no video or sound"),
        (b"\xff\xfe-\x00-\x00>\x00", "no video or sound"),
        (b"\xff\xfb", "no video or sound"),
        (webm(kind=b"matroska"), "Matroska"),
        (mp4(brand=b"qt  "), "QuickTime"),
        (mp4()[:-10], "cut off"),
        (mp4()[:60], "cut off"),
        (box(b"ftyp", b"isom" + bytes(8)) + b"abc", "cut off"),
        (box(b"ftyp", b"isom" + bytes(8)) + b"\x00\x00\x00\x04moov", "cut off"),
        (box(b"ftyp", b"isom" + bytes(8)) + b"\x00\x00\x00\x01mdat\xff", "cut off"),
        (box(b"ftyp", b"isom" + bytes(8)) + box(b"mdat", bytes(50)), "not whole"),
    ],
)
def test_what_is_refused_says_why(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_box_may_be_as_long_as_a_film_or_reach_to_the_end() -> None:
    head = box(b"ftyp", b"isom" + bytes(8))
    long = b"\x00\x00\x00\x01mdat" + (16 + 40).to_bytes(8) + bytes(40)
    last = b"\x00\x00\x00\x00moov" + movie_header(5)
    assert examined(head + long + last).milliseconds == 5000


@pytest.mark.parametrize(
    "content",
    [b"", box(b"trak"), box(b"mvhd"), box(b"mvhd", b"\x07" + bytes(60)), box(b"mvhd", bytes(60))],
)
def test_a_length_that_is_not_told_is_unknown(content: bytes) -> None:
    data = box(b"ftyp", b"isom" + bytes(8)) + box(b"moov", content)
    assert examined(data).milliseconds is None
