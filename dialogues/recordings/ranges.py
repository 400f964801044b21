"""A file given out in parts, so that a player can begin anywhere (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.core.files import File
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

PARTIAL, NOT_SATISFIABLE = 206, 416
ONE_RANGE = re.compile(r"bytes=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII)
PIECE = 256 * 1024
# Longer figures are no place in any file, and Python would take its time to read them.
LONGEST_FIGURE = 18


class UnsatisfiableError(ValueError):
    """The range begins after the end of the file, or asks for nothing."""


def span_of(header: str, size: int) -> tuple[int, int] | None:
    """From where to where (inclusive); None where the whole file is to be sent.

    What cannot be read, and several ranges at once, are answered with the whole file: the
    standard leaves that free, and no player asks for them.
    """
    found = ONE_RANGE.fullmatch(header)
    first, last = found.groups() if found else ("", "")
    if not first and not last:
        return None
    if len(first) > LONGEST_FIGURE or len(last) > LONGEST_FIGURE:
        raise UnsatisfiableError
    if not first:
        return _the_last(int(last), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableError
    return int(first), min(int(last), size - 1) if last else size - 1


def _the_last(length: int, size: int) -> tuple[int, int]:
    if not length or not size:
        raise UnsatisfiableError
    return max(size - length, 0), size - 1


def give(
    request: HttpRequest, file: "File[bytes]", *, etag: str, modified: float, media_type: str
) -> HttpResponseBase:
    """The answer to GET and HEAD: the file, a part of it, or that it has not changed."""
    # A part of a file is a part of it as it is: nothing on the way out may compress it.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=etag, last_modified=int(modified)
    )
    if response is None:
        response = _answer(request, file, etag, modified)
        response["Content-Type"] = media_type
        response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = "private, no-cache"
    return response


def _answer(
    request: HttpRequest, file: "File[bytes]", etag: str, modified: float
) -> HttpResponseBase:
    size = file.size
    try:
        span = span_of(_range_asked(request, etag, modified), size)
    except UnsatisfiableError:
        refused = HttpResponse(status=NOT_SATISFIABLE)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    first, last = _short(*span) if span else (0, size - 1)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=PARTIAL if span else 200)
    else:
        pieces = _pieces(file, first, last)
        response = StreamingHttpResponse(pieces, status=PARTIAL if span else 200)
    response["Content-Length"] = str(last - first + 1)
    if span:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _short(first: int, last: int) -> tuple[int, int]:
    """Less than was asked for is allowed, and a player that stops reading holds no more than that.

    It asks for what follows when it needs it.
    """
    return first, min(last, first + settings.RECORDING_PART_BYTES - 1)


def _range_asked(request: HttpRequest, etag: str, modified: float) -> str:
    """Blank where the reader has a part of another file: then all of it is sent."""
    asked = request.headers.get("Range", "")
    condition = request.headers.get("If-Range", "").strip()
    if not condition or condition == etag:
        return asked
    return asked if _second_of(condition) == int(modified) else ""


def _second_of(date: str) -> int | None:
    """None where it is no date, or one that no clock has."""
    try:
        since = parsedate_to_datetime(date)
        return int((since if since.tzinfo else since.replace(tzinfo=UTC)).timestamp())
    except (ValueError, OverflowError, TypeError):
        return None


def _pieces(file: "File[bytes]", first: int, last: int) -> Iterator[bytes]:
    with closing(file.open("rb")) as opened:
        opened.seek(first)
        left = last - first + 1
        while left > 0 and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
