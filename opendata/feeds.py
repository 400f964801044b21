"""Feeds of lists, by the same query words as their pages."""

from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from publication import rooms
from publication.browsing.facets import RefusedError, one_of
from publication.browsing.feeds import feed_of
from publication.browsing.listing import Listing, Narrowing


@require_safe
def atom(request: HttpRequest, room: str) -> HttpResponse:
    """The feed of a room. `reader` is the language of its words and of the search."""
    listing = _listing(room)
    try:
        languages = dict(settings.LANGUAGES)
        reader = one_of(request.GET, "reader", _("Language"), languages) or get_language()
        with override(reader):
            return _feed(request, Narrowing(listing, request.GET))
    except RefusedError as error:
        return problem(str(error), known=error.known)


def _listing(room: str) -> Listing:
    try:
        listing = rooms.named(room).listing
    except KeyError as error:
        raise Http404 from error
    if listing is None:
        raise Http404
    return listing


def _feed(request: HttpRequest, narrowing: Narrowing) -> HttpResponse:
    feed = feed_of(
        narrowing, absolute=request.build_absolute_uri, here=request.build_absolute_uri()
    )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


def problem(detail: str, **more: object) -> HttpResponse:
    """What was wrong, as programs read it (RFC 9457)."""
    status = HTTPStatus.BAD_REQUEST
    body = {"title": status.phrase, "status": status.value, "detail": detail, **more}
    return JsonResponse(body, status=status, content_type="application/problem+json")
