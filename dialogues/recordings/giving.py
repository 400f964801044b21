"""Giving out the file of a recording and its captions, for views that know who may have them."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from dialogues.models import Captions, Recording
from dialogues.recordings.captioning.writing import as_webvtt
from dialogues.recordings.ranges import give


def give_recording(request: HttpRequest, recording: Recording) -> HttpResponseBase:
    """The file or a part of it; 404 where it is a link, or the storage has lost it."""
    if not recording.file:
        raise Http404
    try:
        size = recording.file.size
    except FileNotFoundError as error:
        raise Http404 from error
    response = give(
        request,
        recording.file,
        etag=quote_etag(f"{recording.pk}-{size}-{int(recording.at.timestamp())}"),
        modified=recording.at.timestamp(),
        media_type=recording.media_type,
    )
    if "download" in request.GET:
        name = quote(str(recording.file.name).rsplit("/", 1)[-1])
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def give_captions(request: HttpRequest, captions: Captions) -> HttpResponseBase:
    """As WebVTT, whatever they came as: written anew from what was read."""
    etag = quote_etag(f"{captions.pk}-{captions.sha256[:16]}")
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        text = as_webvtt(captions.cues.defer("vector"))
        response = HttpResponse(text, content_type="text/vtt; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response
