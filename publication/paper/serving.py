"""Giving a file out, or the page that says it is being made. The request never makes it."""

from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, get_conditional_response
from django.utils.http import quote_etag

from publication.models import Rendition
from publication.paper.renditions import ask_for
from publication.paper.ways import PDF, NoSuchWayError, way_of

ACCEPTED, UNAVAILABLE = 202, 503


def serve(
    request: HttpRequest, item: Model, *, name: str, back: str, language: str, what: str = PDF
) -> HttpResponseBase:
    """The answer to a GET of a file of the item, for a view that has checked who may have it.

    `name` is that of the reader's copy, without its ending: say, the code of the item, and never
    a person. `back` is the address of the page that the reader came from. A file that is not
    ready answers 202 with a page that looks again by itself, and has a link for it as well.
    """
    try:
        way = way_of(item, what)
        rendition = ask_for(item=item, what=what, language=language)
    except NoSuchWayError as error:
        raise Http404 from error
    if rendition.is_ready and not _asks_whether(request):
        try:
            return _file(request, rendition, f"{name}-{language}.{way.suffix}", way.media_type)
        except FileNotFoundError:  # the storage has lost it: it is made anew
            rendition.delete()
            rendition = ask_for(item=item, what=what, language=language)
    return _page(request, rendition, back)


def _asks_whether(request: HttpRequest) -> bool:
    """htmx looks whether the file is ready; a file itself would be no part of a page."""
    return bool(getattr(request, "htmx", False))


def _file(
    request: HttpRequest, rendition: Rendition, name: str, media_type: str
) -> HttpResponseBase:
    etag = quote_etag(rendition.sha256)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = FileResponse(
            rendition.file.open("rb"), as_attachment=True, filename=name, content_type=media_type
        )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _page(request: HttpRequest, rendition: Rendition, back: str) -> HttpResponse:
    part = "parts/being_made" if _asks_whether(request) else "being_made"
    response = render(
        request,
        f"publication/{part}.html",
        {"rendition": rendition, "back": back, "address": request.get_full_path()},
        status=_status(request, rendition),
    )
    add_never_cache_headers(response)
    return response


def _status(request: HttpRequest, rendition: Rendition) -> int:
    if _asks_whether(request):
        return 200  # htmx swaps the part in, whatever it says
    return UNAVAILABLE if rendition.error else ACCEPTED
