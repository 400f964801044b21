"""Parts of a file, as RFC 9110 says."""

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils.http import http_date
from pytest_django import Settings

from dialogues.recordings.ranges import UnsatisfiableError, give, span_of

DATA = bytes(range(256)) * 4
ETAG = '"1-1024"'
MODIFIED = 1_700_000_000.5


class Kept(ContentFile):  # type: ignore[type-arg]
    """Opened anew each time, as a file of the storage is."""

    def open(self, *_how: Any, **_more: Any) -> Any:
        self.seek(0)
        return self

    def close(self) -> None:
        pass


def asked(method: str = "get", **headers: str) -> Any:
    named = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    request: HttpRequest = getattr(RequestFactory(), method)("/", **named)
    return give(request, Kept(DATA), etag=ETAG, modified=MODIFIED, media_type="video/mp4")


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


class TestSpans:
    @pytest.mark.parametrize(
        ("header", "span"),
        [
            ("bytes=0-0", (0, 0)),
            ("bytes=0-", (0, 1023)),
            ("bytes=100-199", (100, 199)),
            ("bytes=1000-5000", (1000, 1023)),
            ("bytes=-1", (1023, 1023)),
            ("bytes=-5000", (0, 1023)),
            ("bytes= 5 - 9 ", (5, 9)),
        ],
    )
    def test_of_one_range(self, header: str, span: tuple[int, int]) -> None:
        assert span_of(header, 1024) == span

    @pytest.mark.parametrize(
        "header",
        ["", "bytes=", "bytes=-", "bytes= -", "bytes=- ", "bytes= - ", "items=0-5", "bytes=9-5",
         "bytes=0-1,5-6", "bytes=a-b", "0-5"],
    )  # fmt: skip
    def test_what_is_no_range_of_ours_gets_the_whole(self, header: str) -> None:
        assert span_of(header, 1024) is None

    @pytest.mark.parametrize(
        "header", ["bytes=1024-", "bytes=9999-9999", "bytes=-0", f"bytes={10**40}-"]
    )
    def test_what_lies_beyond_is_refused(self, header: str) -> None:
        with pytest.raises(UnsatisfiableError):
            span_of(header, 1024)

    def test_of_an_empty_file_there_is_none(self) -> None:
        for header in ("bytes=0-", "bytes=-1"):
            with pytest.raises(UnsatisfiableError):
                span_of(header, 0)


class TestAnswers:
    def test_the_whole_file_says_that_it_can_be_had_in_parts(self) -> None:
        response = asked()
        assert response.status_code == 200
        assert (response["Accept-Ranges"], response["Content-Length"]) == ("bytes", "1024")
        assert (response["ETag"], response["Content-Type"]) == (ETAG, "video/mp4")
        assert body(response) == DATA

    def test_a_part(self) -> None:
        response = asked(range="bytes=300-309")
        assert response.status_code == 206
        assert response["Content-Range"] == "bytes 300-309/1024"
        assert response["Content-Length"] == "10"
        assert body(response) == DATA[300:310]

    def test_beyond_the_end(self) -> None:
        response = asked(range="bytes=2000-")
        assert response.status_code == 416
        assert response["Content-Range"] == "bytes */1024"

    @pytest.mark.parametrize("condition", [ETAG, http_date(MODIFIED)])
    def test_a_part_of_the_file_that_the_reader_has(self, condition: str) -> None:
        assert asked(range="bytes=0-9", if_range=condition).status_code == 206

    @pytest.mark.parametrize("condition", ['"other"', 'W/"1-1024"', http_date(MODIFIED - 9), "x"])
    def test_of_another_file_all_is_sent(self, condition: str) -> None:
        response = asked(range="bytes=0-9", if_range=condition)
        assert response.status_code == 200
        assert body(response) == DATA

    @pytest.mark.parametrize(
        "condition",
        [
            "Wed, 01 Jan 99999999999 00:00:00 GMT",
            "Wed, 01 Jan 99999999999999999999 00:00:00 GMT",
            "Wed, 01 Jan 2025 00:00:00 +99999999999999999999",
            "Wed, 01 Jan 0001 00:00:00 +2359",
            "Wed, 00 Jan 2025 99:00:00 GMT",
            ",",
            '"',
        ],
    )
    def test_of_a_date_that_no_clock_has_all_is_sent(self, condition: str) -> None:
        assert asked(range="bytes=0-9", if_range=condition).status_code == 200

    @pytest.mark.parametrize(
        ("header", "told"),
        [
            ("bytes=0-", "bytes 0-99/1024"),
            ("bytes=500-", "bytes 500-599/1024"),
            ("bytes=500-999", "bytes 500-599/1024"),
            ("bytes=500-599", "bytes 500-599/1024"),
            ("bytes=-1024", "bytes 0-99/1024"),
            ("bytes=1000-", "bytes 1000-1023/1024"),
        ],
    )
    def test_no_part_is_longer_than_a_part(
        self, header: str, told: str, settings: Settings
    ) -> None:
        settings.RECORDING_PART_BYTES = 100
        response = asked(range=header)
        first, last = (int(figure) for figure in re.findall(r"[0-9]+", told)[:2])
        assert (response.status_code, response["Content-Range"]) == (206, told)
        assert response["Content-Length"] == str(last - first + 1)
        assert body(response) == DATA[first : last + 1]

    def test_what_was_not_asked_for_in_parts_is_sent_as_a_whole(self, settings: Settings) -> None:
        settings.RECORDING_PART_BYTES = 100
        assert body(asked()) == DATA

    def test_what_has_not_changed_is_not_sent(self) -> None:
        assert asked(if_none_match=ETAG).status_code == 304
        assert asked(if_none_match='"other"').status_code == 200
        assert asked(if_match='"other"').status_code == 412

    @pytest.mark.parametrize(
        ("header", "status", "length"),
        [({}, 200, "1024"), ({"range": "bytes=0-9"}, 206, "10")],
    )
    def test_head_tells_the_same_and_sends_nothing(
        self, header: dict[str, str], status: int, length: str
    ) -> None:
        response = asked("head", **header)
        assert (response.status_code, response["Content-Length"]) == (status, length)
        assert response.content == b""
