"""What is refused before any view sees it."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _

from imrf_portal.errors import BadInput

NUL = "\x00"


class RefuseBadInput:
    """Answer 400 to text that the database cannot hold and to bytes that are no text.

    Reading the form here also brings a broken or too large one to light before any view has begun.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            refuse(request)
        except UnreadablePostError as error:
            raise BadInput(_("The connection broke before all was sent.")) from error
        return self.get_response(request)


def refuse(request: HttpRequest) -> None:
    refuse_broken_bytes(request.META.get("QUERY_STRING", ""))
    if any(NUL in text for text in every_text(request)):
        raise BadInput(_("What was sent contains a character that no text may contain (NUL)."))
    if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
        refuse_broken_bytes(request.body)


def every_text(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    yield from request.COOKIES.values()
    for fields in (request.GET, request.POST):
        for name, texts in fields.lists():
            yield name
            yield from texts
    for name, files in request.FILES.lists():
        yield name
        yield from (file.name or "" for file in files)


def refuse_broken_bytes(sent: str | bytes) -> None:
    """Django would put a sign of replacement in place of what is not UTF-8, and say nothing."""
    try:
        unquote_to_bytes(sent).decode()
    except UnicodeDecodeError as error:
        raise BadInput(_("What was sent is not text in UTF-8.")) from error
